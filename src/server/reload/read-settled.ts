/** How often a file is read that changes all the while; what was read last is then taken for what it is. */
const mostReadings = 20;

export interface ReadSettledDeps {
  /** Another one for each state of the file. */
  readonly stamp: () => Promise<string>;
  readonly sleep: (ms: number) => Promise<unknown>;
  /** How long the file must stay as it was read, in milliseconds. */
  readonly settleMs: number;
}

/**
 * Reads a file that somebody may just be writing: a half of it, or nothing, could be a sound file, too, and stand for
 * something quite different. What `read` throws counts as read.
 */
export async function readSettled<T>(read: () => Promise<T>, deps: ReadSettledDeps): Promise<T> {
  for (let reading = 1; ; reading++) {
    const before = await deps.stamp();
    const [result] = await Promise.allSettled([read()]);
    await deps.sleep(deps.settleMs);
    if ((await deps.stamp()) !== before && reading < mostReadings) continue;
    if (result.status === "fulfilled") return result.value;
    throw result.reason;
  }
}
