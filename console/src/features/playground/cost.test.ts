import { expect, test } from "vitest";
import { costOf } from "./cost.ts";

const usage = { input_tokens: 1_000, output_tokens: 500, input_tokens_details: { cached_tokens: 400 } };

test.each([
  [{ input: "1", output: "2" }, "0.002"],
  [{ input: "1", output: "2", cached_input: "0.1" }, "0.0016"],
  [{ input: "0", output: "0" }, "0"],
  [{ input: "0.00001", output: "0" }, "0.00000001"],
  [{ input: "1" }, undefined],
  [undefined, undefined],
])("prices %j", (pricing, cost) => {
  expect(costOf(usage, pricing)).toBe(cost);
});
