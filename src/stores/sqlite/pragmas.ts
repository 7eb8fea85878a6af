import type { DatabaseSync } from "node:sqlite";

import { createPatience } from "./busy.ts";

/** What an acknowledged row survives: the end of the process, or also a power cut. */
export type Durability = "process" | "power";

/**
 * In write-ahead mode, `normal` waits for the disk at checkpoints only, `full` with every commit
 * (https://www.sqlite.org/pragma.html#pragma_synchronous).
 */
const synchronous: Record<Durability, string> = { process: "normal", power: "full" };

/** Space of the write-ahead log that is given back after a burst, in bytes. */
const logSizeLimit = 64 * 1024 * 1024;

/**
 * Bytes of the write-ahead log after which it is copied into the database, with two waits for the disk. At SQLite's own
 * 1,000 pages of 4 KiB, the waits were a fifth of the ledger's cost.
 */
const checkpointBytes = 16 * 1024 * 1024;

/**
 * Bytes of a page of a new database; one that is there keeps its own. Rows of the ledger and of the request log have
 * 300 to 700 bytes: of SQLite's 4,096, too few of them share a page, and a commit writes too many pages.
 */
const pageSize = 8192;

/**
 * What a connection remembers of the database, in KiB, as far as it reads and writes it. With SQLite's 2,000, whoever
 * watches the request log read anew from the file what was written seconds ago.
 */
const cacheKibibytes = 16_000;

/** How a connection works. Waits up to `patience` milliseconds for a lock of another process. */
export async function setPragmas(
  database: DatabaseSync,
  durability: Durability,
  patience: number,
): Promise<void> {
  // Before the first page is written, which the next line does.
  database.exec(`pragma page_size = ${pageSize}`);
  // A memory database has no write-ahead log and stays as it is.
  await createPatience(patience).patiently(() => database.exec("pragma journal_mode = wal"));
  database.exec(`pragma synchronous = ${synchronous[durability]}`);
  database.exec(`pragma journal_size_limit = ${logSizeLimit}`);
  const { page_size: size = pageSize } = database.prepare("pragma page_size").get() ?? {};
  database.exec(`pragma wal_autocheckpoint = ${Math.floor(checkpointBytes / Number(size))}`);
  database.exec(`pragma cache_size = -${cacheKibibytes}`);
  database.exec("pragma foreign_keys = on");
  // What is deleted is overwritten, not left lying in free pages for whoever gets the file: retention would be a word.
  database.exec("pragma secure_delete = on");
}

/**
 * For a database that has its schema: what a statement of many rows may have to undo is kept in memory. Otherwise it is a
 * file, made and removed a hundred times a second. What migrations sort is as large as the tables, and belongs in files.
 */
export function undoInMemory(database: DatabaseSync): void {
  database.exec("pragma temp_store = memory");
}
