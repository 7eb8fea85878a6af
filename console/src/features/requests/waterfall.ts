import type { WholeRequest } from "../../api/requests.ts";

/** A stretch of a call's time, in milliseconds from its beginning. */
export interface Stretch {
  readonly name: string;
  readonly kind: "whole" | "before" | "attempt" | "answer";
  readonly from: number;
  readonly to: number;
  readonly failed: boolean;
}

/**
 * What a call's time went into, in order: the whole, what was done before anybody was asked, and for each attempt what it
 * waited for and what came.
 */
export function waterfallOf(request: WholeRequest): readonly Stretch[] {
  const whole = request.duration_ms;
  const within = (ms: number): number => Math.min(Math.max(0, ms), whole);
  const stretches: Stretch[] = [
    { name: request.endpoint, kind: "whole", from: 0, to: whole, failed: request.outcome !== "ended" },
  ];
  const asked = within(request.attempts[0]?.begun_ms ?? 0);
  if (asked > 0) stretches.push({ name: "", kind: "before", from: 0, to: asked, failed: false });
  for (const attempt of request.attempts) {
    const { target, error, begun_ms, first_ms, ended_ms } = attempt;
    if (begun_ms === undefined) continue;
    const from = within(begun_ms);
    const to = within(ended_ms ?? whole);
    const first = first_ms === undefined ? to : within(first_ms);
    stretches.push({ name: target, kind: "attempt", from, to: first, failed: error !== undefined });
    if (first_ms !== undefined && to > first)
      stretches.push({ name: target, kind: "answer", from: first, to, failed: error !== undefined });
  }
  return stretches;
}
