import type { AttemptProgress, LedgerStore } from "../spec/ledger.ts";
import { ParleyError } from "../spec/errors.ts";

/** An attempt whose answer is on its way. */
export interface Followed {
  progress(): AttemptProgress;
}

/** What the books need beside the calls: notes of how far answers have come, and second tries. */
export interface Housekeeping {
  follow(attempt: Followed): void;
  forget(attempt: Followed): void;
  /** Does `work` again from time to time, until it succeeds or fails for another reason than the storage. */
  later(work: () => Promise<void>): void;
  /** Tries once more what is owed, and stops. */
  close(): Promise<void>;
}

/** How often, in milliseconds. What a process that dies had noted is at most so old. */
const interval = 1_000;

export function createHousekeeping(deps: {
  readonly ledger: Pick<LedgerStore, "progress">;
  /** Told what went wrong, at each round. */
  readonly warn: (message: string, error: unknown) => void;
}): Housekeeping {
  const followed = new Set<Followed>();
  const noted = new WeakMap<Followed, number>();
  let owed: (() => Promise<void>)[] = [];
  let busy: Promise<void> | undefined;
  let timer: NodeJS.Timeout | undefined;

  function wake(): void {
    timer ??= setInterval(() => (busy ??= round().finally(() => (busy = undefined))), interval).unref();
  }

  async function round(): Promise<void> {
    await note();
    await repay();
    if (followed.size > 0 || owed.length > 0) return;
    clearInterval(timer);
    timer = undefined;
  }

  async function note(): Promise<void> {
    const moved: AttemptProgress[] = [];
    for (const attempt of followed) {
      const progress = attempt.progress();
      if (noted.get(attempt) === progress.forwarded.bytes) continue;
      noted.set(attempt, progress.forwarded.bytes);
      moved.push(progress);
    }
    if (moved.length === 0) return;
    try {
      await deps.ledger.progress(moved);
    } catch (error) {
      deps.warn("the progress of open attempts could not be noted", error);
    }
  }

  async function repay(): Promise<void> {
    const works = owed;
    owed = [];
    for (const work of works) {
      try {
        await work();
      } catch (error) {
        if (!(error instanceof ParleyError && error.code === "storage_unavailable")) {
          deps.warn("something that was owed to the books cannot be written", error);
          continue;
        }
        owed.push(work);
      }
    }
    if (owed.length > 0) deps.warn(`${owed.length} changes wait for the storage`, undefined);
  }

  return {
    follow(attempt) {
      followed.add(attempt);
      wake();
    },
    forget: (attempt) => void followed.delete(attempt),
    later(work) {
      owed.push(work);
      wake();
    },
    async close() {
      clearInterval(timer);
      await busy;
      await repay();
    },
  };
}
