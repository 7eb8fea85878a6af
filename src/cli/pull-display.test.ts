import fc from "fast-check";
import { expect, test } from "vitest";
import { bytesText, secondsText } from "./amounts.ts";
import { barLine } from "./pull-display.ts";

const progress = {
  phase: "downloading",
  name: "m",
  bytes: 180e6,
  totalBytes: 400e6,
  bytesPerSecond: 12.3e6,
  remainingSeconds: 18,
} as const;

test("the bar says how far it is, how fast, and for how long", () => {
  expect(barLine(progress, 90)).toBe(
    "Pulling  45% [=============>                ] 180 MB of 400 MB, 12 MB/s, 18 s left",
  );
  expect(barLine({ phase: "verifying", name: "m", bytes: 400, totalBytes: 400 }, 80)).toBe(
    `Verifying 100% [${"=".repeat(30)}] 400 B of 400 B`,
  );
  expect(barLine({ phase: "downloading", name: "m", bytes: 5_000 }, 80)).toBe("Pulling 5 kB");
});

test("it is never wider than the terminal", () => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 200 }), fc.nat(), fc.nat(), (columns, bytes, totalBytes) => {
      expect(barLine({ ...progress, bytes, totalBytes }, columns).length).toBeLessThan(columns);
    }),
  );
});

test.each([
  [0, "0 B"],
  [999, "999 B"],
  [1_000, "1 kB"],
  [1_500_000, "1.5 MB"],
  [397_000_000, "397 MB"],
  [999_600_000, "1.00 GB"],
  [2_497_280_256, "2.50 GB"],
  [12_345_000_000, "12.3 GB"],
])("%i bytes are %s", (bytes, text) => {
  expect(bytesText(bytes)).toBe(text);
});

test.each([
  [59, "59 s"],
  [200, "3 min 20 s"],
  [7_500, "2 h 5 min"],
])("%i seconds are %s", (seconds, text) => {
  expect(secondsText(seconds)).toBe(text);
});
