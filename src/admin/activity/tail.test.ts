import { afterEach, beforeEach, expect, test, vi } from "vitest";

import type { RequestRow, WrittenRequest } from "../../spec/request-log.ts";
import { createTail } from "./tail.ts";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

function written(id: string, writtenAt: number): WrittenRequest {
  return {
    id,
    at: 1,
    endpoint: "/v1/chat",
    method: "POST",
    status: 200,
    outcome: "ended",
    streamed: false,
    durationMs: 1,
    repeats: 1,
    writtenAt,
  };
}

/** A log whose rows can be made visible late, and what was asked of it. */
function createLog(seenWithin: number) {
  const rows: WrittenRequest[] = [];
  const asked: number[] = [];
  return {
    rows,
    asked,
    store: {
      seenWithin,
      now: () => Promise.resolve(10_000),
      written(after: number, limit: number) {
        asked.push(after);
        const later = rows.filter((row) => row.writtenAt > after);
        return Promise.resolve(later.toSorted((a, b) => a.writtenAt - b.writtenAt).slice(0, limit));
      },
    },
  };
}

test("every row is told once, also one that is seen late", async () => {
  const log = createLog(3_000);
  const tail = createTail({ store: log.store, warn: (message) => expect.unreachable(message) });
  const told: RequestRow[] = [];
  log.rows.push(written("req_before", 9_999));
  const leave = tail.follow((rows) => told.push(...rows));
  await vi.advanceTimersByTimeAsync(1);
  log.rows.push(written("req_2", 12_000));
  await vi.advanceTimersByTimeAsync(500);
  log.rows.push(written("req_1", 11_000), written("req_3", 14_500));
  await vi.advanceTimersByTimeAsync(2_000);
  expect(told.map(({ id }) => id)).toEqual(["req_2", "req_1", "req_3"]);
  leave();
  log.rows.push(written("req_4", 15_000));
  await vi.advanceTimersByTimeAsync(2_000);
  expect(told).toHaveLength(3);
});

test("no more is read again than the store may show late", async () => {
  const log = createLog(250);
  const tail = createTail({ store: log.store, warn: (message) => expect.unreachable(message) });
  const leave = tail.follow(() => undefined);
  log.rows.push(written("req_1", 20_000));
  await vi.advanceTimersByTimeAsync(1_100);
  leave();
  expect(log.asked.at(-1)).toBe(20_000 - 250 - 1);
});
