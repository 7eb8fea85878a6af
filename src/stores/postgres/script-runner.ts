import { ParleyError } from "../../spec/errors.ts";
import type { Script } from "../sql/script.ts";
import { storageError } from "../sql/storage-error.ts";
import type { Write } from "../sql/written-stores.ts";
import { isAnswer, isPassing } from "./answers.ts";
import type { Transact, Transaction } from "./transactions.ts";

/** How often a script is run that others were in the way of. */
const mostTries = 5;

/** When a transaction takes no more scripts: after so many, or so many milliseconds. */
const mostScripts = 64;
const longEnough = 50;

interface Operation {
  readonly begin: () => Script<unknown>;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
  value: unknown;
  /** What the script threw by itself, having changed nothing. */
  fault: Error | undefined;
}

/**
 * Scripts of one lane wait for each other anyway, at the row of the same budget, each until the disk has the one
 * before: so they share transactions, one at a time. While one is under way, the next ones gather.
 *
 * Rows are locked in one order by all: budgets by their ids, limits by theirs. The scripts of a lane lock the same rows,
 * so a transaction of many of them waits for no row that comes before one that it has. Attempts are locked by who settles
 * them, and waited for by nobody else. So nobody waits for each other in a circle. Where it happens all the same (two
 * processes settle the same attempts; at midnight UTC), PostgreSQL ends one transaction after a second, and its scripts
 * are run again, each alone.
 */
export function createScriptRunner(transact: Transact): Write {
  const lanes = new Map<string, Operation[]>();

  async function alone<T>(begin: () => Script<T>): Promise<T> {
    for (let tries = 1; ; tries++) {
      try {
        return await transact((transaction) => transaction.run(begin()));
      } catch (cause) {
        if (!isPassing(cause) || tries === mostTries) throw storageError(cause);
      }
    }
  }

  async function drain(name: string, queue: Operation[]): Promise<void> {
    while (queue.length > 0) await runSome(queue);
    lanes.delete(name);
  }

  async function runSome(queue: Operation[]): Promise<void> {
    const taken: Operation[] = [];
    try {
      await transact((transaction) => runBatch(transaction, queue, taken));
      for (const { fault, value, resolve, reject } of taken) {
        if (fault === undefined) resolve(value);
        else reject(fault);
      }
    } catch (cause) {
      if (taken.length === 0) {
        // There was not even a connection: nobody needs to wait for that once more.
        refuse(queue.splice(0), cause);
      } else if (isOwnFault(cause) || isAnswer(cause)) {
        // One bad row must not take its neighbours with it.
        for (const { begin, resolve, reject } of taken) await alone(begin).then(resolve, reject);
      } else {
        refuse(taken, cause);
      }
    }
  }

  return function write<T>(begin: () => Script<T>, lane?: string) {
    if (lane === undefined) return alone(begin);
    return new Promise<T>((resolve, reject) => {
      const operation: Operation = {
        begin,
        resolve: resolve as (value: unknown) => void,
        reject,
        value: undefined,
        fault: undefined,
      };
      const queue = lanes.get(lane);
      if (queue !== undefined) return void queue.push(operation);
      const made = [operation];
      lanes.set(lane, made);
      void drain(lane, made);
    });
  };
}

async function runBatch(transaction: Transaction, queue: Operation[], taken: Operation[]): Promise<void> {
  const begun = performance.now();
  while (taken.length < mostScripts && performance.now() - begun < longEnough) {
    const operation = queue.shift();
    if (operation === undefined) return;
    taken.push(operation);
    try {
      operation.value = await transaction.run(operation.begin());
    } catch (cause) {
      // A slip half way through: what it did before must go, and with it the whole transaction.
      if (!isOwnFault(cause) || transaction.hasChanged()) throw cause;
      operation.fault = cause;
    }
  }
}

/** What a script throws by itself. */
function isOwnFault(cause: unknown): cause is Error {
  return cause instanceof TypeError || cause instanceof ParleyError;
}

function refuse(operations: readonly Operation[], cause: unknown): void {
  for (const operation of operations) operation.reject(storageError(cause));
}
