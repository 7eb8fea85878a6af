import type { Clock } from "../clock.ts";
import { createPace } from "./pace.ts";

/** How far a download is. What is not known is absent. */
export interface DownloadProgress {
  readonly phase: "downloading" | "verifying";
  /** Bytes that are there, those of earlier tries included; in the phase `verifying`, bytes that are verified. */
  readonly bytes: number;
  readonly totalBytes?: number;
  readonly bytesPerSecond?: number;
  readonly remainingSeconds?: number;
}

/** Nobody needs to hear of it more often than this, in milliseconds. */
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
  const pace = createPace(clock.monotonic(), bytes);

  function say(now: number): void {
    toldAt = now;
    const bytesPerSecond = pace(now, bytes);
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
