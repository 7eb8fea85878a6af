import { expect, test } from "vitest";
import { Latencies, percentile } from "./latencies.ts";

test("percentiles are values that occurred, by nearest rank", () => {
  const values = Array.from({ length: 200 }, (_, index) => index + 1);
  expect([0.5, 0.99, 1].map((share) => percentile(values, share))).toEqual([100, 198, 200]);
  expect(percentile([7], 0.5)).toBe(7);
});

test("nothing measured is an error and not zero", () => {
  expect(() => percentile([], 0.5)).toThrow("nothing was measured");
});

test("counts only while the window is open", () => {
  const latencies = new Latencies();
  latencies.record(0);
  latencies.open();
  latencies.record(performance.now());
  latencies.record(performance.now());
  latencies.close();
  latencies.record(0);
  expect(latencies.result().count).toBe(2);
});
