import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";

import { timeOrderedId } from "../../lib/random-id.ts";
import { openingRow } from "../sql/attempt-rows.ts";
import { opening, projectA } from "../contract-rows.fixture.ts";
import { openHeardStores } from "./heard-statements.fixture.ts";
import { createSqliteStores } from "./sqlite-stores.ts";

const range = "SEARCH attempts USING PRIMARY KEY (call_id>? AND call_id<?)";

test("a report reads the ranges of its spans, and nothing else of the ledger", async () => {
  const { stores, texts, planOf } = await openHeardStores();
  await stores.usage.report({
    spans: [
      { from: 0, until: 10 },
      { from: 10, until: 20 },
    ],
    groupBy: ["project", "model"],
    kind: "generate",
    projectIds: ["proj_a"],
  });
  const details = texts.flatMap(planOf);
  expect(details.filter((detail) => detail.includes("attempts"))).toEqual([range, range]);
  await stores.close();
});

test("a large ledger is summed up in parts, and nothing is lost or counted twice between them", async () => {
  const database = new DatabaseSync(":memory:");
  const stores = await createSqliteStores({ database, now: () => 5 });
  await stores.projects.insert(projectA);
  const columns = Object.keys(openingRow(opening("")));
  const insert = database.prepare(
    `insert into attempts (${columns.join(", ")}, state, input_tokens)
     values (${columns.map(() => "?").join(", ")}, 'settled', ?)`,
  );
  const calls = 4_321;
  const perCall = 3;
  database.exec("begin");
  for (let call = 0; call < calls; call++) {
    const callId = timeOrderedId("req", 1_000_000 + call);
    for (let attempt = 1; attempt <= perCall; attempt++) {
      const model = `m${call % 2}`;
      insert.run(...Object.values(openingRow(opening(callId, { attempt, model }))), call);
    }
  }
  database.exec("commit");

  const groupBy = ["model"] as const;
  const span = { from: 0, until: 2_000_000 };
  const spread = Array.from({ length: 1_000 }, (_, n) => ({
    from: 1_000_000 + n * 5,
    until: 1_000_000 + n * 5 + 5,
  }));
  for (const spans of [[span], spread]) {
    const rows = await stores.usage.report({ spans, groupBy });
    const sums = new Map<string | undefined, { requests: number; tokens: number }>();
    for (const { model, requests, inputTokens } of rows) {
      const before = sums.get(model) ?? { requests: 0, tokens: 0 };
      sums.set(model, {
        requests: before.requests + requests,
        tokens: before.tokens + (inputTokens.known ?? 0),
      });
    }
    for (const odd of [0, 1]) {
      const mine = Array.from({ length: calls }, (_, call) => call).filter((call) => call % 2 === odd);
      expect(sums.get(`m${odd}`)).toEqual({
        requests: mine.length * perCall,
        tokens: mine.reduce((sum, call) => sum + call * perCall, 0),
      });
    }
  }
  // Spans with gaps between them that are larger than a part.
  const ends = [spread[0], spread[860]].map((one) => one ?? span);
  const found = await stores.usage.report({ spans: ends, groupBy: [] });
  expect(found.map(({ requests }) => requests)).toEqual([15, 15]);
  await stores.close();
});

test("rows that an older program has written with more than a number holds are read, listed and summed up", async () => {
  const database = new DatabaseSync(":memory:");
  const stores = await createSqliteStores({ database, now: () => 5 });
  await stores.projects.insert(projectA);
  const most = Number.MAX_SAFE_INTEGER;
  const holds = JSON.stringify([{ b: "bud_1", w: "total", a: most * 128 }]);
  const columns = [...Object.keys(openingRow(opening(""))), "state", "holds"];
  const places = columns.map(() => "?").join(", ");
  const insert = database.prepare(`insert into attempts (${columns.join(", ")}) values (${places})`);
  // 1,025 of the largest would be a sum that SQLite refuses.
  database.exec("begin");
  for (let call = 0; call < 1_100; call++) {
    const id = timeOrderedId("req", 1_000_000 + call);
    insert.run(...Object.values(openingRow(opening(id))), "dispatched", holds);
  }
  database.exec("update attempts set input_tokens = 1152921504606846848, input_tokens_most = input_tokens");
  database.exec(
    "update attempts set opened_at = 1152921504606846848, output_tokens_most = 1152921504606846848",
  );
  database.exec("commit");

  const read = { openedAt: most, usage: { inputTokens: most }, atMost: { outputTokens: most } };
  expect(await stores.ledger.list({ limit: 1 })).toMatchObject([read]);
  expect(await stores.instances.abandoned(0, 1)).toMatchObject([{ ...read, holds: [{ amount: most }] }]);
  const report = await stores.usage.report({ spans: [{ from: 0, until: 2_000_000 }], groupBy: [] });
  expect(report).toMatchObject([{ requests: 1_100, inputTokens: { known: most } }]);
  await stores.close();
});
