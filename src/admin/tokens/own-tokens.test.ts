import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { operator } from "../../spec/actor.ts";
import { revokeKey } from "../keys.ts";
import { endRotation, rotateKey } from "../rotate-key.ts";
import { createServiceAccount, createServiceAccountKey } from "../service-accounts.ts";
import { createSigningKeys } from "./signing-keys.ts";
import { tokenWorld, type TokenWorld, us } from "./token-world.fixture.ts";

let world: TokenWorld;
beforeAll(async () => {
  world = await tokenWorld();
});
afterAll(() => world.close());
beforeEach(() => world.another());

async function issued(scopes?: string, input: Parameters<TokenWorld["key"]>[0] = {}) {
  const { key, secret } = await world.key(input);
  const principal = await world.authenticate(secret.reveal());
  const { token, ...rest } = await world.own.issue(principal, scopes);
  return { key, principal, token: token.reveal(), ...rest };
}

const refused = { code: "invalid_token", status: 401 };

test("a token is its key, by another name, for an hour", async () => {
  const { key, token, scopes, lifeMs } = await issued();
  expect(lifeMs).toBe(3_600_000);
  expect(scopes).toEqual(["chat", "responses", "conversations", "embeddings", "audio", "images", "models"]);
  const bearer = await world.authenticate(token);
  expect(bearer).toMatchObject({ projectId: world.project, keyId: key.id, secret: 1, name: "k" });
  expect(bearer.actor).toMatchObject({ kind: "token", id: key.id });
  const [header = "", claims = ""] = token
    .split(".")
    .map((part) => Buffer.from(part, "base64url").toString());
  expect(JSON.parse(header)).toEqual({ alg: "EdDSA", typ: "at+jwt", kid: world.own.keys().keys[0]?.kid });
  expect(JSON.parse(claims)).toMatchObject({
    iss: us,
    aud: us,
    sub: key.id,
    client_id: key.id,
    exp: expect.any(Number),
  });
  world.now += 3_600_000 + 60_000;
  await expect(world.authenticate(token)).rejects.toMatchObject(refused);
});

test("a token may do no more than its key, and less where that was asked for", async () => {
  const { token } = await issued("models", { scopes: ["models", "chat"], models: ["gpt-*"] });
  const { bounds } = await world.authenticate(token);
  expect([...(bounds?.scopes ?? [])]).toEqual(["models"]);
  expect(bounds?.allowsModel?.("other")).toBe(false);
  for (const scopes of ["admin", "chat admin", "nonsense", "chat,models"])
    await expect(issued(scopes, { scopes: ["chat", "models"] })).rejects.toMatchObject({
      code: "insufficient_scope",
    });
});

test("with its key it ends, at once", async () => {
  const { key, token } = await issued();
  expect(await world.authenticate(token)).toBeDefined();
  await revokeKey(world.deps, operator, { id: key.id });
  await expect(world.authenticate(token)).rejects.toMatchObject(refused);
});

test("with the secret that it was given for it ends, and not with another one", async () => {
  const { key, token } = await issued();
  const hour = 3_600_000;
  await rotateKey(world.deps, operator, { id: key.id, overlapMs: hour });
  expect(await world.authenticate(token)).toMatchObject({ secret: 1 });
  await endRotation(world.deps, operator, { id: key.id });
  await expect(world.authenticate(token)).rejects.toMatchObject(refused);
});

test("it does not outlive its key, and says so", async () => {
  const { token, lifeMs } = await issued(undefined, { expiresAt: world.now + 60_000 });
  expect(lifeMs).toBe(60_000);
  const { exp, iat } = (await world.own.verify(token)).all;
  expect(Number(exp) - Number(iat)).toBe(60);
  expect(await world.authenticate(token)).toBeDefined();
  world.now += 60_000;
  await expect(world.authenticate(token)).rejects.toMatchObject(refused);
});

test("a token that is revoked while it is looked up is refused, not served once more", async () => {
  const { token, principal } = await issued();
  const { tokens } = world.deps.stores;
  const asked = vi.spyOn(tokens, "isRevoked").mockImplementationOnce(async (id) => {
    asked.mockRestore();
    const read = await tokens.isRevoked(id);
    await world.own.revoke(principal, token);
    return read;
  });
  await expect(world.authenticate(token)).rejects.toMatchObject(refused);
});

test("a bearer keeps no more than the key, and no longer than the token", async () => {
  const { account, made } = await createServiceAccount(world.deps, operator, {
    projectId: world.project,
    name: "robot",
    scopes: ["admin", "chat"],
  });
  const principal = await world.authenticate(made?.secret.reveal() ?? "");
  const { token } = await world.own.issue(principal, "admin");
  const { actor, tokenId } = await world.authenticate(token.reveal());
  if (actor === undefined) throw new Error("a token without an actor");
  expect(tokenId).toMatch(/^tok_/);
  const denied = { code: "permission_denied" };
  // A token that was stolen ends in an hour, and so must what can be had by it.
  await expect(rotateKey(world.deps, actor, { id: made?.key.id ?? "" })).rejects.toMatchObject(denied);
  const input = { id: account.id, projectId: world.project };
  for (const terms of [{ scopes: ["admin"] }, { scopes: ["admin", "chat"], expiresAt: world.now + 1_000 }])
    await expect(createServiceAccountKey(world.deps, actor, { ...input, ...terms })).rejects.toMatchObject(
      denied,
    );
});

test("metrics, which are of all projects, are in no token of a key that has them not by their name", async () => {
  const { scopes } = await issued(undefined, { scopes: null });
  expect(scopes).toContain("admin");
  expect(scopes).not.toContain("metrics");
  await expect(issued("metrics", { scopes: null })).rejects.toMatchObject({ code: "insufficient_scope" });
  expect((await issued("metrics", { scopes: ["metrics"] })).scopes).toEqual(["metrics"]);
  expect((await issued(undefined, { scopes: null, role: "viewer" })).scopes).toContain("metrics");
});

test("it is revoked by its own key alone, and the log says so once", async () => {
  const mine = await issued();
  const other = await issued();
  await world.own.revoke(other.principal, mine.token);
  expect(await world.authenticate(mine.token)).toBeDefined();
  await world.own.revoke(mine.principal, mine.token);
  await world.own.revoke(mine.principal, mine.token);
  await expect(world.authenticate(mine.token)).rejects.toMatchObject(refused);
  expect(await world.authenticate(other.token)).toBeDefined();
  await world.own.revoke(mine.principal, "nonsense");
  const all = await world.deps.stores.audit.list({ actions: ["token.revoked"], limit: 10 });
  const logged = all.filter(({ actor }) => [mine.key.id, other.key.id].includes(actor.id));
  expect(logged.map(({ actor, subject }) => [actor.id, subject.kind])).toEqual([[mine.key.id, "token"]]);
});

test("keys change every thirty days, the same for everybody with the secret, and tokens live on over the change", async () => {
  const day = 86_400_000;
  const one = createSigningKeys(Buffer.alloc(32, 1));
  const same = createSigningKeys(Buffer.alloc(32, 1));
  const other = createSigningKeys(Buffer.alloc(32, 2));
  expect(one.at(world.now).id).toBe(same.at(world.now).id);
  expect(one.at(world.now).id).not.toBe(other.at(world.now).id);
  expect(one.at(world.now).id).not.toBe(one.at(world.now + 30 * day).id);
  // The change comes at a multiple of thirty days.
  world.now = Math.ceil(world.now / (30 * day)) * 30 * day - 1_000;
  const { token, key } = await issued();
  world.now += 2_000;
  expect(await world.authenticate(token)).toMatchObject({ keyId: key.id });
  const after = await issued();
  expect(after.token.split(".")[0]).not.toBe(token.split(".")[0]);
  world.now += 2 * 3_600_000;
  expect(world.own.keys().keys).toHaveLength(2);
  for (const shown of world.own.keys().keys) expect(shown).not.toHaveProperty("d");
});
