/** A queue for something that only one may use at a time. */
export interface Line {
  /** Resolves when it is the caller's turn, with the function that ends the turn. */
  enter(): Promise<() => void>;
}

/** Serves in the order of asking. */
export function createLine(): Line {
  let last: Promise<void> = Promise.resolve();
  return {
    async enter() {
      const before = last;
      const mine = Promise.withResolvers<void>();
      last = mine.promise;
      await before;
      return mine.resolve;
    },
  };
}
