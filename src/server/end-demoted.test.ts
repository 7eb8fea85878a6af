import type { ServerResponse } from "node:http";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { putMember, removeMember } from "../admin/accounts/members.ts";
import { updateUser } from "../admin/accounts/people.ts";
import { actorOfAccount } from "../admin/accounts/deps.ts";
import { principalOf } from "../admin/authenticate.ts";
import { createKey, type KeyDeps, updateKey } from "../admin/keys.ts";
import { createProject } from "../admin/projects.ts";
import type { Route } from "../http/route.ts";
import { type Role, operator } from "../spec/actor.ts";
import type { Principal } from "../spec/principal.ts";
import { openSqlite } from "../stores/sqlite/open.ts";
import { endDemoted } from "./end-demoted.ts";

let deps: KeyDeps;
let projectId: string;
beforeEach(async () => {
  const clock = { now: () => 1_000, monotonic: () => 1_000 };
  const stores = await openSqlite({ path: ":memory:", now: clock.now });
  deps = { stores, clock, pepper: Buffer.alloc(32, 1) };
  projectId = (await createProject(deps, operator, { name: "p" })).id;
});
afterEach(() => deps.stores.close());

function underWay(known: Principal, access: Route["access"] = "request.read", headersSent = true) {
  const response = { headersSent } as ServerResponse;
  return { known, route: { access } as Route, response, abort: vi.fn() };
}

async function isEnded(one: ReturnType<typeof underWay>): Promise<boolean> {
  await endDemoted(deps.stores, [one]);
  return one.abort.mock.calls.length > 0;
}

async function person(role: Role | undefined, own: Role | undefined): Promise<Principal> {
  const { people } = deps.stores.accounts;
  const account = {
    id: "user_1",
    email: "ann@example.com",
    name: "Ann",
    createdAt: 1,
    ...(role && { role }),
  };
  await people.insert(account);
  if (own !== undefined)
    await people.putMembership({ projectId, accountId: account.id, role: own, createdAt: 1 });
  const memberships = await people.memberships({ accountId: account.id });
  return {
    projectId,
    sessionId: "sess_1",
    name: account.email,
    actor: actorOfAccount(account, memberships),
  };
}

test("whoever leaves a project, or is less in it, or in all, sees no more of what comes", async () => {
  const known = await person("viewer", "admin");
  const input = { projectId, userId: "user_1" };
  expect(await isEnded(underWay(known))).toBe(false);
  await updateUser(deps, operator, { id: "user_1", name: "Other" });
  expect(await isEnded(underWay(known))).toBe(false);
  await putMember(deps, operator, { ...input, role: "viewer", add: false });
  expect(await isEnded(underWay(known))).toBe(true);
  await putMember(deps, operator, { ...input, role: "admin", add: false });
  expect(await isEnded(underWay(known))).toBe(false);
  await removeMember(deps, operator, input);
  expect(await isEnded(underWay(known))).toBe(true);
  await putMember(deps, operator, { ...input, role: "admin", add: true });
  await updateUser(deps, operator, { id: "user_1", role: null });
  expect(await isEnded(underWay(known))).toBe(true);
});

test("so does a key that loses its role or the scope, and its tokens; another term changes nothing", async () => {
  const input = { projectId, name: "k", projectRole: "admin", scopes: ["admin", "usage"] } as const;
  const { key } = await createKey(deps, operator, input);
  const known = principalOf(key, 1);
  const byToken = {
    ...known,
    tokenId: "tok_1",
    ...(known.actor && { actor: { ...known.actor, kind: "token", terms: { scopes: ["admin"] } } as const }),
  } satisfies Principal;
  const both = async () => [await isEnded(underWay(known)), await isEnded(underWay(byToken))];
  await updateKey(deps, operator, { id: key.id, addresses: ["10.0.0.0/8"], name: "other" });
  expect(await both()).toEqual([false, false]);
  await updateKey(deps, operator, { id: key.id, scopes: ["admin"] });
  expect(await both()).toEqual([true, false]);
  await updateKey(deps, operator, { id: key.id, scopes: ["usage"] });
  expect(await both()).toEqual([true, true]);
  await updateKey(deps, operator, { id: key.id, scopes: null });
  expect(await both()).toEqual([false, false]);
  await updateKey(deps, operator, { id: key.id, projectRole: "viewer" });
  expect(await both()).toEqual([true, true]);
});

test("calls of models go on, what has not been answered yet, and those of whom the database knows nothing", async () => {
  const { key } = await createKey(deps, operator, { projectId, name: "k", projectRole: "admin" });
  const known = principalOf(key, 1);
  await updateKey(deps, operator, { id: key.id, projectRole: "viewer" });
  expect(await isEnded(underWay(known, "key"))).toBe(false);
  expect(await isEnded(underWay(known, "request.read", false))).toBe(false);
  const actor = { kind: "token", id: "idp ann", name: "ann", projects: new Map() } as const;
  expect(await isEnded(underWay({ projectId, keyId: key.id, name: "ann", actor }))).toBe(false);
  await endDemoted(deps.stores, [{ known, abort: () => expect.unreachable() }]);
});
