import { expect, test } from "vitest";
import { operator } from "../spec/actor.ts";
import type { UsageFigures, UsageQuery, UsageRow } from "../spec/usage-report.ts";
import { reportUsage } from "./usage.ts";

const none = { unknown: 0 };
const figures: UsageFigures = {
  requests: 1,
  open: 0,
  estimated: 0,
  inputTokens: { known: 1, unknown: 0 },
  cachedTokens: none,
  cacheWriteTokens: none,
  outputTokens: none,
  reasoningTokens: none,
  costMicros: { unknown: 1 },
};
const day = 86_400_000;

test("each bucket has its rows, and the next page begins where this one ends", async () => {
  const asked: UsageQuery[] = [];
  const row: UsageRow = { ...figures, span: 1, model: "m" };
  const store = { report: async (query: UsageQuery) => (asked.push(query), [row]) };
  const report = {
    span: { from: 5, until: 3 * day },
    width: "1d",
    groupBy: ["model"],
    models: ["m"],
  } as const;
  expect(await reportUsage({ usage: store }, operator, { ...report, limit: 2 })).toEqual({
    buckets: [
      { from: 5, until: day, rows: [] },
      { from: day, until: 2 * day, rows: [row] },
    ],
    next: 2 * day,
  });
  expect(await reportUsage({ usage: store }, operator, { ...report, limit: 3 })).not.toHaveProperty("next");
  expect(asked[0]).toEqual({
    groupBy: ["model"],
    models: ["m"],
    spans: [
      { from: 5, until: day },
      { from: day, until: 2 * day },
    ],
  });
});

test("an empty span has no buckets and no next page", async () => {
  const store = { report: () => Promise.resolve([]) };
  const span = { from: day, until: day };
  expect(await reportUsage({ usage: store }, operator, { span, width: "1h", limit: 9, groupBy: [] })).toEqual(
    { buckets: [] },
  );
});
