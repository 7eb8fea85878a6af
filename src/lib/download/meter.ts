import type { Clock } from "../clock.ts";

/** How far a download is. What is not known is absent. */
export interface DownloadProgress {
  readonly phase: "downloading" | "verifying";
  /** Bytes that are there, those of earlier tries included; in the phase `verifying`, bytes that are verified. */
  readonly bytes: number;
  readonly totalBytes?: number;
  readonly bytesPerSecond?: number;
  readonly remainingSeconds?: number;
}

/** The pace is that of the last seconds; nobody needs to hear of it more often than this. In milliseconds. */
const windowMs = 5_000;
const everyMs = 200;

/** Counts bytes and tells how far it is. */
export interface Meter {
  add(bytes: number): void;
  /** Says it now, whenever it was said last. */
  tell(): void;
}

export function createMeter(
  clock: Clock,
  phase: DownloadProgress["phase"],
  start: { readonly bytes: number; readonly totalBytes: number | undefined },
  tell: (progress: DownloadProgress) => void,
): Meter {
  const { totalBytes } = start;
  let bytes = start.bytes;
  let toldAt = Number.NEGATIVE_INFINITY;
  const samples = [{ at: clock.monotonic(), bytes }];

  function pace(now: number): number | undefined {
    while (samples.length > 2 && (samples[1]?.at ?? now) <= now - windowMs) samples.shift();
    const [first] = samples;
    if (first === undefined || now - first.at < everyMs) return undefined;
    return Math.round(((bytes - first.bytes) * 1000) / (now - first.at));
  }
  function say(now: number): void {
    toldAt = now;
    const bytesPerSecond = pace(now);
    samples.push({ at: now, bytes });
    const known = totalBytes !== undefined && bytesPerSecond !== undefined && bytesPerSecond > 0;
    tell({
      phase,
      bytes,
      ...(totalBytes !== undefined && { totalBytes }),
      ...(bytesPerSecond !== undefined && { bytesPerSecond }),
      ...(known && { remainingSeconds: Math.ceil((totalBytes - bytes) / bytesPerSecond) }),
    });
  }
  return {
    add(more) {
      bytes += more;
      const now = clock.monotonic();
      if (now - toldAt >= everyMs) say(now);
    },
    tell: () => say(clock.monotonic()),
  };
}
