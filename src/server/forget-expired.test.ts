import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { systemClock } from "../lib/clock.ts";
import { forgetExpired, type ForgetfulStores } from "./forget-expired.ts";

beforeEach(() => void vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] }));
afterEach(() => void vi.useRealTimers());

/** Nothing has expired, but for what is given. */
function stores(some: Partial<ForgetfulStores>): ForgetfulStores {
  const nothing = { expire: () => Promise.resolve(0) };
  const accounts = { sessions: nothing, tickets: nothing, tries: nothing };
  const rest = { responses: nothing, conversations: nothing, tokens: nothing, accounts };
  return { idempotency: nothing, ...rest, ...some };
}

test("removes what has expired once a minute, in batches, until there is no more", async () => {
  const left = [50, 50, 7];
  const expire = vi.fn<ForgetfulStores["idempotency"]["expire"]>(async () => left.shift() ?? 0);
  const others = {
    responses: { expire: vi.fn<() => Promise<number>>(async () => 0) },
    conversations: { expire: vi.fn<() => Promise<number>>(async () => 0) },
  };
  const all = stores({ idempotency: { expire }, ...others });
  const stop = forgetExpired(all, { ...systemClock, now: () => 100_000 }, () => undefined);
  expect(expire).not.toHaveBeenCalled();
  vi.advanceTimersByTime(60_000);
  await expect.poll(() => expire.mock.calls.length).toBe(3);
  expect(expire).toHaveBeenCalledWith(100_000, 30_000, 50);
  await expect.poll(() => others.conversations.expire.mock.calls).toEqual([[100_000, 10]]);
  expect(others.responses.expire.mock.calls).toEqual([[100_000, 50]]);
  await vi.waitFor(() => {
    vi.advanceTimersByTime(60_000);
    expect(expire.mock.calls.length).toBe(4);
  });
  await stop();
  vi.advanceTimersByTime(600_000);
  expect(expire).toHaveBeenCalledTimes(4);
});

test("tells of trouble, goes on with the rest, and looks again", async () => {
  const full = { expire: () => Promise.reject(new Error("the disk is full")) };
  const warned: string[] = [];
  const all = stores({ responses: full, conversations: full });
  const stop = forgetExpired(all, systemClock, (message) => warned.push(message));
  const both = ["expired responses could not be removed", "expired conversations could not be removed"];
  for (const times of [1, 2]) {
    vi.advanceTimersByTime(60_000);
    await expect.poll(() => warned).toEqual(Array.from({ length: times }, () => both).flat());
    // The round is over one turn after its warning.
    await new Promise((resolve) => setTimeout(resolve));
  }
  await stop();
});
