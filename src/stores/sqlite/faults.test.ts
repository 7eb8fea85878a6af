import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";

import type { Stores } from "../../spec/stores.ts";
import { budget, demand, limit } from "../contract-rules.fixture.ts";
import {
  conversation,
  ending,
  hashOf,
  key,
  opening,
  projectA,
  said,
  saidIn,
  turnOf,
} from "../contract-rows.fixture.ts";
import { setPragmas } from "./pragmas.ts";
import { createSqliteStores } from "./sqlite-stores.ts";
import { testFolder } from "./test-folder.fixture.ts";

const refused = { code: "storage_unavailable", status: 503, retryable: true, cause: expect.any(Error) };
/** `SQLITE_FULL` (https://www.sqlite.org/rescode.html). */
const fullDisk = { ...refused, cause: expect.objectContaining({ errcode: 13 }) };
const bigTurn = [said("x".repeat(200_000))];

/** Stores with one project, conversation and key, and with their database in reach. */
async function openHouse(patience: number) {
  const path = join(testFolder(), "parley.db");
  const database = new DatabaseSync(path, { timeout: 0 });
  await setPragmas(database, "process", patience);
  const stores = await createSqliteStores({ database, now: () => 5, patience });
  await stores.projects.insert(projectA);
  await stores.conversations.insert(conversation, hashOf("token"));
  await stores.keys.insert(key("key_1"), hashOf("one"));
  await stores.ledger.open(opening("before"));
  return { path, database, stores };
}

async function expectAllWritesRefused(stores: Stores): Promise<void> {
  const writes = [
    stores.ledger.open(opening("during")),
    stores.ledger.settle(ending("before")),
    stores.keys.touch([{ keyId: "key_1", secret: 1, at: 9 }]),
    stores.keys.revoke("key_1", 9),
    stores.conversations.append(turnOf(bigTurn)),
    stores.instances.beat("inst_2"),
    stores.instances.bury(9),
    stores.ledger.progress([{ callId: "before", attempt: 1, forwarded: { bytes: 1, pieces: 1 } }]),
    stores.budgets.set(budget("bud_1")),
    stores.limits.set(limit("lim_1")),
    stores.limits.enter("req_1", "inst_1", [demand(limit("lim_1"))]),
    stores.ping(),
  ];
  for (const result of await Promise.allSettled(writes)) {
    expect(result).toMatchObject({ status: "rejected", reason: refused });
  }
}

/** Nothing of what was refused is there, and everything works again. */
async function expectRecovered(stores: Stores): Promise<void> {
  await stores.ping();
  expect(await stores.keys.list()).toEqual([key("key_1")]);
  expect(await saidIn(stores)).toEqual([]);
  expect(await stores.ledger.list({ limit: 10 })).toMatchObject([{ callId: "before", state: "dispatched" }]);
  await stores.conversations.append(turnOf(bigTurn));
  expect(await saidIn(stores)).toEqual(bigTurn);
  await Promise.all([stores.ledger.open(opening("after")), stores.ledger.settle(ending("before"))]);
  await stores.keys.touch([{ keyId: "key_1", secret: 1, at: 9 }]);
  await stores.close();
}

test("a read-only disk refuses writes, still reads, and recovers", async () => {
  const { database, stores } = await openHouse(50);
  database.exec("pragma query_only = on");
  await expectAllWritesRefused(stores);
  expect((await stores.keys.findByHash(hashOf("one")))?.key).toEqual(key("key_1"));
  database.exec("pragma query_only = off");
  await expectRecovered(stores);
});

test("a full disk loses nothing that was acknowledged, mixes nothing up, and recovers", async () => {
  const { database, stores } = await openHouse(50);
  const { page_count: pages } = database.prepare("pragma page_count").get() ?? {};
  database.exec(`pragma max_page_count = ${Number(pages)}`);
  // The turn needs new pages; SQLite then rolls the whole transaction back by itself.
  await expect(stores.conversations.append(turnOf(bigTurn))).rejects.toMatchObject(fullDisk);
  const opened: string[] = [];
  for (let full = false; !full;) {
    const ids = Array.from({ length: 20 }, (_, number) => `att_${opened.length + number}`);
    const results = await Promise.allSettled(ids.map((id) => stores.ledger.open(opening(id))));
    for (const [number, result] of results.entries()) {
      if (result.status === "fulfilled") opened.push(ids[number] ?? "");
      else expect(result.reason).toMatchObject(fullDisk);
      full ||= result.status === "rejected";
    }
  }
  const listed = async () => (await stores.ledger.list({ limit: 10_000 })).map((row) => row.callId).sort();
  expect(await listed()).toEqual(["before", ...opened].sort());

  database.exec("pragma max_page_count = 4294967294");
  await stores.conversations.append(turnOf(bigTurn));
  await stores.ledger.open(opening("after"));
  expect(await listed()).toEqual(["after", "before", ...opened].sort());
  await stores.close();
});

test("a lock that another process keeps too long is a fault, and one that it gives back is not", async () => {
  const { path, stores } = await openHouse(30);
  const other = new DatabaseSync(path);
  other.exec("begin immediate");
  await expectAllWritesRefused(stores);
  other.exec("rollback");
  await expectRecovered(stores);
  other.close();
});

test("a turn that fits only in part is not there at all", async () => {
  const { database, stores } = await openHouse(50);
  const { page_count: pages } = database.prepare("pragma page_count").get() ?? {};
  // 300 items of 1 kB need 38 pages of 8 KiB and more, the first hundred of them 13.
  database.exec(`pragma max_page_count = ${Number(pages) + 25}`);
  const turn = Array.from({ length: 300 }, () => said("x".repeat(1_000)));
  await expect(stores.conversations.append(turnOf(turn))).rejects.toMatchObject(fullDisk);
  expect(await saidIn(stores)).toEqual([]);
  await stores.conversations.append(turnOf(turn.slice(0, 100)));
  expect(await saidIn(stores)).toHaveLength(100);
  await stores.close();
});

test.each<[string, (stores: Stores) => Promise<unknown>]>([
  ["a ledger row", (stores) => stores.ledger.open(opening("att_1"))],
  ["a transaction", (stores) => stores.conversations.append(turnOf([said("1")]))],
  ["a single statement", (stores) => stores.ping()],
])("%s that waits for a lock stops nothing else", async (_, write) => {
  const { path, stores } = await openHouse(60_000);
  const other = new DatabaseSync(path);
  other.exec("begin immediate");
  let written = false;
  const writing = write(stores).then(() => (written = true));
  // The loop turns, and with it every open stream.
  for (let turn = 0; turn < 20; turn++) await sleep(1);
  expect(written).toBe(false);
  // What comes later joins the line.
  const late = stores.ledger.open(opening("att_2"));
  await sleep(5);
  other.exec("rollback");
  await writing;
  await late;
  await stores.close();
  other.close();
});
