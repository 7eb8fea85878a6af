import fc from "fast-check";
import { expect, test } from "vitest";
import { formatDuration, parseDuration } from "./duration.ts";

test.each([
  ["0s", 0],
  ["500ms", 500],
  ["1s", 1_000],
  ["30s", 30_000],
  ["1m30s", 90_000],
  ["90s", 90_000],
  ["2h", 7_200_000],
  ["1h0m0.5s", 3_600_500],
  ["1.5h", 5_400_000],
  ["1.001s", 1_001],
  ["1h2m3s4ms", 3_723_004],
])("%s is %i ms", (text, ms) => {
  expect(parseDuration(text)).toBe(ms);
});

test.each([
  "",
  " ",
  "s",
  "1",
  "1.5",
  "-1s",
  "+1s",
  "1 s",
  " 1s",
  "1s ",
  "1S",
  "1d",
  "1us",
  "30s1m",
  "1s1s",
  ".5s",
  "1.s",
  "1,5s",
  "0.5ms",
  "1.0005s",
  "1e3s",
  "٣s",
  "9999999999h",
  `${"1".repeat(100_000)}s`,
  "1s\n",
])("%j is no duration", (text) => {
  expect(parseDuration(text)).toBeUndefined();
});

test.each([
  [0, "0s"],
  [6, "6ms"],
  [999, "999ms"],
  [1_000, "1s"],
  [1_500, "1.5s"],
  [60_000, "1m0s"],
  [86_400, "1m26.4s"],
  [360_000, "6m0s"],
  [3_600_000, "1h0m0s"],
  [90_061_001, "25h1m1.001s"],
  [0.2, "1ms"],
  [999.2, "1s"],
])("%d ms is written %s", (ms, text) => {
  expect(formatDuration(ms)).toBe(text);
});

test.each([-1, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 60])("%d is a mistake of the program", (ms) => {
  expect(() => formatDuration(ms)).toThrow(TypeError);
});

test("what is written is read back exactly", () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.nat(200_000),
        fc.nat(),
        fc.maxSafeNat().map((ms) => Math.floor(ms / 10_000)),
      ),
      (ms) => {
        expect(parseDuration(formatDuration(ms))).toBe(ms);
      },
    ),
  );
});

test("every unit counts by itself", () => {
  const part = fc.nat(5_000);
  fc.assert(
    fc.property(part, part, part, part, (h, m, s, ms) => {
      const total = h * 3_600_000 + m * 60_000 + s * 1_000 + ms;
      expect(parseDuration(`${h}h${m}m${s}s${ms}ms`)).toBe(total);
    }),
  );
});

test("any text gives a whole number of milliseconds or nothing", () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[0-9.hms]{0,12}$/), (text) => {
      const ms = parseDuration(text);
      expect(ms === undefined || (Number.isSafeInteger(ms) && ms >= 0)).toBe(true);
    }),
  );
});
