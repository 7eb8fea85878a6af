import { closeSync, fchmodSync, fstatSync, mkdirSync, openSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync } from "node:sqlite";

import type { Stores } from "../../spec/stores.ts";
import { guarded } from "../sql/guarded.ts";
import { defaultPatience } from "./busy.ts";
import { setPragmas } from "./pragmas.ts";
import type { Durability } from "./pragmas.ts";
import { createSqliteStores } from "./sqlite-stores.ts";

export interface SqliteOptions {
  /** The database file, whose folder is made where it is missing; or `:memory:`. */
  readonly path: string;
  /** Unix milliseconds. */
  now(): number;
  /** `process` unless said otherwise; with `power`, every commit waits for the disk. */
  readonly durability?: Durability;
}

/**
 * Opens, and where needed makes and migrates, the stores in a SQLite file. Several processes of one
 * machine may have it open. The file is readable by its owner only, and so is a folder made for it.
 *
 * Throws `storage_unavailable` when it cannot be opened, is no database, or is newer than this program.
 */
export async function openSqlite(options: SqliteOptions): Promise<Stores> {
  return guarded(async () => {
    if (options.path !== ":memory:") protectFile(options.path);
    // No waiting inside SQLite: it would stop the whole event loop, see `patiently`.
    const database = new DatabaseSync(options.path, { timeout: 0 });
    try {
      await setPragmas(database, options.durability ?? "process", defaultPatience);
      return await createSqliteStores({ database, now: () => options.now() });
    } catch (cause) {
      database.close();
      throw cause;
    }
  });
}

/** Makes the file before SQLite would, with the mode that its companions (`-wal`, `-shm`) then inherit. */
function protectFile(path: string): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const file = openSync(path, "a", 0o600);
  try {
    if ((fstatSync(file).mode & 0o077) !== 0) fchmodSync(file, 0o600);
  } finally {
    closeSync(file);
  }
}
