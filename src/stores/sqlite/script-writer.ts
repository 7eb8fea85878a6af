import type { DatabaseSync, SQLInputValue, StatementSync } from "node:sqlite";
import { setImmediate as endOfTurn, setTimeout as sleep } from "node:timers/promises";

import { ParleyError } from "../../spec/errors.ts";
import type { Script, Statement, StatementResult } from "../sql/script.ts";
import { storageError } from "../sql/storage-error.ts";
import { busyPause, isBusy, type Patience } from "./busy.ts";
import type { Line } from "./line.ts";

export interface ScriptWriter {
  /**
   * Runs a script and resolves with what it returned, when that is committed. `begin` may be called again: a batch
   * that fails as a whole is tried script by script. A script that throws has changed nothing.
   *
   * Rejects with what the script throws by itself (`TypeError`, `ParleyError`), and with `storage_unavailable` for
   * anything that the database refuses; for that script only.
   */
  write<T>(begin: () => Script<T>): Promise<T>;
  /** Resolves when nothing waits to be written any more. */
  drained(): Promise<void>;
}

export interface ScriptWriterOptions {
  readonly database: DatabaseSync;
  readonly line: Line;
  readonly patience: Patience;
}

interface Operation {
  readonly begin: () => Script<unknown>;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
  /** What the script returned, once it ran. */
  value: unknown;
  /** What it threw by itself, having changed nothing. */
  fault: Error | undefined;
}

/**
 * Writes in groups: everything that one turn of the event loop asks for shares one transaction, since most of a
 * commit's price does not depend on the number of rows.
 */
export function createScriptWriter(options: ScriptWriterOptions): ScriptWriter {
  const { database, line } = options;
  const transact = createTransaction(database);
  let queue: Operation[] = [];
  /** Of a batch that failed as a whole: each is tried alone, so that a bad one takes no neighbour with it. */
  let suspects: Operation[] = [];
  let draining: Promise<void> | undefined;

  async function drain(): Promise<void> {
    while (queue.length + suspects.length > 0) {
      await endOfTurn();
      const leave = await line.enter();
      const alone = suspects.length > 0;
      const batch = alone ? suspects.splice(0, 1) : queue;
      if (!alone) queue = [];
      const failure = transact(batch);
      const wait = options.patience.worthAnother(failure);
      if (wait && alone) suspects = [...batch, ...suspects];
      // What arrives while another process holds the lock joins the batch.
      else if (wait) queue = batch;
      else if (failure === undefined) acknowledge(batch);
      else if (batch.length === 1 || isBusy(failure)) refuse(batch, failure);
      else suspects = batch;
      leave();
      if (wait) await sleep(busyPause);
    }
    draining = undefined;
  }

  return {
    write<T>(begin: () => Script<T>) {
      return new Promise<T>((resolve, reject) => {
        queue.push({
          begin,
          resolve: resolve as (value: unknown) => void,
          reject,
          value: undefined,
          fault: undefined,
        });
        draining ??= drain();
      });
    },
    drained: async () => draining,
  };
}

function acknowledge(batch: readonly Operation[]): void {
  for (const { fault, value, resolve, reject } of batch) {
    if (fault === undefined) resolve(value);
    else reject(fault);
  }
}

function refuse(batch: readonly Operation[], failure: unknown): void {
  for (const operation of batch) operation.reject(storageError(failure));
}

/** Runs all of a batch in one transaction, or nothing of it; gives back what went wrong. */
function createTransaction(database: DatabaseSync) {
  const begin = database.prepare("begin immediate");
  const commit = database.prepare("commit");
  const runner = createRunner(database);

  return function transact(batch: readonly Operation[]): unknown {
    try {
      begin.run();
      for (const operation of batch) runOne(operation);
      commit.run();
      return undefined;
    } catch (cause) {
      return rollBack(database, cause);
    }
  };

  function runOne(operation: Operation): void {
    operation.fault = undefined;
    try {
      operation.value = runner.run(operation.begin());
    } catch (cause) {
      const own = cause instanceof TypeError || cause instanceof ParleyError;
      // A slip half way through: what it did before must go, and with it the whole transaction.
      if (!own || runner.hasChanged()) throw cause;
      operation.fault = cause;
    }
  }
}

interface Prepared {
  readonly statement: StatementSync;
  readonly yieldsRows: boolean;
  readonly onlyReads: boolean;
}

const noRows: StatementResult["rows"] = [];

/** Runs a script to its end. There are few texts, so every statement is prepared once and kept. */
function createRunner(database: DatabaseSync) {
  const prepared = new Map<string, Prepared>();
  let changed = false;

  function prepare(sql: string): Prepared {
    const statement = database.prepare(sql);
    const made = {
      statement,
      yieldsRows: statement.columns().length > 0,
      onlyReads: /^\s*select\b/i.test(sql),
    };
    prepared.set(sql, made);
    return made;
  }

  function execute({ sql, values }: Statement): StatementResult {
    const { statement, yieldsRows, onlyReads } = prepared.get(sql) ?? prepare(sql);
    const given = values as readonly SQLInputValue[];
    const result: StatementResult = yieldsRows
      ? { rows: statement.all(...given) as StatementResult["rows"], changes: 0 }
      : { rows: noRows, changes: Number(statement.run(...given).changes) };
    changed ||= !onlyReads && result.rows.length + result.changes > 0;
    return result;
  }

  return {
    run<T>(script: Script<T>): T {
      changed = false;
      let step = script.next();
      while (step.done !== true) step = script.next(execute(step.value));
      return step.value;
    },
    /** Whether the script that was run last has changed anything. */
    hasChanged: () => changed,
  };
}

/** Gives back `cause`. Never throws: a writer that stops would hold up every call for good. */
function rollBack(database: DatabaseSync, cause: unknown): unknown {
  try {
    // SQLite has already rolled back by itself when, for example, the disk was full.
    if (database.isOpen && database.isTransaction) database.exec("rollback");
    return cause;
  } catch (second) {
    return new AggregateError([cause, second], "A transaction failed, and so did its rollback.");
  }
}
