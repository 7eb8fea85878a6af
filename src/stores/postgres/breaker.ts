import { ParleyError } from "../../spec/errors.ts";

/** Milliseconds between two looks at a database that does not answer. */
const pause = 300;

export interface Breaker {
  /** Throws `storage_unavailable` at once while the database is known not to answer. */
  check(): void;
  /** The database does not answer: nobody needs to wait for that until it does. */
  trip(cause: unknown): void;
  stop(): void;
}

/**
 * Keeps calls from waiting for a database that does not answer, and looks by itself whether it does again.
 * `probe` resolves when the database has answered, and fails otherwise, within a few seconds.
 */
export function createBreaker(probe: () => Promise<void>): Breaker {
  let failure: { readonly cause: unknown } | undefined;
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;

  function look(): void {
    probe().then(
      () => (failure = undefined),
      (cause: unknown) => {
        if (stopped) return;
        failure = { cause };
        timer = setTimeout(look, pause).unref();
      },
    );
  }

  return {
    check() {
      if (failure !== undefined) throw new ParleyError("storage_unavailable", { cause: failure.cause });
    },
    trip(cause) {
      if (failure !== undefined || stopped) return;
      failure = { cause };
      look();
    },
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}
