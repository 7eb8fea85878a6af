import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Clock } from "../lib/clock.ts";
import { openSqlite } from "../stores/sqlite/open.ts";
import { type Authenticator, createAuthenticator } from "./authenticate.ts";
import { newKey } from "./key-format.ts";
import { keyNamed } from "./key-named.ts";
import { createKey, type KeyDeps, listKeys, revokeKey } from "./keys.ts";
import { defaultProject } from "./projects.ts";
import { operator } from "../spec/actor.ts";
import { usualScopes } from "../spec/scope.ts";

let time = 1_000;
const clock: Clock = { now: () => time, monotonic: () => time };
let deps: KeyDeps;
let authenticator: Authenticator;

beforeEach(async () => {
  time = 1_000;
  deps = {
    stores: await openSqlite({ path: ":memory:", now: clock.now }),
    clock,
    pepper: Buffer.alloc(32, 1),
  };
  authenticator = createAuthenticator({ ...deps, warn: () => undefined });
});
afterEach(async () => {
  await authenticator.close();
  await deps.stores.close();
});

async function makeKey() {
  const project = await defaultProject(deps);
  const { key, secret } = await createKey(deps, operator, { projectId: project.id, name: " first " });
  return { key, project, secret: secret.reveal() };
}

test("a key tells its principal; the second time without asking the store", async () => {
  const { key, project, secret } = await makeKey();
  expect(await authenticator.authenticate(secret)).toMatchObject({
    projectId: project.id,
    keyId: key.id,
    secret: 1,
    name: "first",
  });
  const find = vi.spyOn(deps.stores.keys, "findByHash");
  expect(authenticator.authenticate(secret)).not.toBeInstanceOf(Promise);
  expect(find).not.toHaveBeenCalled();
});

test("a principal is an admin when its key is one, and says nothing of it otherwise", async () => {
  const project = await defaultProject(deps);
  const { secret } = await createKey(deps, operator, {
    projectId: project.id,
    name: "keeper",
    role: "admin",
  });
  const keeper = await authenticator.authenticate(secret.reveal());
  expect(keeper).toMatchObject({ name: "keeper", actor: { kind: "key", role: "admin" } });
  expect(keeper).not.toHaveProperty("bounds");
  const { secret: other } = await makeKey();
  const caller = await authenticator.authenticate(other);
  expect(caller.actor).not.toHaveProperty("role");
  expect(caller.actor?.projects).toEqual(new Map([[project.id, "member"]]));
  expect(caller.bounds?.scopes).toEqual(new Set(usualScopes));
});

test("a malformed key is refused without asking the store; a well-formed stranger's after asking", async () => {
  const find = vi.spyOn(deps.stores.keys, "findByHash");
  await expect(authenticator.authenticate("sk-parley-nonsense")).rejects.toMatchObject({
    code: "invalid_api_key",
  });
  expect(find).not.toHaveBeenCalled();
  const { secret } = await makeKey();
  const other = createAuthenticator({ ...deps, pepper: Buffer.alloc(32, 2), warn: () => undefined });
  await expect(other.authenticate(secret)).rejects.toMatchObject({ code: "invalid_api_key" });
  await other.close();
});

test("a revoked key is refused, also when it was known, and revoking twice changes nothing", async () => {
  const { key, secret } = await makeKey();
  await authenticator.authenticate(secret);
  const revoked = await revokeKey(deps, operator, { id: key.id });
  time += 500;
  expect(await revokeKey(deps, operator, { id: key.id })).toEqual(revoked);
  await expect(Promise.resolve().then(() => authenticator.authenticate(secret))).rejects.toMatchObject({
    code: "invalid_api_key",
  });
});

test("a key that is revoked while it is looked up is refused, not served once more", async () => {
  const { key, secret } = await makeKey();
  const { keys } = deps.stores;
  const find = vi.spyOn(keys, "findByHash").mockImplementationOnce(async (hash) => {
    find.mockRestore();
    const read = await keys.findByHash(hash);
    await revokeKey(deps, operator, { id: key.id });
    return read;
  });
  await expect(authenticator.authenticate(secret)).rejects.toMatchObject({ code: "invalid_api_key" });
});

test("a key is named by its id, by the end of its secret where that is clear, or by the secret", async () => {
  const { key, secret } = await makeKey();
  await expect(keyNamed(deps, operator, "zzzz!")).rejects.toMatchObject({ code: "not_found" });
  expect((await keyNamed(deps, operator, key.hint)).id).toBe(key.id);
  expect((await keyNamed(deps, operator, secret)).id).toBe(key.id);
  const stranger = keyNamed(deps, operator, newKey());
  await expect(stranger).rejects.toMatchObject({
    message: expect.stringMatching(/^There is no key with this secret/),
  });
});

test("the time of last use is written down at the latest when the house closes, and never moves back", async () => {
  const { secret } = await makeKey();
  time = 5_000;
  await authenticator.authenticate(secret);
  time = 6_000;
  await authenticator.authenticate(secret);
  authenticator.forget();
  await authenticator.close();
  expect((await listKeys(deps, operator))[0]?.lastUsedAt).toBe(6_000);
});

test("names of keys are bounded", async () => {
  const project = await defaultProject(deps);
  for (const name of ["", "  ", "x".repeat(101)]) {
    await expect(createKey(deps, operator, { projectId: project.id, name })).rejects.toMatchObject({
      code: "invalid_value",
      param: "name",
    });
  }
});
