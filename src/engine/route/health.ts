import type { ErrorCode, ParleyError } from "../../spec/errors.ts";
import type { UpstreamLimit } from "../../spec/upstream-limit.ts";
import { Breaker, type Verdict } from "./breaker.ts";
import { FirstTimes } from "./first-times.ts";
import { RetryBudget } from "./retry-budget.ts";

/** How an endpoint, or one model of it, has been lately. Times are monotonic milliseconds. */
export interface Health {
  /** Attempts under way. */
  readonly running: number;
  /** Milliseconds for which it shall be tried after all others; 0 when nothing is known against it. */
  coolingMs(now: number): number;
  /** The times to the first of an answer: of a whole one that is its end, so these are kept apart from streamed ones. */
  times(streamed: boolean): FirstTimes;
  /** Milliseconds for which it must not be asked: it asked for that itself, or its breaker is open. 0 when it may. */
  blockedMs(now: number): number;
  /** Whether a limit is why it must not be asked, and not trouble. */
  limitedAt(now: number): boolean;
  /** Whether nothing is known against it: it has not failed since its last good answer. */
  wellAt(now: number): boolean;
  /** What it bears beyond the first attempts of calls. */
  readonly budget: RetryBudget;
  readonly breaker: Breaker;
  begin(): void;
  /** An attempt ended, however. */
  leave(): void;
  /** An attempt that began then came to its good end. */
  succeeded(begun: number): void;
  /** An attempt that began then has failed. */
  cool(cooldown: Cooldown, now: number, begun: number): void;
  /** What it did wrong was done with a key that it has no more: nothing of that counts, also not what is still under way. */
  forgive(now: number): void;
}

/** Why and for how long somebody is tried last. */
export interface Cooldown {
  /** Milliseconds. `growing`: the first of a row of failures; each further one doubles it. */
  readonly ms: number;
  readonly growing: boolean;
  /** Milliseconds for which the upstream asked to be left alone: until then it must not be asked. Absent: it did not. */
  readonly askedMs?: number;
  /** Because of a limit, and not of trouble. */
  readonly limit?: true;
}

/** All in milliseconds. An endpoint that cools is tried last and not never, so a wrong guess costs little. */
const spans = {
  /** A rate limit without Retry-After; most services count by the minute, in small steps. */
  limited: 5_000,
  /** A key that is refused, or an account out of money, waits for a person. */
  refused: 300_000,
  /** The first failure of a row, and the longest that a row comes to. */
  failed: 1_000,
  longestFailed: 30_000,
  /** No upstream may send itself away for longer, whatever it writes into Retry-After; nor for less. */
  longestAsked: 60_000,
  leastAsked: 250,
} as const;

/** @param within The target is part of this program: it starts anew by itself, and there is nobody to be spared. */
export function createHealth(within = false): Health {
  let running = 0;
  let coolUntil = -Infinity;
  let cooledAt = -Infinity;
  let failures = 0;
  let heldUntil = -Infinity;
  let limited = false;
  let well = true;
  let forgivenAt = -Infinity;
  const breaker = new Breaker(!within);
  const times = { streamed: new FirstTimes(), whole: new FirstTimes() };
  const blockedMs = (now: number): number => Math.max(0, heldUntil - now, breaker.waitMs(now));
  return {
    budget: new RetryBudget(),
    breaker,
    times: (streamed) => (streamed ? times.streamed : times.whole),
    blockedMs,
    limitedAt: (now) => limited && now < heldUntil,
    wellAt: (now) => well && breaker.closed && now >= coolUntil && now >= heldUntil,
    get running() {
      return running;
    },
    coolingMs: (now) => Math.max(0, coolUntil - now, blockedMs(now)),
    begin() {
      running++;
    },
    leave() {
      running--;
    },
    succeeded(begun) {
      // An answer that was under way before the trouble says nothing about it.
      if (begun < cooledAt) return;
      failures = 0;
      coolUntil = heldUntil = -Infinity;
      well = true;
    },
    cool({ ms, growing, askedMs, limit }, now, begun) {
      if (begun < forgivenAt) return;
      const grown = growing
        ? Math.min(ms * 2 ** Math.min(failures, 16), Math.max(ms, spans.longestFailed))
        : ms;
      // Attempts that ran side by side and failed together are one failure.
      if (growing && now >= coolUntil) failures++;
      coolUntil = Math.max(coolUntil, now + grown);
      cooledAt = now;
      well = false;
      if (askedMs === undefined) return;
      heldUntil = Math.max(heldUntil, now + askedMs);
      limited = limit === true;
    },
    forgive(now) {
      forgivenAt = now;
      failures = 0;
      coolUntil = heldUntil = -Infinity;
      well = true;
      breaker.forgive(now);
    },
  };
}

const failures: ReadonlySet<ErrorCode> = new Set([
  "upstream_failed",
  "upstream_overloaded",
  "upstream_timeout",
  "upstream_invalid",
  "upstream_truncated",
  "upstream_unreachable",
]);

/**
 * What a failed attempt says about the way it took; `undefined` where it speaks of the request alone. `whole`: about the
 * endpoint with all its models, since it cannot be reached or refuses the key; otherwise limits and trouble are of one
 * model.
 */
export function cooldownAfter(error: ParleyError): (Cooldown & { readonly whole: boolean }) | undefined {
  const { code, retryAfterMs, raw } = error;
  // A local model says when its queue may have room: that is a guess, and no wish.
  const wish =
    raw?.status === undefined || retryAfterMs === undefined ? {} : { askedMs: asked(retryAfterMs) };
  if (code === "upstream_credentials" || code === "upstream_quota")
    return { ms: spans.refused, growing: false, whole: true };
  if (code === "rate_limit_exceeded" || code === "token_limit_exceeded")
    return { ms: asked(retryAfterMs ?? spans.limited), growing: false, whole: false, limit: true, ...wish };
  if (!failures.has(code)) return undefined;
  const whole = code === "upstream_unreachable";
  if (retryAfterMs !== undefined) return { ms: asked(retryAfterMs), growing: false, whole, ...wish };
  return { ms: spans.failed, growing: true, whole };
}

/** What a good answer says about the next one: a limit that is used up; `undefined` when there is none. */
export function cooldownOf(limits: readonly UpstreamLimit[] | undefined): Cooldown | undefined {
  let ms = 0;
  for (const { remaining, resetMs } of limits ?? []) {
    if (remaining === 0) ms = Math.max(ms, asked(resetMs ?? spans.limited));
  }
  return ms === 0 ? undefined : { ms, growing: false };
}

/** What a failed attempt says about whether its target works. A limit says that it does, and yet is no success. */
export function verdictOn({ code }: ParleyError): Verdict {
  return failures.has(code) ? "bad" : "neutral";
}

function asked(ms: number): number {
  return Math.min(Math.max(ms, spans.leastAsked), spans.longestAsked);
}
