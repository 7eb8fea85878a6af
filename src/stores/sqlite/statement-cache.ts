import type { DatabaseSync, StatementSync } from "node:sqlite";

export interface CachedStatement {
  readonly statement: StatementSync;
  /** Whether it yields rows: a query, or a change with `returning`. */
  readonly yieldsRows: boolean;
}

/**
 * Prepared statements by their text, at most `capacity` of them; the one unused for longest goes first.
 * Bounded, because lists in a query (`in (?, ?, …)`) make a new text for each length.
 */
export function createStatementCache(
  database: DatabaseSync,
  capacity: number,
): (sql: string) => CachedStatement {
  const cache = new Map<string, CachedStatement>();
  return function prepare(sql) {
    let found = cache.get(sql);
    if (found === undefined) {
      const statement = database.prepare(sql);
      found = { statement, yieldsRows: statement.columns().length > 0 };
    } else {
      cache.delete(sql);
    }
    cache.set(sql, found);
    if (cache.size > capacity) {
      for (const oldest of cache.keys()) {
        cache.delete(oldest);
        break;
      }
    }
    return found;
  };
}
