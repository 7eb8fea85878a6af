import fc from "fast-check";
import { DatabaseSync } from "node:sqlite";
import { setImmediate as endOfTurn } from "node:timers/promises";
import { expect, test } from "vitest";

import { ParleyError } from "../../spec/errors.ts";
import { type Script, statement } from "../sql/script.ts";
import {
  conversation,
  ending,
  hashOf,
  opening,
  projectA,
  said,
  saidIn,
  turnOf,
} from "../contract-rows.fixture.ts";
import { createPatience } from "./busy.ts";
import { createLine } from "./line.ts";
import { createScriptWriter } from "./script-writer.ts";
import { createSqliteStores } from "./sqlite-stores.ts";

/** Stores in memory, and a count of the transactions in which scripts run. */
async function openCounted() {
  const database = new DatabaseSync(":memory:");
  const counts = { begun: 0, committed: 0 };
  const prepare = database.prepare.bind(database);
  database.prepare = (sql: string) => {
    const statement = prepare(sql);
    const run = statement.run.bind(statement);
    if (sql === "begin immediate") statement.run = () => (counts.begun++, run());
    if (sql === "commit") statement.run = () => (counts.committed++, run());
    return statement;
  };
  const stores = await createSqliteStores({ database, now: () => 5 });
  await stores.projects.insert(projectA);
  return { database, stores, counts };
}

test("what one turn asks for shares one transaction", async () => {
  const { stores, counts } = await openCounted();
  await Promise.all(Array.from({ length: 200 }, (_, number) => stores.ledger.open(opening(`att_${number}`))));
  expect(counts).toEqual({ begun: 1, committed: 1 });
  await Promise.all(
    Array.from({ length: 200 }, (_, number) => stores.ledger.settle(ending(`att_${number}`))),
  );
  expect(counts).toEqual({ begun: 2, committed: 2 });
  await stores.close();
});

test("nothing is acknowledged before the commit", async () => {
  const { stores, counts } = await openCounted();
  let acknowledged = false;
  const opened = stores.ledger.open(opening("att_1")).then(() => (acknowledged = true));
  await Promise.resolve();
  expect({ acknowledged, committed: counts.committed }).toEqual({ acknowledged: false, committed: 0 });
  await opened;
  expect(counts.committed).toBe(1);
  await stores.close();
});

/** A writer alone, over a table of one column. */
function openWriter(patience = 0) {
  const database = new DatabaseSync(":memory:");
  database.exec("create table t (a integer) strict");
  const line = createLine();
  const writer = createScriptWriter({ database, line, patience: createPatience(patience) });
  const rows = () =>
    database
      .prepare("select a from t order by rowid")
      .all()
      .map(({ a }) => a);
  return { database, line, writer, rows };
}

function* insert(a: number): Script<number> {
  yield statement("insert into t values (?)", a);
  const { rows } = yield statement("select count(*) as count from t");
  return Number(rows[0]?.["count"]);
}

test("waits for whoever uses the database", async () => {
  const { database, line, writer, rows } = openWriter();
  const leave = await line.enter();
  database.exec("begin");
  const written = writer.write(() => insert(1));
  for (let turn = 0; turn < 10; turn++) await endOfTurn();
  expect(rows()).toEqual([]);
  database.exec("rollback");
  leave();
  expect(await written).toBe(1);
  database.close();
});

test("a script is given what its statements say, and one after the other sees what was before it", async () => {
  const { database, writer, rows } = openWriter();
  function* update(): Script<readonly unknown[]> {
    const none = yield statement("update t set a = 9 where a = ?", 5);
    const some = yield statement("update t set a = 9 where a > ? returning a", 0);
    return [none, some];
  }
  const results = await Promise.all([
    writer.write(() => insert(1)),
    writer.write(() => insert(2)),
    writer.write(update),
  ]);
  expect(results).toEqual([
    1,
    2,
    [
      { rows: [], changes: 0 },
      { rows: [{ a: 9 }, { a: 9 }], changes: 0 },
    ],
  ]);
  expect(rows()).toEqual([9, 9]);
  database.close();
});

test("a script that throws half way has changed nothing, and its neighbours have", async () => {
  const { database, writer, rows } = openWriter();
  function* slip(): Script<void> {
    yield* insert(7);
    throw new TypeError("a slip");
  }
  function* refuse(): Script<void> {
    yield statement("select a from t");
    throw new ParleyError("not_found");
  }
  const results = await Promise.allSettled([
    writer.write(() => insert(1)),
    writer.write(slip),
    writer.write(refuse),
    writer.write(() => insert(2)),
  ]);
  expect(results).toMatchObject([
    { value: 1 },
    { reason: expect.any(TypeError) },
    { reason: { code: "not_found" } },
    { value: 2 },
  ]);
  expect(rows()).toEqual([1, 2]);
  database.close();
});

test("a rollback that fails is reported, and the writer goes on", async () => {
  const { database, stores } = await openCounted();
  const exec = database.exec.bind(database);
  database.exec = () => {
    throw new Error("no rollback today");
  };
  const cause = expect.any(AggregateError);
  const bad = opening("att_1", { projectId: "proj_nobody" });
  await expect(stores.ledger.open(bad)).rejects.toMatchObject({ code: "storage_unavailable", cause });
  await expect(stores.ledger.open(opening("att_2"))).rejects.toMatchObject({ code: "storage_unavailable" });
  database.exec = exec;
  await expect(stores.ledger.open(bad)).rejects.toMatchObject({ code: "storage_unavailable" });
  await stores.ledger.open(opening("att_3"));
  await stores.close();
});

test("an idle writer writes nothing", async () => {
  const { stores, counts } = await openCounted();
  await stores.ledger.open(opening("att_1"));
  for (let turn = 0; turn < 10; turn++) await endOfTurn();
  expect(counts.begun).toBe(1);
  await stores.close();
});

test("a bad row costs one more transaction for each of its neighbours, and them only", async () => {
  const { stores, counts } = await openCounted();
  const bad = stores.ledger.open(opening("att_1", { projectId: "proj_nobody" }));
  const good = [2, 3, 4].map((number) => stores.ledger.open(opening(`att_${number}`)));
  await expect(bad).rejects.toMatchObject({ code: "storage_unavailable" });
  await Promise.all(good);
  expect(counts).toEqual({ begun: 5, committed: 3 });
  await stores.close();
});

test("what cannot even be bound is the programmer's mistake, and only that row's", async () => {
  const { stores } = await openCounted();
  const strange = opening("att_1", { model: Symbol("model") as unknown as string });
  const results = await Promise.allSettled([
    stores.ledger.open(strange),
    stores.ledger.open(opening("att_2")),
  ]);
  expect(results).toMatchObject([
    { status: "rejected", reason: expect.any(TypeError) },
    { status: "fulfilled" },
  ]);
  await stores.close();
});

test("a close waits for what is queued", async () => {
  const { stores } = await openCounted();
  const opened = stores.ledger.open(opening("att_1"));
  await stores.close();
  await opened;
  await expect(stores.ledger.open(opening("att_2"))).rejects.toMatchObject({ code: "storage_unavailable" });
});

test("the ledger's transactions and the others' never mix", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.constantFrom("open", "append", "fail", "turn"), fc.nat(3)), { maxLength: 30 }),
      async (steps) => {
        const { stores, database } = await openCounted();
        await stores.conversations.insert(conversation, hashOf("token"));
        const expected = { rows: 0, items: 0 };
        const running: Promise<unknown>[] = [];
        const failing: Promise<unknown>[] = [];
        for (const [step, turns] of steps) {
          if (step === "open") running.push(stores.ledger.open(opening(`att_${expected.rows++}`)));
          if (step === "append") {
            running.push(stores.conversations.append(turnOf([said("1"), said("2")])));
            expected.items += 2;
          }
          if (step === "fail") {
            const refused = stores.conversations.append(
              turnOf([said("1")], { conversationId: "conv_nobody" }),
            );
            failing.push(
              refused.catch((error: unknown) => (error instanceof ParleyError ? error.code : error)),
            );
          }
          for (let turn = 0; turn < turns; turn++) await endOfTurn();
        }
        await Promise.all(running);
        expect(await Promise.all(failing)).toEqual(failing.map(() => "not_found"));
        expect(database.isTransaction).toBe(false);
        expect(await stores.ledger.list({ limit: 100 })).toHaveLength(expected.rows);
        expect(await saidIn(stores)).toHaveLength(expected.items);
        await stores.close();
      },
    ),
    { numRuns: 30 },
  );
});
