import { describe, expect, test } from "vitest";
import { type ErrorCode, ParleyError } from "../../spec/errors.ts";
import { cooldownAfter, cooldownOf, createHealth } from "./health.ts";

const after = (code: ErrorCode, retryAfterMs?: number) =>
  cooldownAfter(new ParleyError(code, retryAfterMs === undefined ? {} : { retryAfterMs }));

describe("what a failure says of the way", () => {
  test.each<[ErrorCode, number | undefined, number, boolean]>([
    ["rate_limit_exceeded", undefined, 5_000, false],
    ["rate_limit_exceeded", 20_000, 20_000, false],
    // Nobody sends itself away for days, and nobody is asked again at once.
    ["rate_limit_exceeded", 6 * 86_400_000, 60_000, false],
    ["rate_limit_exceeded", 0, 250, false],
    ["upstream_credentials", undefined, 300_000, true],
    ["upstream_quota", undefined, 300_000, true],
    ["upstream_unreachable", undefined, 1_000, true],
    ["upstream_overloaded", undefined, 1_000, false],
    ["upstream_overloaded", 7_000, 7_000, false],
    ["upstream_timeout", undefined, 1_000, false],
    ["upstream_truncated", undefined, 1_000, false],
  ])("%s with Retry-After %s: %i ms, all models: %s", (code, retryAfter, ms, whole) => {
    expect(after(code, retryAfter)).toMatchObject({ ms, whole });
  });

  test.each<ErrorCode>(["upstream_rejected", "context_length_exceeded", "model_not_found", "cancelled"])(
    "%s speaks of the request",
    (code) => expect(after(code)).toBeUndefined(),
  );
});

test("a limit that is used up", () => {
  expect(cooldownOf(undefined)).toBeUndefined();
  expect(cooldownOf([{ name: "requests", remaining: 1, resetMs: 9_000 }])).toBeUndefined();
  const used = [
    { name: "requests", remaining: 0, resetMs: 9_000 },
    { name: "tokens", remaining: 0, resetMs: 12_000 },
  ];
  expect(cooldownOf(used)).toEqual({ ms: 12_000, growing: false });
  expect(cooldownOf([{ name: "tokens", remaining: 0, resetMs: 86_400_000 }])?.ms).toBe(60_000);
});

describe("a row of failures", () => {
  const failed = { ms: 1_000, growing: true };

  test("cools longer each time, up to half a minute, and ends with a success", () => {
    const health = createHealth();
    const spans: number[] = [];
    let now = 0;
    for (let i = 0; i < 8; i++) {
      health.cool(failed, now, now);
      spans.push(health.coolingMs(now));
      now += spans.at(-1) ?? 0;
    }
    expect(spans).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000]);
    health.succeeded(now);
    health.cool(failed, now, now);
    expect(health.coolingMs(now)).toBe(1_000);
  });

  test("failures side by side are one", () => {
    const health = createHealth();
    for (let i = 0; i < 100; i++) health.cool(failed, i, i);
    expect(health.coolingMs(100)).toBeLessThanOrEqual(2_000);
  });

  test("a success that began before the trouble ends nothing; one that tried again does", () => {
    const health = createHealth();
    health.cool({ ms: 60_000, growing: false }, 100, 100);
    health.succeeded(50);
    expect(health.coolingMs(200)).toBe(59_900);
    health.succeeded(150);
    expect(health.coolingMs(200)).toBe(0);
  });

  test("a shorter cooldown does not end a longer one", () => {
    const health = createHealth();
    health.cool({ ms: 60_000, growing: false }, 0, 0);
    health.cool(failed, 10, 10);
    expect(health.coolingMs(10)).toBe(59_990);
  });
});

describe("another key", () => {
  const refused = { ms: 300_000, growing: false, askedMs: 60_000 };

  test("makes well what the one before was refused for", () => {
    const health = createHealth();
    health.cool(refused, 100, 50);
    for (let i = 0; i < 5; i++) health.breaker.end("bad", 100, false, 100);
    expect([health.coolingMs(100), health.blockedMs(100), health.wellAt(100)]).toEqual([
      300_000,
      60_000,
      false,
    ]);
    health.forgive(200);
    expect([health.coolingMs(200), health.blockedMs(200), health.wellAt(200)]).toEqual([0, 0, true]);
  });

  test("is not blamed for what was asked with the one before", () => {
    const health = createHealth();
    health.forgive(200);
    health.cool(refused, 300, 199);
    for (let i = 0; i < 5; i++) health.breaker.end("bad", 199, false, 300);
    expect([health.coolingMs(300), health.wellAt(300)]).toEqual([0, true]);
    health.cool(refused, 300, 200);
    expect(health.coolingMs(300)).toBe(300_000);
  });

  test("nor by the probe that was under way", () => {
    const health = createHealth();
    for (let i = 0; i < 5; i++) health.breaker.end("bad", 0, false, 0);
    expect(health.breaker.enter()).toBe(true);
    health.forgive(2_000);
    health.breaker.end("bad", 1_500, true, 3_000);
    expect([health.breaker.closed, health.blockedMs(3_000)]).toEqual([true, 0]);
  });
});
