import type { DatabaseSync } from "node:sqlite";

import type { LedgerStore } from "../../spec/stores.ts";
import { endingValues, openingValues } from "../sql/ledger.ts";
import type { LedgerStatements, LedgerValue } from "../sql/ledger.ts";
import { storageError } from "../sql/storage-error.ts";

export interface LedgerWriter extends Pick<LedgerStore, "open" | "settle"> {
  /** Writes at once what waits for the end of the turn. */
  flush(): void;
}

interface Operation {
  readonly kind: "open" | "settle";
  readonly values: readonly LedgerValue[];
  readonly id: string;
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
export function createLedgerWriter(database: DatabaseSync, statements: LedgerStatements): LedgerWriter {
  const begin = database.prepare("begin immediate");
  const commit = database.prepare("commit");
  const prepared = { open: database.prepare(statements.open), settle: database.prepare(statements.settle) };
  let queue: Operation[] = [];

  function add(kind: Operation["kind"], id: string, values: readonly LedgerValue[]): Promise<void> {
    return new Promise((resolve, reject) => {
      if (queue.push({ kind, id, values, resolve, reject, changes: 0 }) === 1) setImmediate(flushTurn);
    });
  }

  /** Kysely's transactions share this connection; ours must not slip into the middle of one. */
  function flushTurn(): void {
    if (database.isOpen && database.isTransaction) setImmediate(flushTurn);
    else flush();
  }

  function flush(): void {
    const batch = queue;
    queue = [];
    if (batch.length > 0) write(batch);
  }

  function write(batch: readonly Operation[]): void {
    const failure = transact(batch);
    if (failure === undefined) {
      for (const operation of batch) acknowledge(operation);
    } else if (failure.atBegin || batch.length === 1) {
      // Without the write lock no single row would fare better, and each would wait for it again.
      for (const operation of batch) operation.reject(storageError(failure.cause));
    } else {
      // One bad row must not take its neighbours with it.
      for (const operation of batch) write([operation]);
    }
  }

  function transact(batch: readonly Operation[]): { cause: unknown; atBegin: boolean } | undefined {
    let atBegin = true;
    try {
      begin.run();
      atBegin = false;
      for (const operation of batch) {
        operation.changes = Number(prepared[operation.kind].run(...operation.values).changes);
      }
      commit.run();
      return undefined;
    } catch (cause) {
      if (!atBegin && database.isTransaction) database.exec("rollback");
      return { cause, atBegin };
    }
  }

  return {
    open: (opening) => add("open", opening.id, openingValues(opening)),
    settle: (ending) => add("settle", ending.id, endingValues(ending)),
    flush,
  };
}

function acknowledge(operation: Operation): void {
  if (operation.changes === 1) operation.resolve();
  else operation.reject(new TypeError(`Attempt ${operation.id} is not open: it was settled before, or never opened.`));
}
