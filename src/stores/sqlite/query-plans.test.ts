import { expect, test } from "vitest";

import { auditEntry } from "../contract-audit.fixture.ts";
import { budget, demand, limit } from "../contract-rules.fixture.ts";
import { anomaly } from "../contract-anomalies.fixture.ts";
import { request } from "../contract-requests.fixture.ts";
import {
  conversation,
  ending,
  hashOf,
  key,
  opening,
  projectA,
  response,
  said,
  turnOf,
} from "../contract-rows.fixture.ts";
import { openHeardStores } from "./heard-statements.fixture.ts";

/** Small tables that are read as a whole, by their very purpose. Places under limits are as many as calls under way. */
const readWhole = ["api_keys", "projects", "instances", "budgets", "limits", "limit_leases"];

test("nothing that grows is searched without an index, or sorted", async () => {
  const { stores, texts, planOf } = await openHeardStores();

  await stores.projects.insert(projectA);
  await stores.projects.list();
  await stores.keys.insert(key("key_1"), hashOf("one"));
  await stores.keys.findByHash(hashOf("one"));
  await stores.keys.list();
  await stores.keys.revoke("key_1", 9);
  await stores.keys.touch([{ keyId: "key_1", secret: 1, at: 9 }]);
  await stores.tokens.revoke("tok_1", 9);
  await stores.tokens.isRevoked("tok_1");
  await stores.tokens.expire(9, 9);
  await stores.conversations.insert(conversation, hashOf("token"));
  await stores.conversations.findByToken("proj_a", hashOf("token"), 9);
  await stores.conversations.find("proj_a", "conv_1", 9);
  await stores.conversations.change({ projectId: "proj_a", id: "conv_1", now: 9 }, { metadata: {} });
  const hold = { conversationId: "conv_1", turnId: "req_1", instanceId: "inst_1", deadAfterMs: 9 };
  await stores.conversations.hold(hold);
  await stores.conversations.hold({ ...hold, turnId: "req_2" });
  await stores.conversations.hold({ ...hold, conversationId: "conv_nobody" });
  await stores.conversations.release("conv_1", "req_1");
  await stores.conversations.append(turnOf([said("1")]));
  const chain = { ...conversation, id: "chain_1", hidden: true } as const;
  const kept = turnOf([said("1"), said("2")], {
    conversationId: "chain_1",
    begun: chain,
    response: response("resp_1"),
  });
  await stores.conversations.append(kept);
  await stores.conversations.append(turnOf([said("3")], { response: response("resp_2") }));
  await stores.conversations.append(turnOf([said("3")], { after: 900 }));
  await stores.conversations.copy("conv_1", 1, { ...chain, id: "chain_2" });
  const [first] = await stores.vectors.missing("conv_1", "m", 9);
  await stores.vectors.put("conv_1", "m", [{ id: first?.id ?? "", vector: Float32Array.of(1) }]);
  await stores.vectors.before("conv_1", "m", 900, 9);
  for (const order of ["asc", "desc"] as const) {
    await stores.conversations.items("conv_1", { order, limit: 9 });
    const page = { projectId: "proj_a", now: 9, order, limit: 9 };
    await stores.conversations.list(page);
    await stores.conversations.list({ ...page, after: "conv_1" });
    await stores.conversations.items("chain_1", { order, limit: 9, after: kept.items[0]?.id ?? "" });
  }
  await stores.conversations.item("conv_1", "msg_1");
  await stores.conversations.pin("chain_1", kept.items[0]?.id ?? "", true);
  await stores.memory.newest("conv_1", 9);
  await stores.memory.pinned("conv_1");
  await stores.memory.at("conv_1", [1, 2]);
  const recollection = await stores.memory.recollect("conv_1");
  await recollection.between(0, 9, 9);
  await recollection.search(["1"], 9);
  await stores.responses.find("proj_a", "resp_1", { now: 9, deadAfterMs: 9 });
  await stores.responses.put(response("resp_3", { status: "in_progress", expiresAt: 8 }));
  await stores.responses.find("proj_a", "resp_3", { now: 7, deadAfterMs: 9 });
  await stores.responses.appendEvents("resp_1", [{ sequence: 0, bytes: Buffer.from("event") }]);
  await stores.responses.events("resp_1", -1, 9);
  await stores.responses.expire(9, 9);
  await stores.responses.remove("proj_a", "resp_2");
  await stores.responses.remove("proj_a", "resp_1");
  await stores.conversations.removeItem("conv_1", kept.items[0]?.id ?? "");
  await stores.conversations.remove("proj_a", "conv_1", 9);
  await stores.conversations.expire(9, 9);
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
  await stores.audit.record(async () => ({ result: 0, entries: [auditEntry("a"), auditEntry("b")] }));
  await stores.audit.append([auditEntry("c")]);
  await stores.audit.list({ limit: 9 });
  await stores.audit.list({ limit: 9, actions: ["project.created"], before: 9 });
  await stores.audit.list({ limit: 9, subjectIds: ["a"], after: 1 });
  await stores.audit.list({ limit: 9, actorIds: ["operator"] });
  await stores.audit.list({ limit: 9, projectIds: ["p"] });
  await stores.audit.find("audit_log-1");
  await stores.audit.records(1, 9);
  await stores.audit.prunable(9, 9);
  await stores.audit.prune(1, auditEntry("d"));
  await stores.audit.claimCheckpoint(0);
  await stores.audit.endClaim(1);
  await stores.requests.insert([request(1, { record: "{}" })]);
  await stores.requests.find(request(1).id);
  for (const place of [{}, { before: request(9).id }, { after: request(0).id }]) {
    await stores.requests.list({ limit: 9, ...place });
    await stores.requests.list({ limit: 9, ...place, projectIds: ["proj_a"] });
    await stores.requests.list({ limit: 9, ...place, keyIds: ["key_1"] });
    await stores.requests.list({ limit: 9, ...place, models: ["m"], text: "x" });
  }
  await stores.requests.written(0, 9);
  await stores.requests.rewind(9);
  for (const project of ["proj_a", undefined]) await stores.requests.expire(project, 9, 9);
  await stores.anomalies.record(anomaly(1), 1_000);
  await stores.anomalies.list({ limit: 9 });
  await stores.anomalies.list({ limit: 9, projectIds: ["proj_a"] });
  await stores.anomalies.expire(9, 9);
  await stores.anomalies.lead("inst_1", 9);
  await stores.anomalies.saw("inst_1", 9);
  await stores.ping();

  const different = new Set(texts);
  expect(different.size).toBeGreaterThan(15);
  const slow: string[] = [];
  for (const text of different) {
    for (const step of planOf(text)) {
      const whole = /^SCAN (\w+)$/.exec(step)?.[1];
      const sortsLarge =
        step.includes("TEMP B-TREE") && !readWhole.some((table) => text.includes(`"${table}"`));
      // The ledger lies in the order of its key: its end is read without looking at the rest.
      const bounded =
        whole === "attempts" && text.endsWith(' order by "call_id" desc, "attempt" desc limit ?');
      // The audit log lies in the order of its numbers.
      const reading = whole === "audit_entries" && /order by "sequence"( desc| asc)? limit \?$/.test(text);
      const reads = !reading && whole !== undefined && !readWhole.includes(whole) && !bounded;
      if (sortsLarge || reads) slow.push(`${step}: ${text}`);
    }
  }
  expect(slow).toEqual([]);
  await stores.close();
});

test("what belongs to another project is looked for as what is not there: in an index that has neither", async () => {
  const { stores, texts, planOf } = await openHeardStores();
  const stranger = { projectId: "proj_b", now: 9 };
  await stores.conversations.find("proj_b", "conv_1", 9);
  await stores.conversations.change({ ...stranger, id: "conv_1" }, { metadata: {} });
  await stores.conversations.remove("proj_b", "conv_1", 9);
  await stores.responses.find("proj_b", "resp_1", { now: 9, deadAfterMs: 9 });
  await stores.responses.remove("proj_b", "resp_1");

  const steps = [...new Set(texts)].map((text) => planOf(text)[0]);
  expect(steps).toEqual([
    ...Array(3).fill("SEARCH conversations USING INDEX conversations_owned (project_id=? AND id=?)"),
    ...Array(2).fill("SEARCH responses USING INDEX responses_owned (project_id=? AND id=?)"),
  ]);
  await stores.close();
});
