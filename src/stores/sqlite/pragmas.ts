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
 * Pages of the write-ahead log after which it is copied into the database, with two waits for the disk: 16 MiB.
 * At SQLite's own 1,000 pages, the waits were a fifth of the ledger's cost.
 */
const checkpointPages = 4096;

/** How a connection works. Waits up to `patience` milliseconds for a lock of another process. */
export async function setPragmas(
  database: DatabaseSync,
  durability: Durability,
  patience: number,
): Promise<void> {
  // A memory database has no write-ahead log and stays as it is.
  await createPatience(patience).patiently(() => database.exec("pragma journal_mode = wal"));
  database.exec(`pragma synchronous = ${synchronous[durability]}`);
  database.exec(`pragma journal_size_limit = ${logSizeLimit}`);
  database.exec(`pragma wal_autocheckpoint = ${checkpointPages}`);
  database.exec("pragma foreign_keys = on");
  // What is deleted is overwritten, not left lying in free pages for whoever gets the file: retention would be a word.
  database.exec("pragma secure_delete = on");
}
