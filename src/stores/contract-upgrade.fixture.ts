import { type Kysely, sql } from "kysely";
import { Migrator } from "kysely/migration";
import { expect, test } from "vitest";

import type { Stores } from "../spec/stores.ts";
import { budget } from "./contract-rules.fixture.ts";
import {
  conversation,
  ending,
  hashOf,
  key,
  opening,
  openRow,
  projectA,
  said,
  saidIn,
  turnOf,
} from "./contract-rows.fixture.ts";
import type { ColumnTypes } from "./sql/column-types.ts";
import { migrations } from "./sql/migrations/index.ts";

/** A database without tables, and the stores over it, which also close `db`. */
export interface BareDatabase {
  readonly db: Kysely<unknown>;
  readonly types: ColumnTypes;
  open(): Promise<Stores>;
}

const old = {
  instance_id: "inst_1",
  project_id: "proj_a",
  key_id: null,
  provider: "rehearsal",
  model: "rehearsal",
  opened_at: 10_000,
};

const oldRow = { settingsVersion: "" };

/** Rows that a program without budgets has written. */
async function fill(db: Kysely<unknown>): Promise<void> {
  const rows = [
    { call_id: "att_1", state: "dispatched" },
    { call_id: "att_2", state: "interrupted", outcome: "failed", ended_at: 11_000 },
    {
      call_id: "att_3",
      state: "settled",
      outcome: "ended",
      input_tokens: 0,
      output_tokens: 7,
      forwarded_bytes: 42,
      ended_at: 11_000,
    },
  ];
  await sql`insert into projects (id, name, created_at) values ('proj_a', 'Team A', 1000)`.execute(db);
  await sql`insert into api_keys (id, project_id, name, hint, hash, created_at)
    values ('key_1', 'proj_a', 'Key key_1', 'wxyz', ${hashOf("one")}, 3000)`.execute(db);
  await sql`insert into api_keys (id, project_id, name, hint, hash, created_at, revoked_at, last_used_at, admin)
    values ('key_2', 'proj_a', 'Key key_2', 'wxyz', ${hashOf("two")}, 3000, 4000, 3500, 1)`.execute(db);
  for (const row of rows) {
    const values = Object.entries({ ...old, attempt: 1, ...row });
    const columns = sql.join(values.map(([name]) => sql.ref(name)));
    const parts = sql.join(values.map(([, value]) => sql`${value}`));
    await sql`insert into attempts (${columns}) values (${parts})`.execute(db);
  }
}

/** What a program does with the data of an older one. */
export function upgradeContract(name: string, make: () => Promise<BareDatabase>): void {
  test(`${name}: rows written before budgets are read, settled and cleaned up`, async () => {
    const { db, types, open } = await make();
    const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations(types) } });
    const { error } = await migrator.migrateTo("0002-admin-keys");
    expect(error).toBeUndefined();
    await fill(db);

    const stores = await open();
    expect(await stores.projects.list()).toEqual([projectA]);
    expect(await stores.keys.list()).toEqual([
      key("key_1", { scopes: expect.arrayContaining(["chat", "models"]) as never }),
      key("key_2", { role: "owner", revokedAt: 4_000, lastUsedAt: 3_500 }),
    ]);
    expect((await stores.keys.findByHash(hashOf("one")))?.secret).toEqual({
      keyId: "key_1",
      number: 1,
      hint: "wxyz",
      createdAt: 3_000,
    });
    const ended = { outcome: "failed", endedAt: 11_000, forwarded: { bytes: 0, pieces: 0 } } as const;
    expect(await stores.ledger.list({ limit: 10 })).toStrictEqual([
      {
        ...openRow(opening("att_3", oldRow)),
        ...ended,
        state: "settled",
        outcome: "ended",
        usage: { inputTokens: 0, outputTokens: 7 },
        forwarded: { bytes: 42, pieces: 0 },
      },
      { ...openRow(opening("att_2", oldRow)), ...ended, state: "interrupted" },
      openRow(opening("att_1", oldRow)),
    ]);
    expect(await stores.instances.abandoned(1_000, 10)).toMatchObject([{ callId: "att_1", holds: [] }]);
    await stores.ledger.settle(ending("att_1", { costMicros: 5 }));
    expect(await stores.ledger.list({ callId: "att_1", limit: 1 })).toMatchObject([{ costMicros: 5 }]);
    await stores.budgets.set(budget("bud_1"));
    const holds = [{ budgetId: "bud_1", amount: 5, unit: "micros" as const }];
    expect(await stores.ledger.open(opening("att_4", { holds }))).toMatchObject({ opened: true });
    await stores.close();

    const later = await open();
    expect(await later.ledger.list({ limit: 10 })).toHaveLength(4);
    await later.close();
  });

  test(`${name}: conversations keep what was said, their order and their tokens`, async () => {
    const { db, types, open } = await make();
    const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations(types) } });
    const { error } = await migrator.migrateTo("0005-provider-secrets");
    expect(error).toBeUndefined();
    await sql`insert into projects (id, name, created_at) values ('proj_a', 'Team A', 1000)`.execute(db);
    await sql`insert into conversations (id, project_id, token_hash, created_at, next_position)
      values ('conv_1', 'proj_a', ${hashOf("token")}, 5000, 3)`.execute(db);
    for (const position of [0, 1, 2]) {
      const content = JSON.stringify(said(`${position}`));
      await sql`insert into conversation_items (conversation_id, position, content, created_at)
        values ('conv_1', ${position}, ${content}, ${6_000 + position})`.execute(db);
    }

    const stores = await open();
    expect(await stores.conversations.findByToken("proj_a", hashOf("token"), 1)).toEqual(conversation);
    await stores.conversations.append(turnOf([said("3")]));
    expect(await saidIn(stores)).toEqual(["0", "1", "2", "3"].map(said));
    expect(await stores.memory.at("conv_1", [1])).toEqual([
      {
        id: "msg_1_1",
        position: 1,
        at: 6_000,
        item: said("0"),
        tokens: expect.any(Number) as number,
        pinned: false,
      },
    ]);
    expect(await stores.conversations.remove("proj_a", "conv_1", 1)).toBe(true);
    await stores.close();
  });

  test(`${name}: records of requests that lie beside their rows are found`, async () => {
    const { db, types, open } = await make();
    const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations(types) } });
    const { error } = await migrator.migrateTo("0037-search-at-once");
    expect(error).toBeUndefined();
    const values = { written_at: 1, endpoint: "/v1/chat", method: "POST", status: 200, outcome: "ended" };
    await sql`insert into requests (id, at, streamed, duration_ms, repeats, ${sql.join(Object.keys(values).map((column) => sql.ref(column)))})
      values ('req_1', 2, 0, 3, 1, ${sql.join(Object.values(values))})`.execute(db);
    await sql`insert into request_parts (request_id, part, body)
      values ('req_1', 'record', '{"old":1}'), ('req_1', 'answer', 'Yes.')`.execute(db);

    const stores = await open();
    expect(await stores.requests.find("req_1")).toMatchObject({ record: '{"old":1}', answer: "Yes.", at: 2 });
    await stores.close();
  });
}
