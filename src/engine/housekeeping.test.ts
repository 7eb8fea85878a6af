import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { ParleyError } from "../spec/errors.ts";
import type { AttemptProgress } from "../spec/ledger.ts";
import { createHousekeeping, type Followed } from "./housekeeping.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function house() {
  const noted: AttemptProgress[][] = [];
  const warnings: string[] = [];
  let fault: Error | undefined;
  const housekeeping = createHousekeeping({
    ledger: {
      async progress(attempts) {
        if (fault !== undefined) throw fault;
        noted.push([...attempts]);
      },
    },
    warn: (message) => warnings.push(message),
  });
  return { housekeeping, noted, warnings, breakWith: (error: Error | undefined) => (fault = error) };
}

function attempt(bytes: { now: number }): Followed {
  return {
    place: undefined,
    progress: () => ({ callId: "req_1", attempt: 1, forwarded: { bytes: bytes.now, pieces: 1 } }),
  };
}

test("what moved is noted once a second, and what stood still is not", async () => {
  const { housekeeping, noted } = house();
  const bytes = { now: 5 };
  const one = attempt(bytes);
  housekeeping.follow(one);
  await vi.advanceTimersByTimeAsync(2_500);
  expect(noted).toHaveLength(1);
  bytes.now = 9;
  await vi.advanceTimersByTimeAsync(1_000);
  expect(noted[1]).toEqual([{ callId: "req_1", attempt: 1, forwarded: { bytes: 9, pieces: 1 } }]);
  housekeeping.forget(one);
  bytes.now = 10;
  await vi.advanceTimersByTimeAsync(5_000);
  expect(noted).toHaveLength(2);
  expect(vi.getTimerCount()).toBe(0);
});

test("a note that fails is no reason to stop", async () => {
  const { housekeeping, noted, warnings, breakWith } = house();
  const bytes = { now: 5 };
  housekeeping.follow(attempt(bytes));
  breakWith(new ParleyError("storage_unavailable"));
  await vi.advanceTimersByTimeAsync(1_000);
  expect(warnings).toHaveLength(1);
  breakWith(undefined);
  bytes.now = 6;
  await vi.advanceTimersByTimeAsync(1_000);
  expect(noted).toHaveLength(1);
  await housekeeping.close();
});

test("what the storage refuses is tried again until it succeeds; other faults end it", async () => {
  const { housekeeping, warnings } = house();
  let tries = 0;
  housekeeping.later(async () => {
    if (++tries < 3) throw new ParleyError("storage_unavailable");
    return "done";
  });
  let faults = 0;
  housekeeping.later(async () => {
    faults++;
    throw new TypeError("not open");
  });
  await vi.advanceTimersByTimeAsync(10_000);
  expect([tries, faults]).toEqual([3, 1]);
  expect(warnings).toContain("something that was owed to the books cannot be written");
  expect(vi.getTimerCount()).toBe(0);
});

test("closing tries once more", async () => {
  const { housekeeping } = house();
  let done = false;
  housekeeping.later(async () => {
    done = true;
    return "done";
  });
  await housekeeping.close();
  expect(done).toBe(true);
  expect(vi.getTimerCount()).toBe(0);
});

test("questions do not hold up what is owed, are asked a few at a time, and again until they are answered", async () => {
  const { housekeeping } = house();
  let open = 0;
  let most = 0;
  let answered = 0;
  for (let count = 0; count < 40; count++) {
    let tries = 0;
    housekeeping.ask(async () => {
      most = Math.max(most, ++open);
      await new Promise((resolve) => setTimeout(resolve, 2_500));
      open--;
      if (++tries < 2) return "again";
      answered++;
      return "done";
    });
  }
  let paid = false;
  housekeeping.later(async () => {
    paid = true;
    return "done";
  });
  await vi.advanceTimersByTimeAsync(1_000);
  expect(paid).toBe(true);
  await vi.advanceTimersByTimeAsync(60_000);
  expect([most, answered]).toEqual([16, 40]);
  expect(vi.getTimerCount()).toBe(0);
});
