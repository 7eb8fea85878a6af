import { expect, test } from "vitest";
import { createHealth } from "./health.ts";
import { standingOf } from "./standing.ts";

const failure = { ms: 1_000, growing: true } as const;

test("nothing is held against who was never asked", () => {
  expect(standingOf([createHealth()], 0)).toEqual({ state: "well", waitMs: 0 });
});

test.each([
  ["cooling", { ms: 5_000, growing: false }, 5_000],
  ["held", { ms: 2_000, growing: false, askedMs: 2_000 }, 2_000],
  ["limited", { ms: 3_000, growing: false, askedMs: 3_000, limit: true }, 3_000],
] as const)("it is %s, and only as long as that lasts", (state, cooldown, waitMs) => {
  const health = createHealth();
  health.cool(cooldown, 100, 0);
  expect(standingOf([health], 100)).toEqual({ state, waitMs });
  expect(standingOf([health], 100 + waitMs)).toEqual({ state: "well", waitMs: 0 });
});

test("a breaker that has opened says so until a probe has closed it", () => {
  const health = createHealth();
  for (let attempt = 0; attempt < 5; attempt++) health.breaker.end("bad", attempt, false, attempt);
  expect(standingOf([health], 10)).toMatchObject({ state: "open" });
  expect(standingOf([health], 60_000)).toEqual({ state: "open", waitMs: 0 });
  expect(health.breaker.enter()).toBe(true);
  health.breaker.end("good", 60_000, true, 60_100);
  expect(standingOf([health], 60_100)).toEqual({ state: "well", waitMs: 0 });
});

test("of an endpoint and its model the worse one counts", () => {
  const [endpoint, model] = [createHealth(), createHealth()];
  endpoint.cool(failure, 0, 0);
  model.cool({ ms: 9_000, growing: false, askedMs: 9_000 }, 0, 0);
  expect(standingOf([endpoint, model], 0)).toEqual({ state: "held", waitMs: 9_000 });
});
