import { rm } from "node:fs/promises";
import type { Clock } from "../lib/clock.ts";
import type { Stores } from "../spec/stores.ts";
import { migrations } from "../stores/sql/migrations/index.ts";
import { openSqlite } from "../stores/sqlite/open.ts";
import { columnTypes } from "../stores/sqlite/sqlite-stores.ts";
import { DataError } from "./data-error.ts";
import type { DatabasePlace } from "./data-folder.ts";

export { type DatabaseState, inspectSqlite as inspectDatabase } from "../stores/sqlite/inspect.ts";
export { readAuditFile } from "../stores/sqlite/read-audit.ts";
export type { PostgresState } from "../stores/postgres/inspect.ts";

/** The names of all migrations that this program knows, in their order. */
export function allMigrations(): readonly string[] {
  return Object.keys(migrations(columnTypes));
}

/**
 * Opens the stores, and brings them to this program's schema. The half of the composition root that names stores;
 * apart from `build.ts`, so that commands which only keep house load no engine and no provider. The driver of PostgreSQL
 * is loaded only for who has one.
 *
 * Throws `storage_unavailable`, and a `DataError` when the keys in the database cannot be verified.
 */
export async function openStores(place: DatabasePlace, clock: Clock): Promise<Stores> {
  if (place.type === "sqlite") {
    return openSqlite({ path: place.path, durability: place.durability, now: clock.now });
  }
  const { openPostgres } = await import("../stores/postgres/open.ts");
  const stores = await openPostgres({ url: place.url.reveal(), clock });
  if (place.newSecret === undefined) return stores;
  try {
    await refuseForeignKeys(stores, place.newSecret);
    return stores;
  } catch (error) {
    await stores.close();
    throw error;
  }
}

/** Looks into a PostgreSQL database and changes nothing. Throws whatever the driver throws when it cannot be reached. */
export async function inspectPostgres(url: string) {
  const { inspectPostgres: inspect } = await import("../stores/postgres/inspect.ts");
  return inspect(url);
}

/** A machine that joins the others needs their secret: with its own, it would turn away everybody with a key. */
async function refuseForeignKeys(stores: Stores, newSecret: string): Promise<void> {
  if ((await stores.keys.list()).length === 0) return;
  await rm(newSecret, { force: true });
  throw new DataError(
    `The database has keys that were made with another secret than this machine's.\n` +
      `Copy secret.key from the data folder of the machine that made them to ${newSecret}, or set PARLEY_SECRET to its content.`,
  );
}
