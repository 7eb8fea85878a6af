/** Pause between two tries, and how often it is tried, in milliseconds: ten minutes in all. */
const pause = 5_000;
const mostTries = 120;

/**
 * Does `work` again until it succeeds, without anybody waiting for it: for what the storage did not take when it was
 * in trouble. What is more than `most` at a time, or takes too long, is let go of.
 */
export function createTryLater(most: number): (work: () => Promise<unknown>) => void {
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
    if (waiting >= most) return;
    waiting += 1;
    again(work, 1);
  };
}
