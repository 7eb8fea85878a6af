import type { Clock } from "../../lib/clock.ts";
import { ParleyError } from "../../spec/errors.ts";
import type { Script } from "../sql/script.ts";
import { storageError } from "../sql/storage-error.ts";
import type { Gathering, Write } from "../sql/written-stores.ts";
import { isAnswer, isPassing } from "./answers.ts";
import type { Transact, Transaction } from "./transactions.ts";

/** How often a script is run that others were in the way of. */
const mostTries = 5;

/** How many scripts share a transaction at most, and after how many milliseconds it begins no more of them. */
const mostScripts = 64;
const longEnough = 50;

interface Operation {
  readonly begin: () => Script<unknown>;
  readonly gathering: Gathering;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
  value: unknown;
  /** What the script threw by itself, having changed nothing. */
  fault: Error | undefined;
}

/** Scripts that wait for the transaction under way. */
interface Lane {
  readonly marks: Set<string>;
  queue: Operation[];
}

/**
 * Scripts that lock the same budget would wait for each other anyway, each until the disk has the one before: so they
 * share transactions. While one is under way, the next ones gather.
 *
 * A transaction of several scripts first locks the names of all that they lock, in one order that all processes keep,
 * and so does one of a single script. Whoever has the names has the rows to himself. Attempts are locked by who settles
 * them, and waited for by nobody else. So nobody waits for each other in a circle. Where it happens all the same (two
 * processes settle the same attempts), PostgreSQL ends one transaction after a second, and its scripts are run again,
 * each alone.
 */
export function createScriptRunner(transact: Transact, clock: Pick<Clock, "monotonic">): Write {
  const lanes = new Set<Lane>();

  function laneFor({ marks }: Gathering): Lane | undefined {
    for (const lane of lanes) if (marks.some((mark) => lane.marks.has(mark))) return lane;
    return undefined;
  }

  async function drain(lane: Lane): Promise<void> {
    while (lane.queue.length > 0) await runSome(lane);
    lanes.delete(lane);
  }

  async function runSome(lane: Lane): Promise<void> {
    let taken: Operation[] = [];
    try {
      await transact(async (transaction) => {
        taken = lane.queue.splice(0, mostScripts);
        lane.queue.unshift(...(await runBatch(transaction, taken, clock)));
      });
      for (const { fault, value, resolve, reject } of taken) {
        if (fault === undefined) resolve(value);
        else reject(fault);
      }
    } catch (cause) {
      if (taken.length === 0) {
        // There was not even a connection: nobody needs to wait for that once more.
        refuse(lane.queue.splice(0), cause);
      } else if (isOwnFault(cause) || isAnswer(cause)) {
        // One bad row must not take its neighbours with it.
        for (const { begin, gathering, resolve, reject } of taken) {
          await runAlone(transact, begin, gathering).then(resolve, reject);
        }
      } else {
        refuse(taken, cause);
      }
    }
  }

  return function write<T>(begin: () => Script<T>, gathering?: Gathering) {
    if (gathering === undefined) return runAlone(transact, begin);
    return new Promise<T>((resolve, reject) => {
      const operation: Operation = {
        begin,
        gathering,
        resolve: resolve as (value: unknown) => void,
        reject,
        value: undefined,
        fault: undefined,
      };
      const found = laneFor(gathering);
      const lane = found ?? { marks: new Set(), queue: [] };
      for (const mark of gathering.marks) lane.marks.add(mark);
      lane.queue.push(operation);
      if (found !== undefined) return;
      lanes.add(lane);
      void drain(lane);
    });
  };
}

async function runAlone<T>(transact: Transact, begin: () => Script<T>, gathering?: Gathering): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await transact(async (transaction) => {
        if (gathering?.locks === true) await transaction.lock(gathering.marks);
        return transaction.run(begin());
      });
    } catch (cause) {
      if (!isPassing(cause) || tries === mostTries) throw storageError(cause);
    }
  }
}

/** Takes the scripts that it did not get to out of `taken`, and gives them back. */
async function runBatch(
  transaction: Transaction,
  taken: Operation[],
  clock: Pick<Clock, "monotonic">,
): Promise<Operation[]> {
  const names = taken.flatMap(({ gathering }) => (gathering.locks ? gathering.marks : []));
  if (names.length > 0) await transaction.lock(names);
  const begun = clock.monotonic();
  for (const [position, operation] of taken.entries()) {
    if (position > 0 && clock.monotonic() - begun > longEnough) return taken.splice(position);
    try {
      operation.value = await transaction.run(operation.begin());
    } catch (cause) {
      // A slip half way through: what it did before must go, and with it the whole transaction.
      if (!isOwnFault(cause) || transaction.hasChanged()) throw cause;
      operation.fault = cause;
    }
  }
  return [];
}

/** What a script throws by itself. */
function isOwnFault(cause: unknown): cause is Error {
  return cause instanceof TypeError || cause instanceof ParleyError;
}

function refuse(operations: readonly Operation[], cause: unknown): void {
  for (const operation of operations) operation.reject(storageError(cause));
}
