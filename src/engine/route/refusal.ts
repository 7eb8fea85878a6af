import { ParleyError } from "../../spec/errors.ts";
import { blockedMs, type Target } from "./target.ts";
import type { Trail } from "./trail.ts";

/** The first target in the order that may be asked now; those before it are noted in the trail. `undefined`: none. */
export function firstOpen(targets: readonly Target[], trail: Trail, now: number): Target | undefined {
  for (const target of targets) {
    if (blockedMs(target, now) <= 0) return target;
    trail.passed(target.name);
  }
  return undefined;
}

/**
 * All targets must be left alone now: the caller is told so at once, and when the first of them may be asked again. An
 * upstream that fails is not helped by more calls, and neither is a caller who waits for it.
 */
export function leftAlone(targets: readonly Target[], now: number): ParleyError {
  let soonest: Target | undefined;
  let waitMs = Infinity;
  for (const target of targets) {
    const ms = blockedMs(target, now);
    if (ms < waitMs) [soonest, waitMs] = [target, ms];
  }
  const retryAfterMs = Math.ceil(waitMs);
  const limited = soonest?.health.limitedAt(now) === true;
  return new ParleyError(limited ? "rate_limit_exceeded" : "upstream_overloaded", {
    message: limited
      ? `The model's provider has no room for more calls now. Please try again in ${retryAfterMs} ms.`
      : `The model's provider fails at present and is left alone. Please try again in ${retryAfterMs} ms.`,
    retryAfterMs,
    sent: "no",
  });
}
