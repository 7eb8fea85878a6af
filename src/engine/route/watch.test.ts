import { expect, test } from "vitest";
import { createHealth } from "./health.ts";
import type { Target } from "./target.ts";
import { AttemptWatch } from "./watch.ts";

/** A target whose breaker is open and lets a probe in, and its clock. */
function opened() {
  const time = { now: 10 };
  const target = { health: createHealth(), endpoint: { health: createHealth() } } as unknown as Target;
  const { breaker } = target.health;
  for (let at = 1; at < 6; at++) breaker.end("bad", at, false, at);
  time.now = 2_000;
  const watch = () => new AttemptWatch(target, { monotonic: () => time.now }, false);
  return { time, breaker, watch };
}

const ended = { outcome: "ended", end: { type: "end" } } as const;

test("a probe that was never sent gives its place to the next one", () => {
  const { time, breaker, watch } = opened();
  expect([breaker.closed, breaker.waitMs(time.now)]).toEqual([false, 0]);
  const probe = watch();
  expect(breaker.waitMs(time.now)).toBeGreaterThan(0);
  probe.settle({ outcome: "cancelled" });
  expect([breaker.closed, breaker.waitMs(time.now)]).toEqual([false, 0]);
});

test("a probe that was sent decides", () => {
  const { breaker, watch } = opened();
  const probe = watch();
  probe.begin();
  probe.settle(ended);
  expect(breaker.closed).toBe(true);
});

test.each([
  ["never sent", false],
  ["sent", true],
])("a probe that was forgiven, and %s, leaves the next one its place", (_, sent) => {
  const { time, breaker, watch } = opened();
  const probe = watch();
  if (sent) probe.begin();
  breaker.forgive((time.now = 2_100));
  for (let at = 2_101; at < 2_106; at++) breaker.end("bad", at, false, at);
  time.now = 4_000;
  const next = watch();
  next.begin();
  probe.settle(sent ? ended : { outcome: "cancelled" });
  expect([breaker.closed, breaker.waitMs(time.now) > 0]).toEqual([false, true]);
  next.settle(ended);
  expect(breaker.closed).toBe(true);
});
