import type { Script, SqlValue, StatementResult } from "../sql/script.ts";
import { storageError } from "../sql/storage-error.ts";
import type { Write } from "../sql/written-stores.ts";
import { isAnswer, isPassing } from "./answers.ts";
import type { Connections, Held } from "./connections.ts";

/** How often a script is run that others were in the way of. */
const mostTries = 5;

/** Nobody knows whether what was done has come to stay: the connection broke before the database said so. */
export class InDoubtError extends Error {
  constructor(cause: unknown) {
    super("The connection broke while a transaction was committed.", { cause });
  }
}

/**
 * Runs each script in a transaction of its own, statement by statement.
 *
 * READ COMMITTED is enough. Whatever must hold, holds within single statements, which check and change a row at once:
 * PostgreSQL locks the row before it looks at a condition, and looks again when it had to wait. No statement relies on
 * what an earlier one has read, unless that one has locked the row for the rest of the transaction. A stricter level
 * would only make transactions fail that were right.
 *
 * Scripts lock rows in one order (budgets by their ids, limits by theirs, attempts by theirs), so no two of them wait
 * for each other in a circle. Where it happens all the same, say because of an administrator's statement, PostgreSQL
 * ends one of them, and it is run again.
 */
export function createScriptRunner(connections: Connections): Write {
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

  async function transact<T>(held: Held, script: Script<T>): Promise<T> {
    await held.ask("begin isolation level read committed");
    let step = script.next();
    while (step.done !== true) step = script.next(await execute(held, step.value.sql, step.value.values));
    await commit(held);
    return step.value;
  }

  async function runOnce<T>(begin: () => Script<T>): Promise<T> {
    const held = await connections.connect();
    try {
      return await transact(held, begin());
    } catch (cause) {
      // Where even that fails, the connection is given up, and the database rolls back by itself.
      if (held.isSound()) await held.ask("rollback").catch(() => {});
      throw cause;
    } finally {
      held.release();
    }
  }

  return async function write(begin) {
    for (let tries = 1; ; tries++) {
      try {
        return await runOnce(begin);
      } catch (cause) {
        if (!isPassing(cause) || tries === mostTries) throw storageError(cause);
      }
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
