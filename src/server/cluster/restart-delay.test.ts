import { expect, test } from "vitest";
import { restartDelay } from "./restart-delay.ts";

test("waits longer after each short life, up to half a minute, and for ever", () => {
  expect([0, 1, 2, 3, 4, 9, 10, 11, 1_000_000].map(restartDelay)).toEqual([
    0, 100, 200, 400, 800, 25_600, 30_000, 30_000, 30_000,
  ]);
});
