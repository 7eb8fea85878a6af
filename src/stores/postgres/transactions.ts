import type { Script, SqlValue, StatementResult } from "../sql/script.ts";
import { isAnswer } from "./answers.ts";
import type { Connections } from "./connections.ts";
import type { Held } from "./held.ts";

/** Nobody knows whether what was done has come to stay: the connection broke before the database said so. */
export class InDoubtError extends Error {
  constructor(cause: unknown) {
    super("The connection broke while a transaction was committed.", { cause });
  }
}

/** A transaction under way. */
export interface Transaction {
  /** Waits until nobody else has any of `names`, and keeps them until the end. Takes them in their order. */
  lock(names: readonly string[]): Promise<void>;
  /** Runs a script to its end. */
  run<T>(script: Script<T>): Promise<T>;
  /** Whether the script that was run last has changed anything. */
  hasChanged(): boolean;
}

/** Does `work` within a transaction: all of it, or nothing. Resolves when that is durable. */
export type Transact = <T>(work: (transaction: Transaction) => Promise<T>) => Promise<T>;

/**
 * READ COMMITTED is enough. Whatever must hold, holds within single statements, which check and change a row at once:
 * PostgreSQL locks the row before it looks at a condition, and looks again when it had to wait. No statement relies on
 * what an earlier one has read, unless that one has locked the row for the rest of the transaction. A stricter level
 * would only make transactions fail that were right.
 */
const begin = "begin isolation level read committed";

/** `unnest` gives the names in their order, and so the locks are taken. */
const lock = "select pg_advisory_xact_lock(hashtextextended(name, 4242)) from unnest($1::text[]) as name";

export function createTransact(connections: Connections): Transact {
  const names = new Map<string, string>();

  /** Statements are prepared once on each connection, under a name for each text. */
  function nameOf(text: string): string {
    const known = names.get(text);
    if (known !== undefined) return known;
    const name = `parley_${names.size}`;
    names.set(text, name);
    return name;
  }

  async function execute(held: Held, text: string, values: readonly SqlValue[]): Promise<StatementResult> {
    const { rows, rowCount } = await held.ask({ name: nameOf(text), text, values: [...values] });
    return { rows: rows as StatementResult["rows"], changes: rowCount ?? 0 };
  }

  function transactionOn(held: Held): Transaction {
    let changed = false;
    return {
      async lock(names) {
        await held.ask({ name: "parley_lock", text: lock, values: [[...new Set(names)].sort()] });
      },
      async run(script) {
        changed = false;
        let step = script.next();
        while (step.done !== true) {
          const { sql, values } = step.value;
          const result = await execute(held, sql, values);
          changed ||= result.changes > 0 && !/^\s*select\b/i.test(sql);
          step = script.next(result);
        }
        return step.value;
      },
      hasChanged: () => changed,
    };
  }

  return async function transact(work) {
    const held = await connections.connect();
    try {
      await held.ask(begin);
      const result = await work(transactionOn(held));
      await commit(held);
      return result;
    } catch (cause) {
      // Where even that fails, the connection is given up, and the database rolls back by itself.
      if (held.isSound()) await held.ask("rollback").catch(() => {});
      throw cause;
    } finally {
      held.release();
    }
  };
}

async function commit(held: Held): Promise<void> {
  try {
    const { command } = await held.ask("commit");
    if (command === "ROLLBACK") throw new Error("PostgreSQL rolled back instead of committing.");
  } catch (cause) {
    throw isAnswer(cause) || held.isSound() ? cause : new InDoubtError(cause);
  }
}
