import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Secret } from "../lib/secret.ts";
import { DataError } from "./data-error.ts";
import { loadPepper, pepperName } from "./pepper.ts";
import { secretBytes } from "./settings/data-leaves.ts";
import type { Settings } from "./settings/settings.ts";

/** Name of the database file in the data folder. */
export const databaseName = "parley.db";

/** Where the stores are: see `openStores`. */
export type DatabasePlace =
  /** The file need not exist yet; or `:memory:`. */
  | { readonly type: "sqlite"; readonly path: string; readonly durability: Settings["durability"] }
  /** `newSecret` is the path of the secret when it was made just now, and has hashed nothing yet. */
  | { readonly type: "postgres"; readonly url: Secret; readonly newSecret?: string };

export interface DataFolder {
  readonly database: DatabasePlace;
  readonly pepper: Buffer;
}

/** What of the settings says where the data are. */
export type DataSettings = Partial<Pick<Settings, "database" | "durability" | "secret">>;

/**
 * Opens the data folder, and makes it and its secret on first use. Throws a `DataError` when the folder cannot be
 * made, or the secret is damaged, or missing beside a database: a new one would quietly make every key and session
 * token worthless.
 */
export async function openDataFolder(folder: string, settings: DataSettings = {}): Promise<DataFolder> {
  const { database: url, secret, durability = "process" } = settings;
  const path = join(folder, pepperName);
  const isNew = secret === undefined && !existsSync(path);
  const pepper = secret === undefined ? await loadFor(folder, url) : secretBytes(secret.reveal());
  if (url === undefined) {
    return { database: { type: "sqlite", path: join(folder, databaseName), durability }, pepper };
  }
  return { database: { type: "postgres", url, ...(isNew && { newSecret: path }) }, pepper };
}

async function loadFor(folder: string, url: Secret | undefined): Promise<Buffer> {
  // The secret is made before the database, so that this holds for processes that start together, too.
  if (url === undefined && existsSync(join(folder, databaseName)) && !existsSync(join(folder, pepperName))) {
    const { message, remedy } = missingPepper(folder);
    throw new DataError(`${message}\n${remedy}`);
  }
  return loadPepper(folder);
}

/** What to say, and what to do, when the secret is missing. */
export function missingPepper(folder: string): { readonly message: string; readonly remedy: string } {
  const path = join(folder, pepperName);
  return {
    message: `${path} is missing, and without it no key and no session token can be verified.`,
    remedy:
      "Restore it from a backup. If it is lost, make another one and new keys: " +
      `openssl rand -hex 32 > ${path}; parley keys create`,
  };
}
