import type { PulledModel, PullProgress } from "./pull.ts";

/** One line of what a pull tells, the same in the API and with `parley pull --json`. */
export type PullEvent = Readonly<Record<string, string | number | boolean>>;

const object = "model.pull";

export function presentProgress(progress: PullProgress): PullEvent {
  const { phase, name, bytes, totalBytes, bytesPerSecond, remainingSeconds } = progress;
  return {
    object,
    status: phase,
    model: name,
    completed: bytes,
    ...(totalBytes !== undefined && { total: totalBytes }),
    ...(bytesPerSecond !== undefined && { bytes_per_second: bytesPerSecond }),
    ...(remainingSeconds !== undefined && { remaining_seconds: remainingSeconds }),
  };
}

export function presentWarning(message: string): PullEvent {
  return { object, status: "warning", message };
}

/** Without the file's place, which is nobody's business but the operator's. What a store does not tell is left out. */
export function presentPulled({ name, bytes, sha256, source, wasThere }: PulledModel): PullEvent {
  return {
    object,
    status: "done",
    model: name,
    ...(bytes !== undefined && { completed: bytes, total: bytes }),
    ...(sha256 !== undefined && { sha256 }),
    source,
    already_there: wasThere,
  };
}
