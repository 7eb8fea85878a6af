/** What a column holds, and what a parameter may be. */
export type SqlValue = string | number | null;

/** One statement and its parameters, in the database's own form. */
export interface Statement {
  readonly sql: string;
  readonly values: readonly SqlValue[];
}

export interface StatementResult {
  readonly rows: readonly Readonly<Record<string, SqlValue>>[];
  /** Rows that were changed. */
  readonly changes: number;
}

/**
 * Statements that belong together, as a generator: it yields one after the other, is given their results, and
 * returns what it found out. It knows neither transactions nor waiting: SQLite runs it in one go within the
 * transaction of its turn, PostgreSQL in one that scripts of the same budgets share. The rules are written once for both.
 *
 * A script that was refused has undone by itself what it did before.
 */
export type Script<T> = Generator<Statement, T, StatementResult>;

/** A statement known by its text, ready to be given parameters. */
export function statement(sql: string, ...values: readonly SqlValue[]): Statement {
  return { sql, values };
}
