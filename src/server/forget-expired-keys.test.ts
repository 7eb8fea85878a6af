import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { systemClock } from "../lib/clock.ts";
import type { IdempotencyStore } from "../spec/idempotency.ts";
import { forgetExpiredKeys } from "./forget-expired-keys.ts";

beforeEach(() => void vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] }));
afterEach(() => void vi.useRealTimers());

function store(expire: IdempotencyStore["expire"]): IdempotencyStore {
  const never = () => Promise.reject(new TypeError("not asked for"));
  return { begin: never, finish: never, release: never, expire };
}

test("removes what has expired once a minute, in batches, until there is no more", async () => {
  const left = [50, 50, 7];
  const expire = vi.fn<IdempotencyStore["expire"]>(async () => left.shift() ?? 0);
  const stop = forgetExpiredKeys(store(expire), { ...systemClock, now: () => 100_000 }, () => undefined);
  expect(expire).not.toHaveBeenCalled();
  vi.advanceTimersByTime(60_000);
  await expect.poll(() => expire.mock.calls.length).toBe(3);
  expect(expire).toHaveBeenCalledWith(100_000, 30_000, 50);
  await vi.waitFor(() => {
    vi.advanceTimersByTime(60_000);
    expect(expire.mock.calls.length).toBe(4);
  });
  await stop();
  vi.advanceTimersByTime(600_000);
  expect(expire).toHaveBeenCalledTimes(4);
});

test("tells of trouble, and looks again", async () => {
  const expire = vi.fn<IdempotencyStore["expire"]>(() => Promise.reject(new Error("the disk is full")));
  const warned: unknown[] = [];
  const stop = forgetExpiredKeys(store(expire), systemClock, (_message, error) => warned.push(error));
  for (const times of [1, 2]) {
    vi.advanceTimersByTime(60_000);
    await expect.poll(() => warned.length).toBe(times);
    // The round is over one turn after its warning.
    await new Promise((resolve) => setTimeout(resolve));
  }
  await stop();
});
