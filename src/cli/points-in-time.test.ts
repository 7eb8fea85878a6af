import { expect, test } from "vitest";
import { UsageError } from "./exit.ts";
import { pointInTime } from "./points-in-time.ts";

const now = Date.UTC(2026, 10, 22, 15, 30);

test.each([
  ["1d", "2026-11-22T00:00:00.000Z"],
  ["7d", "2026-11-16T00:00:00.000Z"],
  ["12h", "2026-11-22T03:30:00.000Z"],
  ["90m", "2026-11-22T14:00:00.000Z"],
  ["2026-11-01", "2026-11-01T00:00:00.000Z"],
  ["2026-11-01T08:00Z", "2026-11-01T08:00:00.000Z"],
  ["2026-11-01T08:00:30+02:00", "2026-11-01T06:00:30.000Z"],
  ["99999d", "1970-01-01T00:00:00.000Z"],
])("%s is %s", (text, time) => {
  expect(new Date(pointInTime("--since", text, now)).toISOString()).toBe(time);
});

test.each(["", "0d", "yesterday", "2026-13-01", "2026-02-30", "2026-11-01T08:00", "1969-12-31", "7 d"])(
  "%j is refused with the option's name",
  (text) => {
    expect(() => pointInTime("--until", text, now)).toThrow(UsageError);
    expect(() => pointInTime("--until", text, now)).toThrow(/^--until must be a date/);
  },
);
