import { afterAll, beforeAll, expect, test } from "vitest";
import { createKey } from "../../../admin/keys.ts";
import { operator } from "../../../spec/actor.ts";
import { type Keeping, openKeeping } from "../keeping.fixture.ts";

let keeping: Keeping;
/** Ids of keys: of the first project, of another one, and of one that keeps house for all. */
let ours: string;
let theirs: string;
let house: string;
/** Secrets of an admin and a viewer of the first project. */
let admin: string;
let viewer: string;
beforeAll(async () => {
  keeping = await openKeeping();
  const { keys } = keeping.served;
  const { project } = keeping;
  await keys.stores.projects.insert({ id: "proj_other", name: "Other", createdAt: 1 });
  ours = (await createKey(keys, operator, { projectId: project, name: "ours" })).key.id;
  theirs = (await createKey(keys, operator, { projectId: "proj_other", name: "theirs" })).key.id;
  house = (await createKey(keys, operator, { projectId: project, name: "house", role: "viewer" })).key.id;
  admin = await keeping.key({ name: "admin", projectRole: "admin", scopes: null });
  viewer = await keeping.key({ name: "viewer", projectRole: "viewer", scopes: null });
});
afterAll(() => keeping.served.close());

const set = (body: object, key?: string) =>
  keeping.ask("POST", "/limits", { kind: "requests_per_minute", amount: 60, ...body }, key);
const list = async (query = "", key?: string) =>
  (await keeping.ask("GET", `/limits${query}`, undefined, key)).json.data;

test("a limit is set, changed, listed and removed, and holds for calls", async () => {
  const made = await set({ subject: "key", subject_id: ours });
  expect(made).toMatchObject({ status: 200 });
  expect(made.json).toEqual({
    object: "organization.limit",
    id: expect.stringMatching(/^lim_[0-9a-f]{32}$/),
    subject: "key",
    subject_id: ours,
    kind: "requests_per_minute",
    amount: 60,
    created_at: expect.any(Number),
    can: { update: true, delete: true },
  });
  expect((await set({ subject: "key", subject_id: ours, amount: 5 })).json).toEqual({
    ...made.json,
    amount: 5,
  });
  await set({ subject: "model", subject_id: "m", kind: "concurrent_calls" });
  expect(await list("?subjects=model")).toMatchObject([{ subject_id: "m", kind: "concurrent_calls" }]);
  expect(await list(`?subject_ids=${ours}`)).toMatchObject([{ id: made.json.id, amount: 5 }]);
  const removed = await keeping.ask("DELETE", `/limits/${made.json.id}`);
  expect(removed.json).toEqual({ object: "organization.limit.deleted", id: made.json.id, deleted: true });
  expect((await keeping.ask("DELETE", `/limits/${made.json.id}`)).status).toBe(404);
  expect(await list(`?subject_ids=${ours}`)).toEqual([]);
});

test("an admin of a project bounds its keys, and nothing else; a viewer looks", async () => {
  expect((await set({ subject: "key", subject_id: ours }, admin)).status).toBe(200);
  const wholes = [{ subject: "installation" }, { subject: "project", subject_id: keeping.project }];
  const others = [theirs, "key_none", house].map((id) => ({ subject: "key", subject_id: id }));
  for (const body of [...wholes, { subject: "model", subject_id: "m" }]) {
    expect((await set(body, admin)).status).toBe(403);
    expect((await set(body)).status).toBe(200);
  }
  const texts = new Set<string>();
  for (const body of others) {
    const refused = await set(body, admin);
    expect([body, refused.status]).toEqual([body, 403]);
    texts.add(refused.text);
  }
  expect(texts.size).toBe(1);
  for (const id of [theirs, house]) expect((await set({ subject: "key", subject_id: id })).status).toBe(200);

  const seen = await list("", admin);
  expect(seen.map(({ subject, subject_id: id, can }) => [subject, id, can])).toEqual([
    ["key", ours, { update: true, delete: true }],
    ["project", keeping.project, { update: false, delete: false }],
  ]);
  expect((await list("", viewer)).map(({ can }) => can)).toEqual(
    Array.from({ length: 2 }, () => ({ update: false, delete: false })),
  );
  expect((await set({ subject: "key", subject_id: ours }, viewer)).status).toBe(403);
  const [one, whole] = seen.map(({ id }) => `/limits/${String(id)}`);
  expect((await keeping.ask("DELETE", whole ?? "", undefined, admin)).status).toBe(403);
  expect((await keeping.ask("DELETE", one ?? "", undefined, viewer)).status).toBe(403);
  expect((await keeping.ask("DELETE", one ?? "", undefined, admin)).status).toBe(200);
});

test.each<[string, object, string]>([
  ["no subject", {}, "subject"],
  ["another subject", { subject: "person", subject_id: "x" }, "subject"],
  ["no id", { subject: "key" }, "subject_id"],
  ["an id too many", { subject: "installation", subject_id: "x" }, "subject_id"],
  ["a project that there is not", { subject: "project", subject_id: "proj_none" }, "subject_id"],
  ["another kind", { subject: "installation", kind: "calls" }, "kind"],
  ["nothing at a time", { subject: "installation", amount: 0 }, "amount"],
  ["too much", { subject: "installation", amount: 100_000_001 }, "amount"],
  ["half a call", { subject: "installation", amount: 1.5 }, "amount"],
  ["a member that there is not", { subject: "installation", id: "lim_1" }, "id"],
])("refused with the name of what is wrong: %s", async (_name, body, param) => {
  const { status, json } = await set(body);
  expect([[400, 404].includes(status), json["error"]]).toMatchObject([true, { param }]);
});
