import fc from "fast-check";
import { expect, test } from "vitest";
import type { RequestResult, UsageBucket, UsageResult } from "../../api/usage.ts";
import { csvOf } from "../../ui/csv.ts";
import { errorChart, latencyChart, ledgerChart, type Naming, rowsOf } from "./series.ts";
import { ledgerTotals, requestTotals } from "./totals.ts";

const naming: Naming = { by: "model", nameOf: (id) => id ?? "none", others: "others" };
const names = { project_id: null, api_key_id: null, provider: null };

function spent(model: string | null, more: Partial<UsageResult> = {}): UsageResult {
  return {
    ...names,
    model,
    requests: 1,
    input_tokens: null,
    output_tokens: null,
    cost_micros: null,
    unknown_input_tokens: 0,
    unknown_output_tokens: 0,
    unknown_cost_micros: 0,
    ...more,
  };
}

function answered(model: string | null, more: Partial<RequestResult> = {}): RequestResult {
  return {
    ...names,
    model,
    requests: 1,
    ended: 1,
    failed: 0,
    refused: 0,
    cancelled: 0,
    duration_ms: null,
    first_event_ms: null,
    ...more,
  };
}

function bucket<Result>(start: number, results: readonly Result[]): UsageBucket<Result> {
  return { start_time: start, end_time: start + 1, results };
}

test("each model has a line, the dearest first; what is unknown is not 0", () => {
  const buckets = [
    bucket(0, [spent("a", { cost_micros: 1 })]),
    bucket(60, [spent("a", { cost_micros: 2 }), spent("b", { cost_micros: 1_000_000 }), spent(null)]),
  ];
  expect(ledgerChart(buckets, "cost", naming)).toEqual({
    times: [0, 60],
    hidden: 0,
    lines: [
      { id: "b", name: "b", values: [0, 1_000_000] },
      { id: "a", name: "a", values: [1, 2] },
      { id: null, name: "none", values: [0, null] },
    ],
  });
});

test("tokens are input and output together, as far as they are known", () => {
  const results = [
    spent("a", { input_tokens: 3, output_tokens: 4 }),
    spent("b", { input_tokens: 5 }),
    spent("c"),
  ];
  const { lines } = ledgerChart([bucket(0, results)], "tokens", naming);
  expect(lines.map(({ values }) => values)).toEqual([[7], [5], [null]]);
});

test("nothing is lost, however many there are", () => {
  const costs = fc.dictionary(fc.constantFrom(..."abcdefghijklmnop"), fc.nat(1_000_000));
  fc.assert(
    fc.property(fc.array(costs, { maxLength: 10 }), (all) => {
      const buckets = all.map((each, place) =>
        bucket(
          place * 60,
          Object.entries(each).map(([model, cost_micros]) => spent(model, { cost_micros })),
        ),
      );
      const { lines } = ledgerChart(buckets, "cost", naming);
      const wanted = all.flatMap((each) => Object.values(each)).reduce((sum, value) => sum + value, 0);
      expect(lines.length).toBeLessThanOrEqual(8);
      const sum = lines.flatMap(({ values }) => values).reduce<number>((all, value) => all + (value ?? 0), 0);
      expect(sum).toBe(wanted);
      const totals = ledgerTotals({ buckets, totals: undefined }, "model");
      expect(totals.reduce((all, { cost_micros }) => all + (cost_micros ?? 0), 0)).toBe(wanted);
    }),
  );
});

test("errors are what failed and what was refused", () => {
  const buckets = [bucket(0, [answered("a", { failed: 2, refused: 3, cancelled: 9 })])];
  expect(errorChart(buckets, naming).lines).toEqual([{ id: "a", name: "a", values: [5] }]);
});

test("latency has a line for who answered most, nothing where nobody answered, and no line of others", () => {
  const many = [..."abcdefghij"].map((model, place) =>
    answered(model, { duration_ms: { count: place + 1, p50: place, p95: 10 * place, p99: 99 } }),
  );
  const buckets = [bucket(0, [...many, answered("never")]), bucket(60, [])];
  const { lines, hidden } = latencyChart(buckets, "latency", "p95", naming);
  expect(lines.map(({ name }) => name)).toEqual([..."jihgfed"]);
  expect(lines[0]?.values).toEqual([90, null]);
  expect(hidden).toBe(3);
  expect(latencyChart(buckets, "first", "p50", naming).lines).toEqual([]);
});

test("percentiles of parts are none of the whole", () => {
  const some = { count: 1, p50: 1, p95: 1, p99: 1 };
  const buckets = [
    bucket(0, [answered("a", { duration_ms: some })]),
    bucket(60, [answered("a", { duration_ms: some, failed: 2 })]),
  ];
  expect(requestTotals({ buckets, totals: undefined }, "model")).toEqual([
    answered("a", { requests: 2, ended: 2, failed: 2 }),
  ]);
  const totals = [answered("a", { duration_ms: some })];
  expect(requestTotals({ buckets, totals }, "model")).toEqual(totals);
});

test("a spreadsheet reads every digit, and runs nothing of it", () => {
  const chart = {
    times: [0, 60],
    hidden: 0,
    lines: [{ id: "x", name: '=cmd|"x"', values: [1_500_001, null] }],
  };
  expect(csvOf(rowsOf(chart, "cost"))).toBe(
    'time,"\'=cmd|""x"""\r\n1970-01-01T00:00:00.000Z,1.500001\r\n1970-01-01T00:01:00.000Z,\r\n',
  );
  expect(rowsOf(chart, "tokens")[1]).toEqual(["1970-01-01T00:00:00.000Z", "1500001"]);
});
