import { afterAll, beforeAll, expect, test } from "vitest";
import { createKey, revokeKey } from "../../../admin/keys.ts";
import { newKey } from "../../../admin/key-format.ts";
import { operator } from "../../../spec/actor.ts";
import { type Served, serveScripted } from "../../serving.fixture.ts";

let served: Served;
let admin: string;
let projectId: string;
beforeAll(async () => {
  served = await serveScripted();
  const [project] = await served.keys.stores.projects.list();
  projectId = project?.id ?? "";
  const made = await createKey(served.keys, operator, { projectId, name: "admin", role: "owner" });
  admin = made.secret.reveal();
});
afterAll(() => served.close());

interface Log {
  readonly id: string;
  readonly type: string;
  readonly effective_at: number;
  readonly actor: object;
  readonly [member: string]: unknown;
}

async function ask(query = "", key = admin) {
  const reply = await fetch(`${served.url}/v1/organization/audit_logs${query}`, {
    headers: { authorization: `Bearer ${key}` },
  });
  const text = await reply.text();
  const json = JSON.parse(text) as { data: Log[]; first_id: string; last_id: string; has_more: boolean };
  return { status: reply.status, text, ...json };
}

async function setProviderKey(key: string): Promise<Response> {
  return fetch(`${served.url}/v1/organization/providers/up/key`, {
    method: "POST",
    headers: { authorization: `Bearer ${admin}`, "content-type": "application/json", "user-agent": "test/1" },
    body: JSON.stringify({ key }),
  });
}

test("who did what from where, in OpenAI's form, and never a secret", async () => {
  const secret = "sk-canary-0123456789abcdef";
  expect((await setProviderKey(secret)).status).toBe(200);
  const { data, text, first_id, last_id } = await ask();
  expect(data[0]).toMatchObject({
    object: "organization.audit_log",
    id: expect.stringMatching(/^audit_log-[0-9a-f]{32}$/),
    type: "provider_key.updated",
    actor: {
      type: "api_key",
      api_key: { name: "admin" },
      session: { ip_address: "127.0.0.1", user_agent: "test/1" },
    },
    "provider_key.updated": { id: "up", origin: "https://up.example" },
    outcome: "done",
  });
  expect(Math.abs((data[0]?.effective_at ?? 0) - Date.now() / 1000)).toBeLessThan(60);
  expect(first_id).toBe(data[0]?.id);
  expect(last_id).toBe(data.at(-1)?.id);
  expect(data.map(({ type }) => type)).toEqual([
    "provider_key.updated",
    "api_key.created",
    "api_key.created",
    "project.created",
  ]);
  for (const canary of [secret, admin, served.key]) expect(text).not.toContain(canary);
  const records = await served.keys.stores.audit.records(0, 1_000);
  for (const canary of [secret, admin, served.key]) expect(JSON.stringify(records)).not.toContain(canary);
});

test("filters and pages", async () => {
  const all = (await ask("?limit=100")).data.map(({ id }) => id);
  const ids = async (query: string) => (await ask(query)).data.map(({ id }) => id);
  expect(await ids("?event_types[]=api_key.created&event_types[]=project.created")).toEqual(all.slice(-3));
  expect(await ids(`?project_ids[]=${projectId}&limit=1`)).toEqual([all.at(-3)]);
  expect(await ids("?resource_ids[]=up")).toEqual(all.slice(0, -3));
  expect(await ids("?actor_ids[]=operator")).toEqual(all.slice(-3));
  expect(await ids(`?after=${all[0] ?? ""}&limit=2`)).toEqual(all.slice(1, 3));
  expect(await ids(`?before=${all.at(-1) ?? ""}&limit=2`)).toEqual(all.slice(-3, -1));
  expect((await ask(`?after=${all.at(-2) ?? ""}`)).has_more).toBe(false);
  expect((await ask("?limit=1")).has_more).toBe(true);
  const now = Math.floor(Date.now() / 1000);
  expect(await ids(`?effective_at[gte]=${now - 3600}&effective_at[lt]=${now + 60}`)).toEqual(
    all.slice(0, 20),
  );
  expect(await ids(`?effective_at[gt]=${now + 60}`)).toEqual([]);
  expect(await ids(`?effective_at[lte]=${now - 3600}`)).toEqual([]);
});

test.each([
  "?limit=0",
  "?limit=101",
  "?event_types[]=nothing.known",
  "?after=audit_log-nobody",
  "?effective_at[gt]=soon",
  "?effective_at=5",
  "?unknown=1",
])("%s is refused", async (query) => {
  expect((await ask(query)).status).toBe(400);
});

test("who is no administrator may not look, and is told of to the log as all who are not let in", async () => {
  served.refusals.length = 0;
  expect((await ask("", served.key)).status).toBe(403);
  expect((await ask("", newKey())).status).toBe(401);
  const made = await createKey(served.keys, operator, { projectId, name: "lost" });
  await revokeKey(served.keys, operator, { id: made.key.id });
  expect((await ask("", made.secret.reveal())).status).toBe(401);
  const anonymous = await fetch(`${served.url}/v1/models`);
  expect(anonymous.status).toBe(401);
  expect(served.refusals).toMatchObject([
    {
      action: "authorization.failed",
      reason: "insufficient_scope",
      address: "127.0.0.1",
      who: { name: "test" },
    },
    { action: "authentication.failed", reason: "wrong_key", address: "127.0.0.1" },
    { action: "authentication.failed", reason: "key_revoked", who: { id: made.key.id, name: "lost" } },
  ]);
  expect(served.refusals).toHaveLength(3);
  expect(JSON.stringify(served.refusals)).not.toContain(made.secret.reveal());
});

test("where the log cannot be written, nothing changes, and the caller hears that it did not", async () => {
  const { audit, providerSecrets } = served.keys.stores;
  const before = await providerSecrets.list();
  // As an entry that is there already: the database refuses the next one.
  const { sequence } = await audit.head();
  const [last] = await audit.list({ limit: 1 });
  const { record } = audit;
  const spoiled = served.keys.stores.audit as { record: typeof record };
  spoiled.record = (work) =>
    record.call(audit, async (within) => {
      const { result, entries } = await work(within as never);
      return { result, entries: entries.map((entry) => ({ ...entry, id: last?.id ?? "" })) };
    }) as never;
  try {
    const reply = await setProviderKey("another-key");
    expect(reply.status).toBe(503);
  } finally {
    spoiled.record = record;
  }
  expect(await providerSecrets.list()).toEqual(before);
  expect((await audit.head()).sequence).toBe(sequence);
});
