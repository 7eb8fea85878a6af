import fc from "fast-check";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createKey } from "../../../admin/keys.ts";
import { operator, type Role, roles } from "../../../spec/actor.ts";
import { type Browser, join } from "../../accounts/browser.fixture.ts";
import { type Served, serveScripted } from "../../serving.fixture.ts";

const project = "proj_default";

let served: Served;
beforeEach(async () => {
  served = await serveScripted();
});
afterEach(() => served.close());

async function idOf(browser: Browser): Promise<string> {
  return ((await browser.get("/auth/me")).json["account"] as { id: string }).id;
}

test("users are listed in OpenAI's form, each with what its reader may do", async () => {
  const owner = await join(served, "ann@example.com", "owner");
  const admin = await join(served, "bob@example.com", "admin");
  const page = await admin.get("/v1/organization/users?limit=1");
  expect(page.json).toMatchObject({
    object: "list",
    has_more: true,
    data: [
      {
        object: "organization.user",
        email: "ann@example.com",
        role: "owner",
        disabled_at: null,
        can: { update: false, remove: false, end_sessions: false },
      },
    ],
  });
  expect(page.text).not.toContain("argon2");
  const named = await owner.get("/v1/organization/users?emails[]=BOB@example.com");
  expect(named.json).toMatchObject({ data: [{ role: "admin", can: { update: true, remove: true } }] });
  const one = await owner.get(`/v1/organization/users/${await idOf(admin)}`);
  expect(one.json).toMatchObject({ id: await idOf(admin) });
  expect((await owner.get("/v1/organization/users/user_nobody")).status).toBe(404);
});

test("nobody rises above themselves, or touches somebody above", async () => {
  const owner = await join(served, "ann@example.com", "owner");
  const admin = await join(served, "bob@example.com", "admin");
  const member = await join(served, "eve@example.com", "member");
  const [ownerId, adminId, memberId] = [await idOf(owner), await idOf(admin), await idOf(member)];
  const change = (who: Browser, id: string, body: object) => who.post(`/v1/organization/users/${id}`, body);
  for (const [who, id, body] of [
    [admin, adminId, { role: "owner" }],
    [admin, memberId, { role: "owner" }],
    [admin, ownerId, { role: "member" }],
    [admin, ownerId, { disabled: true }],
    [admin, ownerId, { name: "Other" }],
    [member, memberId, { role: "admin" }],
    [member, memberId, { name: "Me" }],
    [member, adminId, { role: "viewer" }],
  ] as const)
    expect([id, body, (await change(who, id, body)).status]).toEqual([id, body, 403]);
  expect((await admin.ask("DELETE", `/v1/organization/users/${ownerId}`)).status).toBe(403);
  expect((await admin.get(`/v1/organization/users/${ownerId}/sessions`)).status).toBe(403);
  expect(
    (await admin.post("/v1/organization/invites", { email: "x@example.com", role: "owner" })).status,
  ).toBe(403);
  expect((await change(admin, memberId, { role: "admin" })).json).toMatchObject({ role: "admin" });
  expect((await change(admin, adminId, { role: null })).json).toMatchObject({ role: null });
  expect((await admin.get("/v1/organization/users")).status).toBe(403);
});

test("the last owner cannot go, in whatever way, and not two at the same time", async () => {
  const ann = await join(served, "ann@example.com", "owner");
  const annId = await idOf(ann);
  for (const body of [{ role: "admin" }, { role: null }, { disabled: true }])
    expect((await ann.post(`/v1/organization/users/${annId}`, body)).status).toBe(409);
  expect((await ann.ask("DELETE", `/v1/organization/users/${annId}`)).status).toBe(409);
  const bob = await join(served, "bob@example.com", "owner");
  const bobId = await idOf(bob);
  const both = await Promise.all([
    ann.post(`/v1/organization/users/${annId}`, { role: "member" }),
    bob.post(`/v1/organization/users/${bobId}`, { role: "member" }),
  ]);
  expect(both.map(({ status }) => status).toSorted()).toEqual([200, 409]);
});

test("a project's administrator keeps its people, and nobody else's", async () => {
  const owner = await join(served, "ann@example.com", "owner");
  const admin = await join(served, "bob@example.com", undefined, [{ id: project, role: "admin" }]);
  const eve = await join(served, "eve@example.com");
  const eveId = await idOf(eve);
  const users = `/v1/organization/projects/${project}/users`;
  expect((await admin.post(users, { user_id: eveId, role: "owner" })).status).toBe(403);
  expect((await admin.post(users, { user_id: eveId, role: "member" })).json).toMatchObject({
    object: "organization.project.user",
    id: eveId,
    role: "member",
    can: { update: true, remove: true },
  });
  expect((await eve.post(users, { user_id: eveId, role: "admin" })).status).toBe(403);
  expect((await admin.post(`${users}/${eveId}`, { role: "admin" })).status).toBe(200);
  expect((await eve.post(`${users}/${await idOf(admin)}`, { role: "viewer" })).status).toBe(200);
  expect((await admin.post(`${users}/${eveId}`, { role: "viewer" })).status).toBe(403);
  expect((await owner.get(users)).json).toMatchObject({ data: [{ role: "viewer" }, { role: "admin" }] });
  const { id: other } = (await owner.post("/v1/organization/projects", { name: "Other" })).json as {
    id: string;
  };
  const elsewhere = `/v1/organization/projects/${other}/users`;
  for (const [method, path] of [
    ["GET", elsewhere],
    ["GET", `${elsewhere}/${eveId}`],
    ["DELETE", `${elsewhere}/${eveId}`],
  ] as const)
    expect((await eve.ask(method, path)).status).toBe(404);
  expect((await eve.post(elsewhere, { user_id: eveId, role: "member" })).status).toBe(404);
  expect((await owner.ask("DELETE", `${users}/${eveId}`)).json).toMatchObject({ deleted: true });
  expect((await owner.ask("DELETE", `${users}/${eveId}`)).status).toBe(404);
});

test("whoever loses a role loses what was made with it", async () => {
  const owner = await join(served, "ann@example.com", "owner");
  const bob = await join(served, "bob@example.com", "admin", [{ id: project, role: "admin" }]);
  const id = await idOf(bob);
  const owned = { projectId: project, owner: { type: "account", id } } as const;
  const keeper = await createKey(served.keys, operator, { ...owned, name: "keeper", role: "admin" });
  const inProject = await createKey(served.keys, operator, { ...owned, name: "p", projectRole: "admin" });
  const state = async (key: string) => await served.keys.stores.keys.find(key);
  await owner.post(`/v1/organization/users/${id}`, { role: null });
  expect(await state(keeper.key.id)).toMatchObject({ revokedAt: expect.any(Number) as number });
  expect((await state(inProject.key.id))?.revokedAt).toBeUndefined();
  await owner.post(`/v1/organization/projects/${project}/users/${id}`, { role: "member" });
  expect(await state(inProject.key.id)).toMatchObject({ projectRole: "member" });
  await owner.ask("DELETE", `/v1/organization/projects/${project}/users/${id}`);
  expect(await state(inProject.key.id)).toMatchObject({ revokedAt: expect.any(Number) as number });
  expect((await bob.get("/auth/me")).status).toBe(200);
  await owner.ask("DELETE", `/v1/organization/users/${id}`);
  expect((await bob.get("/auth/me")).status).toBe(401);
  const log = await served.keys.stores.audit.list({ subjectIds: [id, keeper.key.id], limit: 50 });
  expect(log.map(({ action }) => action)).toEqual(
    expect.arrayContaining([
      "user.deleted",
      "role.assignment.deleted",
      "user.updated",
      "api_key.deleted",
      "login.succeeded",
    ]),
  );
  expect(JSON.stringify(log)).not.toContain("argon2");
});

test("whatever anybody does to anybody, nobody but an owner makes owners, and one is left", async () => {
  const people = new Map<Role, Browser>();
  for (const role of roles) people.set(role, await join(served, `${role}@example.com`, role));
  const ids = new Map<Role, string>();
  for (const [role, browser] of people) ids.set(role, await idOf(browser));
  const one = fc.constantFrom(...roles);
  const step = fc.record({ who: one, whom: one, role: fc.constantFrom(...roles, null) });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
      const { people: store } = served.keys.stores.accounts;
      for (const { who, whom, role } of steps) {
        const before = new Map((await store.list()).map((account) => [account.id, account.role]));
        const [actorId = "", targetId = ""] = [ids.get(who), ids.get(whom)];
        const page = await people.get(who)?.post(`/v1/organization/users/${targetId}`, { role });
        const rank = (of: Role | undefined): number => (of === undefined ? -1 : roles.indexOf(of));
        const mine = rank(before.get(actorId));
        if (page?.status === 200) {
          expect(mine).toBeGreaterThanOrEqual(roles.indexOf("admin"));
          expect(mine).toBeGreaterThanOrEqual(Math.max(rank(role ?? undefined), rank(before.get(targetId))));
        }
        expect((await store.list()).filter((account) => account.role === "owner").length).toBeGreaterThan(0);
      }
    }),
    { numRuns: 20 },
  );
});
