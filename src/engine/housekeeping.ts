import { Crowd, type Member } from "../lib/crowd.ts";
import { ParleyError } from "../spec/errors.ts";
import type { AttemptProgress, LedgerStore } from "../spec/ledger.ts";

/** An attempt whose answer is on its way. */
export interface Followed extends Member {
  progress(): AttemptProgress;
}

/** Whether there is nothing more to do, or another round is wanted. */
export type Deed = () => Promise<"done" | "again">;

/** What the books need beside the calls: notes of how far answers have come, and what is done afterwards. */
export interface Housekeeping {
  follow(attempt: Followed): void;
  forget(attempt: Followed): void;
  /** Does it at each round until it is done. A storage that is unavailable means another round, any other fault the end. */
  later(deed: Deed): void;
  /**
   * Asks somebody who may be slow, now and at each round until it is done: beside the rest, a few at a time. Says whether
   * it will be asked at all.
   */
  ask(deed: Deed): boolean;
  /** Tries once more what is owed, and stops. What was only asked for is let go. */
  close(): Promise<void>;
}

/** How often, in milliseconds. What a process that dies had noted is at most so old. */
const interval = 1_000;

/** How many are asked at the same time, and how many questions wait at the most: what is only estimated stays so. */
const mostAtOnce = 16;
const mostQuestions = 10_000;

export function createHousekeeping(deps: {
  readonly ledger: Pick<LedgerStore, "progress">;
  readonly warn: (message: string, error?: unknown) => void;
}): Housekeeping {
  const followed = new Crowd<Followed>();
  /** Bytes of each attempt as they were noted last. */
  const noted = new WeakMap<Followed, number>();
  let owed: Deed[] = [];
  let questions: Deed[] = [];
  let asking = 0;
  let busy: Promise<void> | undefined;
  let timer: NodeJS.Timeout | undefined;

  function wake(): void {
    timer ??= setInterval(() => (busy ??= round().finally(() => (busy = undefined))), interval).unref();
  }

  async function round(): Promise<void> {
    await note();
    await repay();
    askSome();
    if (followed.size + owed.length + questions.length + asking > 0) return;
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

  function askSome(): void {
    const now = questions.slice(0, mostAtOnce - asking);
    questions = questions.slice(now.length);
    for (const question of now) {
      asking++;
      void question()
        .then(
          (end) => void (end === "again" && questions.push(question)),
          (error: unknown) => deps.warn("what an upstream said of an attempt could not be written", error),
        )
        .finally(() => asking--);
    }
  }

  async function repay(): Promise<void> {
    const deeds = owed;
    owed = [];
    let waiting = 0;
    for (const deed of deeds) {
      try {
        if ((await deed()) === "again") owed.push(deed);
      } catch (error) {
        if (error instanceof ParleyError && error.code === "storage_unavailable") {
          owed.push(deed);
          waiting++;
        } else {
          deps.warn("something that was owed to the books cannot be written", error);
        }
      }
    }
    if (waiting > 0) deps.warn(`${waiting} changes of the books wait for the storage`);
  }

  return {
    follow(attempt) {
      followed.add(attempt);
      wake();
    },
    forget: (attempt) => followed.delete(attempt),
    later(deed) {
      owed.push(deed);
      wake();
    },
    ask(deed) {
      if (questions.length >= mostQuestions) return false;
      questions.push(deed);
      wake();
      return true;
    },
    async close() {
      clearInterval(timer);
      questions = [];
      await busy;
      await repay();
      clearInterval(timer);
    },
  };
}
