import { afterAll, beforeAll, expect, test } from "vitest";
import { createKey } from "../../../admin/keys.ts";
import { timeOrderedId } from "../../../lib/random-id.ts";
import { operator } from "../../../spec/actor.ts";
import type { PlacedHold } from "../../../spec/ledger.ts";
import { type Keeping, openKeeping } from "../keeping.fixture.ts";

let keeping: Keeping;
/** A key of the first project, and one of another. */
let ours: string;
let theirs: string;
/** An admin of the first project, and a viewer of it. */
let admin: string;
let viewer: string;
beforeAll(async () => {
  keeping = await openKeeping();
  const { keys } = keeping.served;
  await keys.stores.projects.insert({ id: "proj_other", name: "Other", createdAt: 1 });
  ours = (await createKey(keys, operator, { projectId: keeping.project, name: "ours" })).key.id;
  theirs = (await createKey(keys, operator, { projectId: "proj_other", name: "theirs" })).key.id;
  admin = await keeping.key({ name: "admin", projectRole: "admin", scopes: null });
  viewer = await keeping.key({ name: "viewer", projectRole: "viewer", scopes: null });
});
afterAll(() => keeping.served.close());

const set = (body: object, key?: string) => keeping.ask("POST", "/budgets", body, key);

test("a budget is set, read, changed and removed, and the audit log tells of it", async () => {
  const made = await set({ subject: "installation", per: "month", unit: "micros", amount: 1_500_000 });
  expect(made.status).toBe(200);
  const { id } = made.json;
  const [year = 0, month = 0] = String(made.json["window"]).split("-").map(Number);
  expect(made.json).toEqual({
    object: "organization.budget",
    id: expect.stringMatching(/^bud_[0-9a-f]{32}$/),
    subject: "installation",
    subject_id: null,
    project_id: null,
    per: "month",
    unit: "micros",
    amount: 1_500_000,
    spent: 0,
    reserved: 0,
    left: 1_500_000,
    shadow: false,
    window: expect.stringMatching(/^\d{4}-\d\d$/),
    period_start: Date.UTC(year, month - 1) / 1_000,
    period_end: Date.UTC(year, month) / 1_000,
    created_at: expect.any(Number),
    can: { update: true, delete: true },
  });
  expect((await keeping.ask("GET", `/budgets/${id}`)).json).toEqual(made.json);
  const again = await set({ subject: "installation", per: "month", unit: "micros", amount: 7, shadow: true });
  expect(again.json).toEqual({ ...made.json, amount: 7, left: 7, shadow: true });
  const changed = await keeping.ask("POST", `/budgets/${id}`, { amount: 9, shadow: false });
  expect(changed.json).toEqual({ ...made.json, amount: 9, left: 9 });
  expect((await keeping.ask("POST", `/budgets/${id}`, {})).json).toEqual(changed.json);
  expect((await keeping.ask("DELETE", `/budgets/${id}`)).json).toEqual({
    object: "organization.budget.deleted",
    id,
    deleted: true,
  });
  expect((await keeping.ask("GET", `/budgets/${id}`)).status).toBe(404);
  expect((await keeping.ask("DELETE", `/budgets/${id}`)).status).toBe(404);
  const told = await keeping.ask("GET", `/audit_logs?resource_ids=${id}`);
  expect(told.json.data.map((entry) => entry["type"])).toEqual([
    "budget.deleted",
    "budget.updated",
    "budget.updated",
    "budget.updated",
  ]);
});

test("lists are narrowed by subject and project", async () => {
  await set({ subject: "project", subject_id: keeping.project, per: "total", unit: "tokens", amount: 10 });
  await set({ subject: "key", subject_id: ours, per: "day", unit: "tokens", amount: 10 });
  await set({ subject: "key", subject_id: theirs, per: "day", unit: "tokens", amount: 10 });
  const found = async (query: string, key?: string) =>
    (await keeping.ask("GET", `/budgets${query}`, undefined, key)).json.data.map((one) => one["subject_id"]);
  expect(await found("")).toEqual([keeping.project, ours, theirs]);
  expect(await found("?subjects=key")).toEqual([ours, theirs]);
  expect(await found(`?subject_ids[]=${theirs}&subject_ids[]=nobody`)).toEqual([theirs]);
  expect(await found(`?project_ids=${keeping.project}`)).toEqual([keeping.project, ours]);
  expect(await found("?limit=1")).toEqual([keeping.project]);
  expect(await found("", viewer)).toEqual([keeping.project, ours]);
  const { json } = await keeping.ask("GET", `/budgets?subjects=key`, undefined, admin);
  expect(json.data).toMatchObject([
    { project_id: keeping.project, period_end: expect.any(Number), can: { update: true, delete: true } },
  ]);
  const total = await keeping.ask("GET", "/budgets?subjects=project", undefined, admin);
  expect(total.json.data).toMatchObject([
    { window: "total", period_end: null, can: { update: false, delete: false } },
  ]);
});

test("who runs a project bounds its keys, and nothing else; a key of others is like none", async () => {
  const budget = { per: "total", unit: "tokens", amount: 10 };
  expect((await set({ ...budget, subject: "key", subject_id: ours }, admin)).status).toBe(200);
  expect((await set({ ...budget, subject: "key", subject_id: ours }, viewer)).status).toBe(403);
  for (const body of [
    { ...budget, subject: "installation" },
    { ...budget, subject: "project", subject_id: keeping.project },
  ])
    expect((await set(body, admin)).status).toBe(403);
  const foreign = await set({ ...budget, subject: "key", subject_id: theirs }, admin);
  const nobodys = await set({ ...budget, subject: "key", subject_id: "key_nobody" }, admin);
  expect(foreign.status).toBe(403);
  expect(foreign.text).toBe(nobodys.text);
  const { json } = await keeping.ask("GET", `/budgets?subject_ids=${theirs}`);
  const id = String(json.data[0]?.["id"]);
  for (const [method, path, body] of [
    ["GET", `/budgets/${id}`, undefined],
    ["GET", `/budgets/${id}/history`, undefined],
    ["POST", `/budgets/${id}`, { amount: 1 }],
    ["DELETE", `/budgets/${id}`, undefined],
  ] as const)
    expect((await keeping.ask(method, path, body, admin)).status).toBe(404);
});

test.each([
  [{}, "subject", "missing_required_parameter"],
  [{ subject: "user" }, "subject", "invalid_value"],
  [{ subject: "key" }, "subject_id", "missing_required_parameter"],
  [{ subject: "installation", subject_id: "proj_1" }, "subject_id", "invalid_value"],
  [{ subject: "project", subject_id: "proj_nobody" }, "subject_id", null],
  [{ subject: "key", subject_id: "key_nobody" }, "subject_id", null],
  [{ subject: "installation", amount: -1 }, "amount", "integer_below_min_value"],
  [{ subject: "installation", amount: 0.5 }, "amount", "invalid_type"],
  [{ subject: "installation", amount: "5" }, "amount", "invalid_type"],
  [{ subject: "installation", amount: 2 ** 60 }, "amount", "integer_above_max_value"],
  [{ subject: "installation", per: "week" }, "per", "invalid_value"],
  [{ subject: "installation", unit: "euros" }, "unit", "invalid_value"],
  [{ subject: "installation", spent: 0 }, "spent", "unknown_parameter"],
])("%j is refused with its parameter", async (body, param, code) => {
  const reply = await set({ per: "day", unit: "tokens", amount: 1, ...body });
  expect(reply.status).toBe(code === null ? 404 : 400);
  expect(reply.json).toMatchObject({ error: { type: "invalid_request_error", param, code } });
});

test("what was spent and set aside is the books', to the unit, and the history ends in it", async () => {
  const made = await set({ subject: "key", subject_id: ours, per: "total", unit: "micros", amount: 1_000 });
  const { id } = made.json;
  const { ledger } = keeping.served.keys.stores;
  const holds = [{ budgetId: id, amount: 300, unit: "micros" as const }];
  async function attempt(spent?: number): Promise<void> {
    const at = Date.now();
    const opening = {
      callId: timeOrderedId("req", at),
      attempt: 1,
      instanceId: "inst_1",
      projectId: keeping.project,
      keyId: ours,
      kind: "generate",
      provider: "scripted",
      model: "m",
      settingsVersion: "1",
      atMost: {},
      openedAt: at,
      holds,
    } as const;
    const opened = await ledger.open(opening);
    const placed: readonly PlacedHold[] = opened.opened ? opened.holds : [];
    if (spent === undefined) return;
    await ledger.settle({
      callId: opening.callId,
      attempt: 1,
      state: "settled",
      outcome: "ended",
      usage: { inputTokens: 1, outputTokens: 1 },
      costMicros: spent,
      forwarded: { bytes: 0, pieces: 0 },
      endedAt: at,
      charges: placed.map((hold) => ({ ...hold, spent })),
    });
  }
  await attempt(123);
  await attempt(4);
  await attempt();
  const { json } = await keeping.ask("GET", `/budgets/${id}`);
  expect(json).toMatchObject({ amount: 1_000, spent: 127, reserved: 300, left: 573 });
  const history = await keeping.ask("GET", `/budgets/${id}/history`);
  expect(history.json).toMatchObject({
    object: "organization.budget.history",
    budget: { id, spent: 127 },
    bucket_width: "1h",
    spent_before: 0,
  });
  const spent = history.json.data.map((stretch) => Number(stretch["spent"]));
  expect(spent.reduce((sum, each) => sum + each, 0)).toBe(127);
  expect(history.json.data.at(-1)).toMatchObject({ left: 873 });
  await keeping.ask("POST", `/budgets/${id}`, { amount: 100 });
  expect((await keeping.ask("GET", `/budgets/${id}`)).json).toMatchObject({ left: -327 });
});
