import { existsSync } from "node:fs";
import { systemClock } from "../lib/clock.ts";
import { openDataFolder } from "./data-folder.ts";
import { postgresName } from "./postgres-name.ts";
import type { Settings } from "./settings/settings.ts";
import { allMigrations, inspectDatabase, inspectPostgres, openStores } from "./stores.ts";

/** What was done to a database. */
export interface Migrated {
  /** The path of the file, or the address without user and password. */
  readonly database: string;
  /** Names of the migrations that were applied, in their order. */
  readonly applied: readonly string[];
}

/**
 * Makes the database where it is missing, and brings it to this program's schema, as every start does.
 * Throws what `openStores` throws, such as for a database that is newer than the program.
 */
export async function migrateDatabase(settings: Settings): Promise<Migrated> {
  const { database: place } = await openDataFolder(settings.data, settings);
  const applied =
    place.type === "postgres"
      ? await missingInPostgres(place.url.reveal())
      : existsSync(place.path)
        ? inspectDatabase(place.path).missing
        : allMigrations();
  const stores = await openStores(place, systemClock);
  await stores.close();
  return { database: place.type === "sqlite" ? place.path : postgresName(place.url), applied };
}

/** One that cannot be reached is told by the opening that follows. */
async function missingInPostgres(url: string): Promise<readonly string[]> {
  try {
    return (await inspectPostgres(url)).missing;
  } catch {
    return [];
  }
}
