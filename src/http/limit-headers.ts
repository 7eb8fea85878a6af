import type { OutgoingHttpHeaders } from "node:http";
import type { LimitState } from "../spec/limit.ts";

/** The limits of a kind may be several: the caller meets the tightest first. */
function tightest(states: readonly LimitState[], kind: LimitState["kind"]): LimitState | undefined {
  let found: LimitState | undefined;
  for (const state of states) {
    if (state.kind === kind && (found === undefined || state.remaining < found.remaining)) found = state;
  }
  return found;
}

const shown = [
  ["requests", "requests_per_minute"],
  ["tokens", "tokens_per_minute"],
] as const;

/** Seconds in the window of a rate. */
const window = 60;

/**
 * How the caller's limits stand: in OpenAI's `x-ratelimit-*`, and in `RateLimit` and `RateLimit-Policy`
 * (draft-ietf-httpapi-ratelimit-headers-10). Both are made from the same figures, so that they agree.
 */
export function limitHeaders(states: readonly LimitState[]): OutgoingHttpHeaders {
  const headers: OutgoingHttpHeaders = {};
  const policies: string[] = [];
  const levels: string[] = [];
  for (const [name, kind] of shown) {
    const state = tightest(states, kind);
    if (state === undefined) continue;
    headers[`x-ratelimit-limit-${name}`] = String(state.amount);
    headers[`x-ratelimit-remaining-${name}`] = String(state.remaining);
    headers[`x-ratelimit-reset-${name}`] = goDuration(state.resetMs);
    policies.push(`"${name}";q=${state.amount};w=${window}`);
    levels.push(`"${name}";r=${state.remaining};t=${Math.ceil(state.resetMs / 1000)}`);
  }
  if (policies.length > 0) {
    headers["ratelimit-policy"] = policies.join(", ");
    headers["ratelimit"] = levels.join(", ");
  }
  return headers;
}

/** As OpenAI writes durations, and Go prints them: `6ms`, `1.5s`, `6m0s`. */
export function goDuration(ms: number): string {
  if (ms < 1_000) return `${ms}ms`;
  const minutes = Math.floor(ms / 60_000);
  const seconds = (ms - minutes * 60_000) / 1_000;
  return minutes === 0 ? `${seconds}s` : `${minutes}m${seconds}s`;
}
