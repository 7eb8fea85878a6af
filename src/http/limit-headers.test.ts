import { expect, test } from "vitest";
import type { LimitState } from "../spec/limit.ts";
import { goDuration, limitHeaders } from "./limit-headers.ts";

const requests: LimitState = {
  limitId: "lim_1",
  kind: "requests_per_minute",
  amount: 60,
  remaining: 12,
  resetMs: 48_000,
};

test("without limits there are no headers", () => {
  expect(limitHeaders([])).toEqual({});
});

test("both families of headers tell the same", () => {
  const tokens: LimitState = {
    limitId: "lim_2",
    kind: "tokens_per_minute",
    amount: 1_000,
    remaining: 900,
    resetMs: 6_001,
  };
  expect(limitHeaders([requests, tokens])).toEqual({
    "x-ratelimit-limit-requests": "60",
    "x-ratelimit-remaining-requests": "12",
    "x-ratelimit-reset-requests": "48s",
    "x-ratelimit-limit-tokens": "1000",
    "x-ratelimit-remaining-tokens": "900",
    "x-ratelimit-reset-tokens": "6.001s",
    "ratelimit-policy": '"requests";q=60;w=60, "tokens";q=1000;w=60',
    ratelimit: '"requests";r=12;t=48, "tokens";r=900;t=7',
  });
});

test("of several limits of a kind the tightest is shown", () => {
  const wider: LimitState = { ...requests, limitId: "lim_3", amount: 600, remaining: 500 };
  expect(limitHeaders([wider, requests])["x-ratelimit-remaining-requests"]).toBe("12");
});

test("concurrency has no window, and so no header", () => {
  expect(limitHeaders([{ ...requests, kind: "concurrent_calls" }])).toEqual({});
});

test.each([
  [0, "0ms"],
  [6, "6ms"],
  [1_000, "1s"],
  [1_500, "1.5s"],
  [60_000, "1m0s"],
  [361_250, "6m1.25s"],
])("%d ms are %s", (ms, text) => {
  expect(goDuration(ms)).toBe(text);
});
