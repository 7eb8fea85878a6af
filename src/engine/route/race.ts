/**
 * Waits for the first of two to begin: the second is asked when the first is still silent after a pause. Where `second`
 * gives nothing, or both fail, it ends as the first does, or as the second where that failed later.
 *
 * @param pause Resolves when it is over, or soon after its signal.
 */
export async function race<T>(
  first: Promise<T>,
  pause: (signal: AbortSignal) => Promise<void>,
  second: () => Promise<T> | undefined,
): Promise<T> {
  const decided = new AbortController();
  const silent = await Promise.race([first.then(isOver, isOver), pause(decided.signal).then(() => true)]);
  decided.abort();
  const other = silent ? second() : undefined;
  if (other === undefined) return first;
  let last: unknown;
  const noted = (promise: Promise<T>): Promise<T> =>
    promise.catch((error: unknown) => {
      last = error;
      throw error;
    });
  try {
    return await Promise.any([noted(first), noted(other)]);
  } catch {
    throw last;
  }
}

function isOver(): boolean {
  return false;
}
