import fc from "fast-check";
import { expect, test } from "vitest";
import type { UsageBucket } from "../../api/usage.ts";
import { chartOf, csvOf } from "./series.ts";

const words = { unnamed: "none", others: "others" };

function bucket(start: number, costs: Readonly<Record<string, number>>): UsageBucket {
  return {
    start_time: start,
    end_time: start + 1,
    results: Object.entries(costs).map(([line_item, amount]) => ({
      line_item,
      api_key_id: null,
      num_model_requests: 1,
      amount: { micros: amount },
    })),
  };
}

test("each model has a line, the dearest first", () => {
  const chart = chartOf(
    [bucket(0, { a: 1 }), bucket(60, { a: 2, b: 1_000_000 })],
    { measure: "cost", by: "model" },
    words,
  );
  expect(chart.times).toEqual([0, 60]);
  expect(chart.series).toEqual([
    { name: "b", values: [0, 1], sum: 1 },
    { name: "a", values: [0.000001, 0.000002], sum: 0.000003 },
  ]);
});

test("nothing is lost, however many there are", () => {
  const costs = fc.dictionary(fc.constantFrom(..."abcdefghijklmnop"), fc.nat(1_000_000));
  fc.assert(
    fc.property(fc.array(costs, { maxLength: 10 }), (all) => {
      const buckets = all.map((each, place) => bucket(place * 60, each));
      const { series } = chartOf(buckets, { measure: "cost", by: "model" }, words);
      const wanted = all.flatMap((each) => Object.values(each)).reduce((sum, value) => sum + value, 0);
      expect(series.length).toBeLessThanOrEqual(8);
      expect(Math.round(series.reduce((sum, line) => sum + line.sum, 0) * 1_000_000)).toBe(wanted);
    }),
  );
});

test("a spreadsheet reads it, and runs nothing of it", () => {
  const csv = csvOf({ times: [0], series: [{ name: '=cmd|"x"', values: [1.5], sum: 1.5 }] });
  expect(csv).toBe('time,"\'=cmd|""x"""\r\n1970-01-01T00:00:00.000Z,1.5\r\n');
});
