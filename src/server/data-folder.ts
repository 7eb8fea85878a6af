import { existsSync } from "node:fs";
import { join } from "node:path";
import { DataError } from "./data-error.ts";
import { loadPepper, pepperName } from "./pepper.ts";

/** Name of the database file in the data folder. */
export const databaseName = "parley.db";

export interface DataFolder {
  /** Path of the database file, which need not exist yet. */
  readonly database: string;
  readonly pepper: Buffer;
}

/**
 * Opens the data folder, and makes it and its secret on first use. Throws a `DataError` when the folder cannot be
 * made, or the secret is damaged, or missing beside a database: a new one would quietly make every key and session
 * token worthless.
 */
export async function openDataFolder(folder: string): Promise<DataFolder> {
  const database = join(folder, databaseName);
  // The secret is made before the database, so that this holds for processes that start together, too.
  if (existsSync(database) && !existsSync(join(folder, pepperName))) {
    const { message, remedy } = missingPepper(folder);
    throw new DataError(`${message}\n${remedy}`);
  }
  return { database, pepper: await loadPepper(folder) };
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
