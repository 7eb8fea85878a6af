/**
 * What is made when it is first asked for, and then is there: code that is loaded with its first use, mostly. Whoever
 * asks meanwhile gets the same; after a failure the next one who asks tries again.
 */
export function lazily<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return function get() {
    return (made ??= make().catch((error: unknown) => {
      made = undefined;
      throw error;
    }));
  };
}
