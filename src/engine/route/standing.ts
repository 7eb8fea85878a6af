import type { Health } from "./health.ts";

/**
 * How somebody stands who may be asked. `open`: its breaker lets nobody through but a probe. `limited`: it has said that
 * a limit is used up. `held`: it asked to be left alone. `cooling`: it failed, and is tried after all others.
 */
export const standings = ["well", "cooling", "held", "limited", "open"] as const;

export interface Standing {
  readonly state: (typeof standings)[number];
  /** Milliseconds until it is asked like the others again; 0 when it is, or when a probe decides. */
  readonly waitMs: number;
}

/** The worst of what is known of one, such as of a model and of the endpoint that it is at. `now`: monotonic milliseconds. */
export function standingOf(healths: readonly Health[], now: number): Standing {
  const all = healths.map((health) => ({ state: stateOf(health, now), waitMs: health.coolingMs(now) }));
  return {
    state: standings.findLast((state) => all.some((one) => one.state === state)) ?? "well",
    waitMs: Math.max(0, ...all.map(({ waitMs }) => waitMs)),
  };
}

function stateOf(health: Health, now: number): Standing["state"] {
  if (!health.breaker.closed) return "open";
  if (health.limitedAt(now)) return "limited";
  if (health.blockedMs(now) > 0) return "held";
  return health.coolingMs(now) > 0 ? "cooling" : "well";
}
