import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";

import { conversation, ending, hashOf, key, opening, projectA, said } from "../contract-rows.fixture.ts";
import { createSqliteStores } from "./sqlite-stores.ts";

/** Small tables that are read as a whole, by their very purpose. */
const readWhole = ["api_keys", "projects", "instances"];

test("nothing that grows is searched without an index, or sorted", async () => {
  const database = new DatabaseSync(":memory:");
  const stores = await createSqliteStores({ database, now: () => 5 });
  const texts = new Set<string>();
  const prepare = database.prepare.bind(database);
  database.prepare = (sql: string) => (texts.add(sql), prepare(sql));

  await stores.projects.insert(projectA);
  await stores.projects.list();
  await stores.keys.insert(key("key_1"), hashOf("one"));
  await stores.keys.findByHash(hashOf("one"));
  await stores.keys.list();
  await stores.keys.revoke("key_1", 9);
  await stores.keys.touch(new Map([["key_1", 9]]));
  await stores.conversations.insert(conversation, hashOf("token"));
  await stores.conversations.findByToken("proj_a", hashOf("token"));
  await stores.conversations.append("conv_1", [said("1")], 9);
  await stores.conversations.newestItems("conv_1", 9);
  await stores.instances.beat("inst_1", 9);
  await stores.instances.closeAbandoned(9, 9);
  await stores.instances.leave("inst_1");
  await stores.ledger.open(opening("att_1"));
  await stores.ledger.settle(ending("att_1"));
  await stores.ledger.list({ limit: 9 });
  await stores.ledger.list({ callId: "call", limit: 9 });
  await stores.ping();

  expect(texts.size).toBeGreaterThan(15);
  const slow: string[] = [];
  for (const text of texts) {
    for (const { detail } of prepare(`explain query plan ${text}`).all()) {
      const step = String(detail);
      const whole = /^SCAN (\w+)$/.exec(step)?.[1];
      const sortsLarge =
        step.includes("TEMP B-TREE") && !readWhole.some((table) => text.includes(`"${table}"`));
      // The ledger lies in the order of its key: its end is read without looking at the rest.
      const bounded =
        whole === "attempts" && text.endsWith(' order by "call_id" desc, "attempt" desc limit ?');
      const reads = whole !== undefined && !readWhole.includes(whole) && !bounded;
      if (sortsLarge || reads) slow.push(`${step}: ${text}`);
    }
  }
  expect(slow).toEqual([]);
  await stores.close();
});
