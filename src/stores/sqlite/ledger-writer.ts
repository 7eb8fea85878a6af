import type { DatabaseSync } from "node:sqlite";
import { setImmediate as endOfTurn, setTimeout as sleep } from "node:timers/promises";

import type { AttemptOpening, LedgerStore } from "../../spec/stores.ts";
import { endingValues, openingValues } from "../sql/ledger.ts";
import type { LedgerStatements, LedgerValue } from "../sql/ledger.ts";
import { storageError } from "../sql/storage-error.ts";
import { busyPause, isBusy } from "./busy.ts";
import type { Line } from "./line.ts";

export interface LedgerWriter extends Pick<LedgerStore, "open" | "settle"> {
  /** Resolves when nothing waits to be written any more. */
  drained(): Promise<void>;
}

export interface LedgerWriterOptions {
  readonly database: DatabaseSync;
  readonly line: Line;
  readonly statements: LedgerStatements;
  /** Milliseconds to wait for a lock of another process. */
  readonly patience: number;
}

type AttemptName = Pick<AttemptOpening, "callId" | "attempt">;

interface Operation {
  readonly kind: "open" | "settle";
  readonly values: readonly LedgerValue[];
  readonly attempt: AttemptName;
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
  /** Rows that it changed, once it ran. */
  changes: number;
}

/**
 * Writes the ledger in groups: everything that one turn of the event loop asks for shares one
 * transaction, since most of a commit's price does not depend on the number of rows.
 * A promise resolves when its row is committed.
 *
 * Settling an attempt that is not open rejects with `TypeError`; anything that the database
 * refuses rejects with `storage_unavailable`, for that row only.
 */
export function createLedgerWriter(options: LedgerWriterOptions): LedgerWriter {
  const { database, line } = options;
  const transact = createTransaction(database, options.statements);
  let queue: Operation[] = [];
  let draining: Promise<void> | undefined;

  function add(kind: Operation["kind"], attempt: AttemptName, values: readonly LedgerValue[]): Promise<void> {
    return new Promise((resolve, reject) => {
      queue.push({ kind, attempt, values, resolve, reject, changes: 0 });
      draining ??= drain();
    });
  }

  async function drain(): Promise<void> {
    for (let waited = 0; queue.length > 0;) {
      await endOfTurn();
      const leave = await line.enter();
      const batch = queue;
      queue = [];
      const failure = transact(batch);
      const wait = isBusy(failure) && waited < options.patience;
      // What arrives while another process holds the lock joins the batch.
      if (wait) queue = batch;
      else report(batch, failure);
      leave();
      if (wait) await sleep(busyPause);
      waited = wait ? waited + busyPause : 0;
    }
    draining = undefined;
  }

  function report(batch: readonly Operation[], failure: unknown): void {
    if (failure === undefined) {
      for (const operation of batch) acknowledge(operation);
    } else if (batch.length === 1 || isBusy(failure)) {
      for (const operation of batch) operation.reject(storageError(failure));
    } else {
      // One bad row must not take its neighbours with it.
      for (const operation of batch) report([operation], transact([operation]));
    }
  }

  return {
    open: (opening) => add("open", opening, openingValues(opening)),
    settle: (ending) => add("settle", ending, endingValues(ending)),
    drained: async () => draining,
  };
}

/** Runs all of a batch in one transaction, or nothing of it; gives back what went wrong. */
function createTransaction(database: DatabaseSync, statements: LedgerStatements) {
  const begin = database.prepare("begin immediate");
  const commit = database.prepare("commit");
  const prepared = { open: database.prepare(statements.open), settle: database.prepare(statements.settle) };

  return function transact(batch: readonly Operation[]): unknown {
    try {
      begin.run();
      for (const operation of batch) {
        operation.changes = Number(prepared[operation.kind].run(...operation.values).changes);
      }
      commit.run();
      return undefined;
    } catch (cause) {
      return rollBack(database, cause);
    }
  };
}

/** Gives back `cause`. Never throws: a writer that stops would hold up every call for good. */
function rollBack(database: DatabaseSync, cause: unknown): unknown {
  try {
    // SQLite has already rolled back by itself when, for example, the disk was full.
    if (database.isOpen && database.isTransaction) database.exec("rollback");
    return cause;
  } catch (second) {
    return new AggregateError([cause, second], "A ledger transaction failed, and so did its rollback.");
  }
}

function acknowledge(operation: Operation): void {
  if (operation.changes === 1) {
    operation.resolve();
    return;
  }
  const { callId, attempt } = operation.attempt;
  operation.reject(
    new TypeError(`Attempt ${attempt} of ${callId} is not open: it was settled before, or never opened.`),
  );
}
