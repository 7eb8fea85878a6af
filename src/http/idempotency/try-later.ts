/** Pause between two tries, and how often it is tried, in milliseconds: ten minutes in all. */
const pause = 5_000;
const mostTries = 120;

/** What waits for another try may be an answer of up to 8 MiB: so many may wait at a time. */
const mostWaiting = 32;

/**
 * Does `work` again until it succeeds, without anybody waiting for it: for what the storage did not take when it was
 * in trouble. What is too much, or takes too long, is let go of.
 */
export function createTryLater(): (work: () => Promise<unknown>) => void {
  let waiting = 0;

  function again(work: () => Promise<unknown>, tries: number): void {
    setTimeout(() => {
      work().then(
        () => (waiting -= 1),
        () => {
          if (tries < mostTries) again(work, tries + 1);
          else waiting -= 1;
        },
      );
    }, pause).unref();
  }

  return function tryLater(work) {
    if (waiting >= mostWaiting) return;
    waiting += 1;
    again(work, 1);
  };
}
