import { expect, test } from "vitest";
import { amountsForm, readAmounts } from "./amounts.ts";

const amounts = {
  max_requests_per_1_minute: 60,
  max_tokens_per_1_minute: null,
  max_concurrent_calls: 100_000_000,
  max_concurrent_streams: null,
};

test("what is shown is read as the same", () => {
  expect(readAmounts(amountsForm(amounts))).toEqual({ amounts, faults: new Set() });
});

test.each(["0", "-1", "1.5", "many", "100000001", "1e3"])("%j is no amount", (text) => {
  const form = { ...amountsForm(amounts), max_concurrent_streams: text };
  expect([...readAmounts(form).faults]).toEqual(["max_concurrent_streams"]);
});
