import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createTryLater } from "./try-later.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("tries until it succeeds, and then no more", async () => {
  const work = vi.fn(async () => {
    if (work.mock.calls.length < 3) throw new Error("not yet");
  });
  createTryLater(1)(work);
  expect(work).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(work).toHaveBeenCalledTimes(3);
});

test("gives up after ten minutes, and holds no more than it may", async () => {
  const tryLater = createTryLater(32);
  const work = vi.fn(() => Promise.reject(new Error("never")));
  for (let number = 0; number < 100; number++) tryLater(work);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(work).toHaveBeenCalledTimes(32);
  await vi.advanceTimersByTimeAsync(3_600_000);
  expect(work).toHaveBeenCalledTimes(32 * 120);
  tryLater(work);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(work).toHaveBeenCalledTimes(32 * 120 + 1);
});
