import { closeSync, fchmodSync, fstatSync, mkdirSync, openSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setTimeout as sleep } from "node:timers/promises";

import type { Stores } from "../../spec/stores.ts";
import { guarded } from "../sql/guarded.ts";
import { createSqliteStores } from "./sqlite-stores.ts";

export interface SqliteOptions {
  /** The database file, whose folder is made where it is missing; or `:memory:`. */
  readonly path: string;
  /** Unix milliseconds. */
  now(): number;
  /**
   * What an acknowledged row survives: the end of the process (the default), or also a power cut,
   * for which every commit waits for the disk.
   */
  readonly durability?: "process" | "power";
}

/** How long to wait for another process's lock, in milliseconds. Its transactions take under one. */
const busyTimeout = 5000;

/** Space of the write-ahead log that is given back after a burst, in bytes. */
const logSizeLimit = 64 * 1024 * 1024;

/** In WAL mode, `normal` syncs at checkpoints only, `full` with every commit (https://www.sqlite.org/pragma.html#pragma_synchronous). */
const synchronous = { process: "normal", power: "full" } as const;

/** `SQLITE_BUSY`, the lower byte of extended codes (https://www.sqlite.org/rescode.html). */
const busyCode = 5;

/**
 * Opens, and where needed makes and migrates, the stores in a SQLite file. Several processes of one
 * machine may have it open. The file is readable by its owner only.
 *
 * Throws `storage_unavailable` when it cannot be opened, is no database, or is newer than this program.
 */
export async function openSqlite(options: SqliteOptions): Promise<Stores> {
  return guarded(async () => {
    if (options.path !== ":memory:") protectFile(options.path);
    const database = new DatabaseSync(options.path, { timeout: busyTimeout, enableForeignKeyConstraints: true });
    try {
      await useWriteAheadLog(database);
      database.exec(`pragma synchronous = ${synchronous[options.durability ?? "process"]}`);
      database.exec(`pragma journal_size_limit = ${logSizeLimit}`);
      return await createSqliteStores(database, options.now);
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

/**
 * A memory database has no log and says so; that is fine.
 * SQLite does not wait for a lock while it changes the mode, so processes that start together must try again.
 */
async function useWriteAheadLog(database: DatabaseSync): Promise<void> {
  const pause = 10;
  for (let waited = 0; ; waited += pause) {
    try {
      database.exec("pragma journal_mode = wal");
      return;
    } catch (cause) {
      if (!isBusy(cause) || waited >= busyTimeout) throw cause;
    }
    await sleep(pause);
  }
}

function isBusy(cause: unknown): boolean {
  return cause instanceof Error && "errcode" in cause && (Number(cause.errcode) & 0xff) === busyCode;
}
