import { setTimeout as sleep } from "node:timers/promises";
import { expect, test, vi } from "vitest";

import { createBreaker } from "./breaker.ts";

test("refuses from the first silence on, looks by itself, and lets work through when there is an answer", async () => {
  let back = false;
  const probe = vi.fn(async () => {
    if (!back) throw new Error("silence");
  });
  const breaker = createBreaker(probe);
  breaker.check();
  expect(probe).not.toHaveBeenCalled();
  const cause = new Error("no answer");
  breaker.trip(cause);
  breaker.trip(new Error("another one"));
  expect(() => breaker.check()).toThrow(expect.objectContaining({ code: "storage_unavailable", cause }));
  await vi.waitFor(() => expect(probe.mock.calls.length).toBeGreaterThan(1), { timeout: 5_000 });
  expect(() => breaker.check()).toThrow("unavailable");
  back = true;
  await vi.waitFor(() => breaker.check(), { timeout: 5_000 });
  const looks = probe.mock.calls.length;
  await sleep(5);
  expect(probe).toHaveBeenCalledTimes(looks);
});

test("one that is stopped looks no more", async () => {
  const probe = vi.fn(() => Promise.reject(new Error("silence")));
  const breaker = createBreaker(probe);
  breaker.trip(new Error("no answer"));
  breaker.stop();
  breaker.trip(new Error("no answer"));
  await sleep(400);
  expect(probe).toHaveBeenCalledOnce();
});
