import { existsSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { pathToFileURL } from "node:url";

import { migrations } from "../sql/migrations/index.ts";
import { columnTypes } from "./sqlite-stores.ts";

/** What a database file is like. */
export interface DatabaseState {
  /** What SQLite's `quick_check` complains of, at most ten lines; empty when it is sound. */
  readonly damage: readonly string[];
  /** Migrations that the next start will apply. */
  readonly missing: readonly string[];
  /** Migrations that this program does not know: the data is a newer program's. */
  readonly unknown: readonly string[];
  /** API keys ever made, and those of them that are not revoked. Absent when there is no such table yet. */
  readonly keys?: { readonly all: number; readonly open: number };
}

/** Milliseconds to wait for a lock of another process. */
const patience = 2_000;

/**
 * Looks into a database file and changes nothing: neither the file nor the folder around it.
 * Throws whatever SQLite throws when the file cannot be opened or is no database.
 */
export function inspectSqlite(path: string): DatabaseState {
  const inUse = (): boolean => existsSync(`${path}-wal`);
  if (inUse()) return inspect(new DatabaseSync(path, { readOnly: true, timeout: patience }));
  // Even a reader makes a write-ahead log beside the file and leaves it behind, unless it may take the
  // file for unchanging (https://www.sqlite.org/uri.html#uriimmutable). Nobody has it open just now.
  const unchanging = pathToFileURL(path);
  unchanging.searchParams.set("immutable", "1");
  try {
    return inspect(new DatabaseSync(unchanging, { readOnly: true }));
  } catch (cause) {
    if (!inUse()) throw cause;
    return inspectSqlite(path); // somebody began to write meanwhile
  }
}

function inspect(database: DatabaseSync): DatabaseState {
  try {
    const column = (sql: string): readonly string[] =>
      database
        .prepare(sql)
        .all()
        .map((row) => String(Object.values(row)[0]));
    const checked = column("pragma quick_check(10)");
    const tables = column("select name from sqlite_schema where type = 'table'");
    const done = tables.includes("kysely_migration") ? column("select name from kysely_migration") : [];
    const known = Object.keys(migrations(columnTypes));
    return {
      damage: checked.filter((line) => line !== "ok"),
      missing: known.filter((name) => !done.includes(name)),
      unknown: done.filter((name) => !known.includes(name)),
      ...(tables.includes("api_keys") && {
        keys: {
          all: Number(column("select count(*) from api_keys")[0]),
          open: Number(column("select count(*) from api_keys where revoked_at is null")[0]),
        },
      }),
    };
  } finally {
    database.close();
  }
}
