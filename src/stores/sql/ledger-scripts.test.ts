import { DummyDriver, Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler } from "kysely";
import { expect, test } from "vitest";

import { ending, opening } from "../contract-rows.fixture.ts";
import { createBudgetScripts } from "./budget-scripts.ts";
import { createLedgerScripts } from "./ledger-scripts.ts";
import type { Schema } from "./schema.ts";
import type { Script, Statement } from "./script.ts";
import { postgresWords } from "./words.ts";

/** Compiles for PostgreSQL without one: its parameters are numbered, so the order can be seen. */
const db = new Kysely<Schema>({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (kysely) => new PostgresIntrospector(kysely),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
});
const scripts = createLedgerScripts(db, createBudgetScripts(db, postgresWords), postgresWords);

function firstOf(script: Script<unknown>): Statement {
  const { value, done } = script.next();
  if (done === true) throw new Error("no statement");
  return value;
}

/** Pairs each column with the value that its numbered parameter gets. */
function assigned(
  columns: readonly (readonly [column: string, parameter: number])[],
  values: readonly unknown[],
) {
  return Object.fromEntries(columns.map(([column, parameter]) => [column, values[parameter - 1]]));
}

test("the opening's values stand in the order of its statement", () => {
  const atMost = { inputTokens: 3, outputTokens: 4, costMicros: 5 };
  const row = opening("att_1", { keyId: "key_1", attempt: 2, priceVersion: "2026-11", atMost });
  const { sql, values } = firstOf(scripts.open(row));
  const [, columns = "", written = ""] = /^insert into "attempts" \((.*)\) values \((.*)\)$/.exec(sql) ?? [];
  const names = columns.replaceAll('"', "").split(", ");
  const parameters = written.split(", ");
  expect(parameters.at(names.indexOf("state"))).toBe("'dispatched'");
  expect(parameters.at(names.indexOf("estimated"))).toBe("0");
  const numbered = names.flatMap((name, at) =>
    parameters[at]?.startsWith("$") === true ? [[name, Number(parameters[at].slice(1))] as const] : [],
  );
  expect(numbered).toHaveLength(names.length - 2);
  expect(assigned(numbered, values)).toEqual({
    call_id: "att_1",
    attempt: 2,
    instance_id: "inst_1",
    project_id: "proj_a",
    key_id: "key_1",
    kind: "generate",
    provider: "rehearsal",
    model: "rehearsal",
    settings_version: "set_1",
    price_version: "2026-11",
    input_tokens_most: 3,
    output_tokens_most: 4,
    cost_micros_most: 5,
    opened_at: 10_000,
    holds: null,
  });
  expect(values).toHaveLength(numbered.length);
});

test("the ending's values stand in the order of its statement, known or not", () => {
  const usage = { inputTokens: 1, cachedTokens: 2, cacheWriteTokens: 3, outputTokens: 4, reasoningTokens: 5 };
  const full = ending("att_1", {
    usage,
    costMicros: 6,
    estimate: { outputTokensMin: 7, outputTokensMax: 8, costMicrosMin: 9, costMicrosMax: 10 },
    forwarded: { bytes: 11, pieces: 12 },
    errorCode: "internal",
    upstreamRequestId: "up",
    charges: [{ budgetId: "bud_1", window: "total", amount: 13, unit: "tokens", spent: 14 }],
  });
  const { sql, values } = firstOf(scripts.settle(full));
  expect(sql).toMatch(/ and "ended_at" is null$/);
  const numbered = [...sql.matchAll(/"(\w+)" = \$(\d+)/g)].map(
    ([, name = "", at]) => [name, Number(at)] as const,
  );
  expect(assigned(numbered, values)).toEqual({
    state: "settled",
    outcome: "ended",
    input_tokens: 1,
    cached_tokens: 2,
    cache_write_tokens: 3,
    output_tokens: 4,
    reasoning_tokens: 5,
    cost_micros: 6,
    estimated: 1,
    output_tokens_min: 7,
    output_tokens_max: 8,
    cost_micros_min: 9,
    cost_micros_max: 10,
    forwarded_bytes: 11,
    forwarded_pieces: 12,
    error_code: "internal",
    upstream_request_id: "up",
    ended_at: 11_000,
    holds: '[{"b":"bud_1","w":"total","a":13,"s":14,"u":"t"}]',
    call_id: "att_1",
    attempt: 1,
  });
  expect(values).toHaveLength(numbered.length);

  const bare = firstOf(scripts.settle(ending("att_1")));
  expect(bare.sql).toBe(sql);
  expect(assigned(numbered, bare.values)).toEqual({
    ...Object.fromEntries(numbered.map(([name]) => [name, null])),
    state: "settled",
    outcome: "ended",
    estimated: 0,
    forwarded_bytes: 0,
    forwarded_pieces: 0,
    ended_at: 11_000,
    call_id: "att_1",
    attempt: 1,
  });
});
