import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { archiveProject } from "../projects.ts";
import { operator } from "../../spec/actor.ts";
import { createKey, type NewKeyInput, revokeKey } from "../keys.ts";
import type { TokenGrant } from "./token-issuer.ts";
import { issuerOf, tokenWorld, type TokenWorld } from "./token-world.fixture.ts";

let world: TokenWorld;
beforeAll(async () => {
  world = await tokenWorld();
});
afterAll(() => world.close());
beforeEach(() => world.another());

const bearer = (claims: Readonly<Record<string, unknown>> = {}) =>
  world.authenticate(world.token({ claims: world.claims(claims) }));

function grants(...given: readonly Partial<TokenGrant>[]): void {
  const [usual] = issuerOf(world.project).grants;
  if (usual === undefined) throw new Error("no grant");
  world.issuers = [issuerOf(world.project, { grants: given.map((each) => ({ ...usual, ...each })) })];
}

test("who it is, and what it may do", async () => {
  const principal = await bearer();
  expect(principal).toMatchObject({ projectId: world.project, name: "ann by app" });
  expect(principal.keyId).toBeUndefined();
  expect(principal.actor).toMatchObject({ kind: "token", id: "https://idp.example ann" });
  expect(principal.actor?.role).toBeUndefined();
  expect([...(principal.actor?.projects ?? [])]).toEqual([]);
  expect([...(principal.bounds?.scopes ?? [])]).toEqual(["chat", "models"]);
});

test("the first grant that fits counts, and where none does, nothing is allowed", async () => {
  grants(
    { when: { groups: ["admins"], tenant: ["a"] }, role: "admin", scopes: ["admin"] },
    { when: { groups: ["users", "guests"] }, models: ["gpt-*"] },
  );
  const admin = await bearer({ groups: ["x", "admins"], tenant: "a" });
  expect(admin.actor?.projects.get(world.project)).toBe("admin");
  const user = await bearer({ groups: "guests" });
  expect(user.bounds?.allowsModel?.("gpt-5")).toBe(true);
  expect(user.bounds?.allowsModel?.("claude")).toBe(false);
  for (const claims of [
    {},
    { groups: ["admins"] },
    { groups: "users guests" },
    { groups: { users: true } },
    { __proto__: { groups: "users" } },
  ])
    await expect(bearer(claims)).rejects.toMatchObject({ code: "permission_denied", status: 403 });
});

test("whoever keeps a project by such a token makes no key that outlives it, or may do more", async () => {
  const scopes = ["admin", "chat"] as const;
  grants({ role: "admin", scopes, models: ["gpt-*"] });
  const { actor } = await bearer({ exp: world.now / 1000 + 60 });
  if (actor === undefined) throw new Error("no actor");
  const made = (terms: Partial<NewKeyInput>) =>
    createKey(world.deps, actor, {
      projectId: world.project,
      name: "k",
      models: ["gpt-5"],
      expiresAt: world.now + 60_000,
      ...terms,
    });
  for (const [param, terms] of [
    ["expires_at", { expiresAt: null }],
    ["expires_at", { expiresAt: world.now + 3_600_000 }],
    ["models", { models: null }],
    ["scopes", { scopes: ["usage"] }],
  ] as const)
    await expect(made(terms)).rejects.toMatchObject({ code: "permission_denied", param });
  expect((await made({})).key.models).toEqual(["gpt-5"]);
});

test("the words of a claim narrow the scopes, and give none", async () => {
  const [first] = issuerOf(world.project).grants;
  world.issuers = [
    issuerOf(world.project, { scopeClaim: "scope", grants: first === undefined ? [] : [first] }),
  ];
  const scopesOf = async (scope: unknown) => [
    ...((await bearer({ scope, jti: `s${JSON.stringify(scope)}` })).bounds?.scopes ?? []),
  ];
  expect(await scopesOf("openid models admin")).toEqual(["models"]);
  expect(await scopesOf(["chat", "models"])).toEqual(["chat", "models"]);
  expect(await scopesOf("")).toEqual([]);
  expect(await scopesOf(undefined)).toEqual([]);
});

test("a project from a claim: one that there is, and not archived", async () => {
  grants({ project: { claim: "team" } });
  expect((await bearer({ team: world.project })).projectId).toBe(world.project);
  for (const team of ["proj_none", undefined, 7, ""])
    await expect(bearer({ team, jti: `t${String(team)}` })).rejects.toMatchObject({
      code: "permission_denied",
    });
  const gone = { id: "proj_gone", name: "Gone", createdAt: 1 };
  await world.deps.stores.projects.insert(gone);
  expect((await bearer({ team: gone.id })).projectId).toBe(gone.id);
  await archiveProject(world.deps, operator, { id: gone.id });
  await expect(bearer({ team: gone.id })).rejects.toMatchObject({ code: "permission_denied" });
});

test("limits of a key are shared, and with the key the tokens end", async () => {
  const { key } = await world.key();
  grants({ limitsOf: key.id });
  expect((await bearer()).keyId).toBe(key.id);
  await revokeKey(world.deps, operator, { id: key.id });
  await expect(bearer()).rejects.toMatchObject({ code: "permission_denied" });
  grants({ limitsOf: "key_none" });
  await expect(bearer()).rejects.toMatchObject({ code: "permission_denied" });
});

test("they end when the time of that key is over, too", async () => {
  const { key } = await world.key({ expiresAt: world.now + 30_000 });
  grants({ limitsOf: key.id });
  expect((await bearer()).keyId).toBe(key.id);
  world.now += 30_000;
  await expect(bearer()).rejects.toMatchObject({ code: "invalid_token" });
});

test("tokens that are alike at their beginning are not taken for each other", async () => {
  grants({ when: { tenant: ["a"] }, role: "member" }, {});
  const one = await bearer({ tenant: "a" });
  const two = await bearer({ tenant: "b" });
  expect([one.actor?.projects.size, two.actor?.projects.size]).toEqual([1, 0]);
});
