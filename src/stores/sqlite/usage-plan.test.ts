import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";

import { createSqliteStores } from "./sqlite-stores.ts";

test("a report reads the ranges of its spans, and nothing else of the ledger", async () => {
  const database = new DatabaseSync(":memory:");
  const stores = await createSqliteStores({ database, now: () => 5 });
  const texts: string[] = [];
  const prepare = database.prepare.bind(database);
  database.prepare = (sql: string) => (texts.push(sql), prepare(sql));
  await stores.usage.report({
    spans: [
      { from: 0, until: 10 },
      { from: 10, until: 20 },
    ],
    groupBy: ["project", "model"],
    kind: "generate",
    projectIds: ["proj_a"],
  });
  expect(texts).toHaveLength(1);
  const steps = prepare(`explain query plan ${texts[0]}`)
    .all()
    .map(({ detail }) => String(detail));
  expect(steps.filter((step) => step.includes("attempts"))).toEqual([
    "SEARCH attempts USING PRIMARY KEY (call_id>? AND call_id<?)",
  ]);
  await stores.close();
});
