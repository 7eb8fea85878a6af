import fc from "fast-check";
import { expect, test } from "vitest";
import type { RequestRow } from "../../spec/request-log.ts";
import { createDetector, type Found } from "./detector.ts";
import { addTo } from "./rules/usual.ts";

const minute = 60_000;
const hour = 60 * minute;
const start = Date.parse("2026-11-22T00:00:00Z");

function row(at: number, more: Partial<RequestRow> = {}): RequestRow {
  return {
    id: "req_1",
    at: start + at,
    projectId: "proj_a",
    keyId: "key_1",
    endpoint: "/v1/chat/completions",
    method: "POST",
    status: 200,
    outcome: "ended",
    streamed: false,
    durationMs: 5,
    address: "192.0.2.1",
    repeats: 1,
    ...more,
  };
}

function found(rows: readonly RequestRow[], rule: string): readonly Found[] {
  const detector = createDetector();
  return rows.flatMap((one) => detector.see(one)).filter((one) => one.rule === rule);
}

test("a new address counts when the key is a day old, and a known one, or its neighbour in IPv6, does not", () => {
  const rows = [
    row(0, { address: "2001:db8:1::1" }),
    row(hour, { address: "192.0.2.9" }),
    row(25 * hour, { address: "2001:db8:1::2" }),
    row(26 * hour, { address: "192.0.2.7" }),
    row(27 * hour, { address: "192.0.2.7" }),
  ];
  expect(found(rows, "new_address")).toMatchObject([
    { subject: "key_1 192.0.2.7", keyId: "key_1", address: "192.0.2.7", details: { known_addresses: 2 } },
  ]);
});

test("a key that comes from everywhere has no new address", () => {
  const rows = Array.from({ length: 60 }, (_, number) =>
    row(number * hour, { address: `192.0.2.${number}` }),
  );
  // From the 24th hour on each is new, until as many as are remembered are known.
  expect(found(rows, "new_address")).toHaveLength(8);
});

test("whoever is told that he tries too many keys is still somebody who tries keys", () => {
  const tried = (at: number, more: Partial<RequestRow>) => row(at, { status: 429, repeats: 60, ...more });
  const wrong = tried(0, { errorCode: "invalid_api_key" });
  expect(found([wrong], "many_401")).toMatchObject([{ subject: "192.0.2.1", details: { refused: 60 } }]);
  expect(found([tried(0, { errorCode: "key_expired" })], "retired_key")).toMatchObject([
    { subject: "key_1" },
  ]);
  // A limit of the caller's own is another thing.
  const own = tried(0, { errorCode: "rate_limit_exceeded" });
  expect([...found([own], "many_401"), ...found([own], "retired_key")]).toEqual([]);
  const elsewhere = { errorCode: "invalid_api_key", address: "198.51.100.9" };
  expect(found([row(0), tried(30 * hour, elsewhere)], "new_address")).toEqual([]);
});

test("ten times the usual rate counts, nine times do not, and neither does a small number", () => {
  const usual = Array.from({ length: 24 }, (_, number) => row(number * 5 * minute, { repeats: 20 }));
  const later = 24 * 5 * minute;
  expect(found([...usual, row(later, { repeats: 180 })], "tenfold_rate")).toEqual([]);
  expect(
    found([...usual, row(later, { repeats: 150 }), row(later, { repeats: 50 })], "tenfold_rate"),
  ).toMatchObject([{ subject: "key_1", details: { requests: 200, usually: 20, minutes: 5 } }]);
  const quiet = usual.map((one) => ({ ...one, repeats: 1 }));
  expect(found([...quiet, row(later, { repeats: 99 })], "tenfold_rate")).toEqual([]);
  expect(found([row(0), row(minute, { repeats: 9_999 })], "tenfold_rate")).toEqual([]);
});

test("fifty refused keys from one address in ten minutes count, from several or slower they do not", () => {
  const refused = (at: number, address: string, repeats: number): RequestRow => {
    const { keyId: _keyId, projectId: _projectId, ...nobodys } = row(at, { status: 401, address, repeats });
    return nobodys;
  };
  expect(found([refused(0, "192.0.2.1", 1), refused(minute, "192.0.2.1", 49)], "many_401")).toMatchObject([
    { subject: "192.0.2.1", details: { refused: 50, minutes: 10 } },
  ]);
  expect(found([refused(0, "192.0.2.1", 40), refused(minute, "192.0.2.2", 40)], "many_401")).toEqual([]);
  expect(found([refused(0, "192.0.2.1", 40), refused(11 * minute, "192.0.2.1", 40)], "many_401")).toEqual([]);
});

test("a retired key counts at once, a wrong one of nobody's and a bad model do not", () => {
  expect(found([row(0, { status: 401, errorCode: "key_expired" })], "retired_key")).toMatchObject([
    { subject: "key_1", projectId: "proj_a", details: { requests: 1, error: "key_expired" } },
  ]);
  const { keyId: _keyId, ...nobodys } = row(0, { status: 401 });
  expect(found([nobodys, row(0, { status: 404 })], "retired_key")).toEqual([]);
});

test("five times the usual spending of an hour counts, when a day is known and it is a dollar or more", () => {
  const usual = Array.from({ length: 30 }, (_, number) => row(number * hour, { costMicros: 300_000 }));
  expect(found([...usual, row(30 * hour, { costMicros: 1_499_000 })], "spending")).toEqual([]);
  expect(found([...usual, row(30 * hour, { costMicros: 1_600_000 })], "spending")).toMatchObject([
    { subject: "proj_a", details: { cost_micros: 1_600_000, usually_micros: 300_000 } },
  ]);
  expect(found([...usual.slice(0, 20), row(20 * hour, { costMicros: 9e9 })], "spending")).toEqual([]);
});

const step = fc.record({
  gap: fc.integer({ min: -3, max: 400 }),
  amount: fc.integer({ min: 0, max: 1_000 }),
});

test("the average is that of all spans while they are few, whatever the gaps between them", () => {
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 30 }), (steps) => {
      const measure = { width: 10, memory: 1_000_000 };
      const spans = new Map<number, number>();
      let at = 1_000;
      let newest = 0;
      let state: ReturnType<typeof addTo> | undefined;
      for (const { gap, amount } of steps) {
        at = Math.max(0, at + gap);
        newest = state === undefined ? Math.floor(at / 10) : Math.max(newest, Math.floor(at / 10));
        spans.set(newest, (spans.get(newest) ?? 0) + amount);
        state = addTo(state, at, amount, measure);
      }
      const first = Math.min(...spans.keys());
      const before = [...spans]
        .filter(([span]) => span < newest)
        .reduce((sum, [, amount]) => sum + amount, 0);
      expect(state?.now).toBe(spans.get(newest));
      expect(state?.spans).toBe(newest - first);
      expect(state?.usual).toBeCloseTo(newest === first ? 0 : before / (newest - first), 6);
    }),
  );
});

test("the average stays between the least and the most, also when it forgets", () => {
  fc.assert(
    fc.property(
      fc.array(step, { minLength: 1, maxLength: 50 }),
      fc.integer({ min: 1, max: 20 }),
      (steps, memory) => {
        let at = 0;
        let state: ReturnType<typeof addTo> | undefined;
        let sum = 0;
        for (const { gap, amount } of steps) {
          at += Math.abs(gap);
          sum += amount;
          state = addTo(state, at, amount, { width: 10, memory });
          expect(state.usual).toBeGreaterThanOrEqual(0);
          expect(state.usual).toBeLessThanOrEqual(sum);
          expect(state.spans).toBeLessThanOrEqual(memory);
        }
      },
    ),
  );
});

const anyRow = fc.record({
  at: fc.integer({ min: 0, max: 100 * hour }),
  keyId: fc.constantFrom("key_1", "key_2", "key_3", "key_4"),
  projectId: fc.constantFrom("proj_a", "proj_b"),
  address: fc.ipV4(),
  status: fc.constantFrom(200, 401, 429),
  repeats: fc.integer({ min: 1, max: 500 }),
  costMicros: fc.integer({ min: 0, max: 10_000_000 }),
});

test("whatever comes in whatever order: what is remembered is bounded, and what is told is of the request", () => {
  fc.assert(
    fc.property(fc.array(anyRow, { maxLength: 100 }), (rows) => {
      const detector = createDetector(3);
      for (const one of rows) {
        for (const { keyId, projectId, subject, pause } of detector.see(row(one.at, one))) {
          expect([undefined, one.keyId]).toContain(keyId);
          expect([undefined, one.projectId]).toContain(projectId);
          expect(subject).not.toBe("");
          expect(pause).toBeGreaterThanOrEqual(hour);
        }
        expect(detector.subjects).toBeLessThanOrEqual(3);
      }
    }),
  );
});
