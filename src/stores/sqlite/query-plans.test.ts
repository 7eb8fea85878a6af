import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";

import { budget, demand, limit } from "../contract-rules.fixture.ts";
import { conversation, ending, hashOf, key, opening, projectA, said } from "../contract-rows.fixture.ts";
import { createSqliteStores } from "./sqlite-stores.ts";

/** Small tables that are read as a whole, by their very purpose. Places under limits are as many as calls under way. */
const readWhole = ["api_keys", "projects", "instances", "budgets", "limits", "limit_leases"];

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
  await stores.instances.beat("inst_1");
  await stores.instances.abandoned(9, 9);
  await stores.instances.bury(9);
  await stores.instances.leave("inst_1");
  const rate = limit("lim_1");
  const places = limit("lim_2", { kind: "concurrent_calls" });
  for (const each of [rate, places]) await stores.limits.set(each);
  await stores.limits.list();
  for (const call of ["req_1", "req_2"]) {
    await stores.limits.enter(call, "inst_1", [demand(rate), demand({ ...places, amount: 1 })]);
  }
  await stores.limits.leave({ callId: "req_1", demands: [demand(places)] });
  await stores.limits.remove("lim_1");
  await stores.budgets.set(budget("bud_1"));
  await stores.budgets.list();
  const holds = [{ budgetId: "bud_1", amount: 60, unit: "micros" as const }];
  const opened = await stores.ledger.open(opening("att_1", { holds }));
  await stores.ledger.open(opening("att_2", { holds }));
  await stores.ledger.progress([{ callId: "att_1", attempt: 1, forwarded: { bytes: 1, pieces: 1 } }]);
  const placed = opened.opened ? opened.holds : [];
  const charges = placed.map((hold) => ({ ...hold, spent: 1 }));
  await stores.ledger.settle(ending("att_1", { charges, estimate: { outputTokensMin: 0 } }));
  await stores.ledger.settle(ending("att_1", { charges: placed.map((hold) => ({ ...hold, spent: 2 })) }));
  await stores.ledger.settle(ending("att_1", { usage: {}, charges }));
  await stores.budgets.remove("bud_1");
  await stores.ledger.list({ limit: 9 });
  await stores.ledger.list({ callId: "call", limit: 9 });
  await stores.ledger.list({ after: { callId: "call", attempt: 1 }, limit: 9 });
  const owner = { projectId: "proj_a", key: "key", requestId: "req_1" };
  const claim = { ...owner, fingerprint: "one", instanceId: "inst_1", at: 1, expiresAt: 2, deadAfterMs: 0 };
  await stores.idempotency.begin(claim);
  await stores.idempotency.finish(owner, { status: 200, contentType: "text/plain" });
  await stores.idempotency.begin(claim);
  await stores.idempotency.release(owner);
  await stores.idempotency.expire(9, 9, 9);
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
