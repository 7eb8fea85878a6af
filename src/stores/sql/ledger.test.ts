import { DummyDriver, Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler } from "kysely";
import { expect, test } from "vitest";

import { ending, opening } from "../contract-rows.fixture.ts";
import { compileLedgerStatements, endingValues, openingValues } from "./ledger.ts";
import type { Schema } from "./schema.ts";

/** Compiles for PostgreSQL without one: its parameters are numbered, so the order can be seen. */
const db = new Kysely<Schema>({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (kysely) => new PostgresIntrospector(kysely),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
});

/** Pairs each column with the value that its numbered parameter gets. */
function assigned(
  columns: readonly (readonly [column: string, parameter: number])[],
  values: readonly unknown[],
) {
  return Object.fromEntries(columns.map(([column, parameter]) => [column, values[parameter - 1]]));
}

test("the opening's values stand in the order of its statement", () => {
  const { open } = compileLedgerStatements(db);
  const [, columns = "", values = ""] = /^insert into "attempts" \((.*)\) values \((.*)\)$/.exec(open) ?? [];
  const names = columns.replaceAll('"', "").split(", ");
  const parameters = values.split(", ");
  expect(parameters.at(names.indexOf("state"))).toBe("'dispatched'");
  const numbered = names.flatMap((name, at) =>
    name === "state" ? [] : [[name, Number(parameters[at]?.slice(1))] as const],
  );
  const row = opening("att_1", { keyId: "key_1", attempt: 2 });
  expect(assigned(numbered, openingValues(row))).toEqual({
    call_id: "att_1",
    attempt: 2,
    instance_id: "inst_1",
    project_id: "proj_a",
    key_id: "key_1",
    provider: "rehearsal",
    model: "rehearsal",
    opened_at: 10_000,
  });
  expect(openingValues(row)).toHaveLength(numbered.length);
});

test("the ending's values stand in the order of its statement, known or not", () => {
  const { settle } = compileLedgerStatements(db);
  expect(settle).toContain(`and "state" in ('dispatched', 'interrupted')`);
  const numbered = [...settle.matchAll(/"(\w+)" = \$(\d+)/g)].map(
    ([, name = "", at]) => [name, Number(at)] as const,
  );
  const usage = { inputTokens: 1, cachedTokens: 2, cacheWriteTokens: 3, outputTokens: 4, reasoningTokens: 5 };
  const known = endingValues(
    ending("att_1", { usage, errorCode: "internal", upstreamRequestId: "up", forwardedBytes: 6 }),
  );
  expect(assigned(numbered, known)).toEqual({
    state: "settled",
    outcome: "ended",
    input_tokens: 1,
    cached_tokens: 2,
    cache_write_tokens: 3,
    output_tokens: 4,
    reasoning_tokens: 5,
    forwarded_bytes: 6,
    error_code: "internal",
    upstream_request_id: "up",
    ended_at: 11_000,
    call_id: "att_1",
    attempt: 1,
  });
  expect(known).toHaveLength(numbered.length);
  expect(endingValues(ending("att_1"))).toEqual([
    "settled",
    "ended",
    null,
    null,
    null,
    null,
    null,
    0,
    null,
    null,
    11_000,
    "att_1",
    1,
  ]);
});
