import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { namePatterns } from "../lib/name-patterns.ts";
import type { Clock } from "../lib/clock.ts";
import { type Actor, operator } from "../spec/actor.ts";
import { usualScopes } from "../spec/scope.ts";
import { openSqlite } from "../stores/sqlite/open.ts";
import { createAuthenticator, type Authenticator } from "./authenticate.ts";
import { mayKey } from "./key-rights.ts";
import { createKey, type KeyDeps, listKeys, type NewKeyInput, revokeKey, updateKey } from "./keys.ts";
import { setLimits, listLimits } from "./limits.ts";
import { archiveProject, createProject } from "./projects.ts";
import { rotateKey } from "./rotate-key.ts";
import {
  createServiceAccount,
  createServiceAccountKey,
  deleteServiceAccount,
  updateServiceAccount,
} from "./service-accounts.ts";
import { widerThanOwn } from "./within-own.ts";

const now = 1_800_000_000_000;
const clock: Clock = { now: () => now, monotonic: () => now };
const hour = 3_600_000;
let deps: KeyDeps;
let authenticator: Authenticator;
let projectId: string;
beforeEach(async () => {
  const stores = await openSqlite({ path: ":memory:", now: clock.now });
  deps = { stores, clock, pepper: Buffer.alloc(32, 1) };
  authenticator = createAuthenticator({ ...deps, warn: () => undefined });
  projectId = (await createProject(deps, operator, { name: "p" })).id;
});
afterEach(async () => {
  await authenticator.close();
  await deps.stores.close();
});

async function actorBy(secret: string): Promise<Actor> {
  const { actor } = await authenticator.authenticate(secret);
  if (actor === undefined) throw new Error("a key without an actor");
  return actor;
}

/** A program with a narrow key that may keep what is its own. */
async function robot(terms: Partial<NewKeyInput> = {}) {
  const input = { projectId, name: "robot", scopes: ["admin", "chat"], ...terms };
  const { account, made } = await createServiceAccount(deps, operator, input);
  if (made === undefined) throw new Error("no key");
  return { account, key: made.key, actor: await actorBy(made.secret.reveal()) };
}

const denied = (param: string) => ({ code: "permission_denied", param });

describe("whoever keeps only what is his own", () => {
  const narrow = {
    models: ["gpt-*"],
    expiresAt: now + hour,
    addresses: ["10.0.0.0/8"],
    origins: ["https://a.example"],
  };

  test.each([
    ["scopes", { scopes: null }, "scopes"],
    ["another scope", { scopes: ["admin", "embeddings"] }, "scopes"],
    ["models", { models: null }, "models"],
    ["another model", { models: ["*"] }, "models"],
    ["a later end", { expiresAt: now + 2 * hour }, "expires_at"],
    ["no end", { expiresAt: null }, "expires_at"],
    ["addresses", { addresses: null }, "addresses"],
    ["more addresses", { addresses: ["10.0.0.0/7"] }, "addresses"],
    ["origins", { origins: null }, "origins"],
    ["another origin", { origins: ["https://a.example", "https://b.example"] }, "origins"],
  ])("does not widen the own key: %s", async (_what, terms, param) => {
    const { actor, key, account } = await robot(narrow);
    await expect(updateKey(deps, actor, { id: key.id, ...terms })).rejects.toMatchObject(denied(param));
    const input = { id: account.id, projectId, ...narrow, scopes: ["chat"], ...terms };
    await expect(createServiceAccountKey(deps, actor, input)).rejects.toMatchObject(denied(param));
    expect(await deps.stores.keys.list()).toHaveLength(1);
  });

  test("makes keys that are as narrow or narrower, and narrows the own one", async () => {
    const { actor, key, account } = await robot(narrow);
    const terms = {
      scopes: ["chat"],
      models: ["gpt-4*", "gpt-5"],
      expiresAt: now + hour,
      addresses: ["10.1.2.3", "10.0.0.0/8"],
      origins: ["https://a.example"],
    };
    const made = await createServiceAccountKey(deps, actor, { id: account.id, projectId, ...terms });
    expect(made.key).toMatchObject(terms);
    expect(await updateKey(deps, actor, { id: key.id, name: "renamed", scopes: ["chat"] })).toMatchObject({
      name: "renamed",
      scopes: ["chat"],
    });
  });

  test("says the scopes that are to be had: the usual ones may be more than the own", async () => {
    const { actor, account } = await robot();
    const input = { id: account.id, projectId };
    await expect(createServiceAccountKey(deps, actor, input)).rejects.toMatchObject(denied("scopes"));
  });

  test("gets no secret of a wider key of the same owner, and is told so beforehand", async () => {
    const { actor, key, account } = await robot();
    const wide = (await createServiceAccountKey(deps, operator, { id: account.id, projectId })).key;
    expect([mayKey(actor, "rotate", wide), mayKey(actor, "rotate", key)]).toEqual([false, true]);
    await expect(rotateKey(deps, actor, { id: wide.id })).rejects.toMatchObject(denied("scopes"));
    expect((await rotateKey(deps, actor, { id: key.id })).reissued).toBe(false);
  });
});

describe("whoever keeps the project, by a key that is narrowed,", () => {
  const narrow = { expiresAt: now + hour, models: ["gpt-*"], addresses: ["10.0.0.0/8"] };
  const keeper = async (terms: Partial<NewKeyInput> = {}) => {
    const input = { projectId, name: "keeper", projectRole: "admin", scopes: ["admin"], ...terms } as const;
    const made = await createKey(deps, operator, input);
    return { key: made.key, actor: await actorBy(made.secret.reveal()) };
  };

  test("gives others what asks models, and nothing else that the key has not", async () => {
    const { actor } = await keeper();
    const { key } = await createKey(deps, actor, { projectId, name: "k" });
    expect(key.scopes).toEqual(usualScopes);
    for (const scopes of [null, ["usage"], ["chat", "usage"]])
      await expect(createKey(deps, actor, { projectId, name: "k", scopes })).rejects.toMatchObject(
        denied("scopes"),
      );
  });

  test.each([
    ["expires_at", { expiresAt: undefined }],
    ["expires_at", { expiresAt: now + 2 * hour }],
    ["models", { models: ["*"] }],
    ["addresses", { addresses: undefined }],
  ])("makes no key with more: %s", async (param, terms) => {
    const { actor, key: own } = await keeper(narrow);
    const input = { projectId, name: "k", ...narrow, ...terms } as NewKeyInput;
    await expect(createKey(deps, actor, input)).rejects.toMatchObject(denied(param));
    await expect(createServiceAccount(deps, actor, input)).rejects.toMatchObject(denied(param));
    const wider = Object.fromEntries(Object.entries(terms).map(([name, value]) => [name, value ?? null]));
    await expect(updateKey(deps, actor, { id: own.id, ...wider })).rejects.toMatchObject(denied(param));
    const { lastUsedAt: _used, ...kept } = (await deps.stores.keys.find(own.id)) ?? own;
    expect(kept).toEqual(own);
    expect(await deps.stores.keys.list()).toHaveLength(1);
    expect(await deps.stores.serviceAccounts.list(projectId)).toEqual([]);
    expect((await createKey(deps, actor, { projectId, name: "k", ...narrow })).key).toMatchObject(narrow);
  });

  test("makes no wider one an admin's", async () => {
    const { actor } = await keeper(narrow);
    const input = { projectId, name: "wide", scopes: ["admin"] };
    const { account, made } = await createServiceAccount(deps, operator, input);
    const { key } = await createKey(deps, operator, input);
    const raised = { projectRole: "admin" } as const;
    await expect(updateKey(deps, actor, { id: key.id, ...raised })).rejects.toMatchObject(denied("models"));
    const higher = { id: account.id, projectId, role: "admin" } as const;
    await expect(updateServiceAccount(deps, actor, higher)).rejects.toMatchObject(denied("models"));
    expect((await deps.stores.keys.find(made?.key.id ?? ""))?.projectRole).toBe("member");
    // Together with its terms it is one that the keeper might have made.
    const both = { id: key.id, ...raised, ...narrow };
    expect(await updateKey(deps, actor, both)).toMatchObject({ ...raised, ...narrow });
    await revokeKey(deps, operator, { id: made?.key.id ?? "" });
    expect(await updateServiceAccount(deps, actor, higher)).toMatchObject({ role: "admin" });
  });

  test("gets no secret of a wider one, and revokes it all the same", async () => {
    const { actor } = await keeper(narrow);
    const { key } = await createKey(deps, operator, { projectId, name: "wide" });
    expect([mayKey(actor, "rotate", key), mayKey(actor, "revoke", key)]).toEqual([false, true]);
    await expect(rotateKey(deps, actor, { id: key.id })).rejects.toMatchObject(denied("models"));
    expect(await revokeKey(deps, actor, { id: key.id })).toMatchObject({ revokedAt: now });
  });

  test("and one that is narrowed by nothing makes what keys it needs", async () => {
    const { actor } = await keeper({ scopes: null });
    const { key } = await createKey(deps, actor, { projectId, name: "k", scopes: null });
    expect([key.scopes, key.expiresAt]).toEqual([undefined, undefined]);
  });
});

test("metrics are of all projects: who has no role in the installation does not give their scope", async () => {
  const made = await createKey(deps, operator, { projectId, name: "pa", projectRole: "admin" });
  const admin = await actorBy(made.secret.reveal());
  const scopes = ["chat", "metrics"];
  await expect(createKey(deps, admin, { projectId, name: "k", scopes })).rejects.toMatchObject(
    denied("scopes"),
  );
  await expect(updateKey(deps, admin, { id: made.key.id, scopes })).rejects.toMatchObject(denied("scopes"));
  const { key } = await createKey(deps, operator, { projectId, name: "k", scopes });
  expect(key.scopes).toEqual(scopes);
  await expect(rotateKey(deps, admin, { id: key.id })).rejects.toMatchObject(denied("scopes"));
  expect(mayKey(admin, "rotate", key)).toBe(false);
});

test("a pattern within another allows nothing that the other one does not", () => {
  const letters = fc
    .string({ unit: fc.constantFrom("a", "b", "*"), maxLength: 6 })
    .filter((text) => text !== "");
  const names = fc.string({ unit: fc.constantFrom("a", "b"), maxLength: 8 });
  const actor: Actor = { kind: "key", id: "key_1", name: "k", projects: new Map([["p", "member"]]) };
  fc.assert(
    fc.property(letters, letters, names, (own, given, name) => {
      const terms = { models: [own] };
      if (widerThanOwn({ ...actor, terms }, "key.update", "p", { models: [given] }) !== undefined) return;
      if (namePatterns([given])(name)) expect(namePatterns([own])(name)).toBe(true);
    }),
    { numRuns: 2_000 },
  );
});

describe("what keeps house for all", () => {
  test("is not for the project to bound in which it happens to be, nor are its bounds to be seen", async () => {
    const { key } = await createKey(deps, operator, { projectId, name: "owner", role: "owner" });
    const admin = await actorBy(
      (await createKey(deps, operator, { projectId, name: "pa", projectRole: "admin" })).secret.reveal(),
    );
    const mine = await createKey(deps, operator, { projectId, name: "mine" });
    const bound = (id: string, actor: Actor) =>
      setLimits(deps, actor, { subject: { type: "key", id }, amounts: { requests_per_minute: 1 } });
    await expect(bound(key.id, admin)).rejects.toMatchObject({ code: "permission_denied" });
    await bound(key.id, operator);
    await bound(mine.key.id, admin);
    expect((await listLimits(deps, admin)).map(({ subject }) => subject)).toEqual([
      { type: "key", id: mine.key.id },
    ]);
  });
});

describe("somebody else is faster by a moment", () => {
  /** Does the deed when the one that is tried has looked at everything, and has changed nothing yet. */
  function meanwhile(deed: (plain: KeyDeps) => Promise<unknown>): KeyDeps {
    const { audit } = deps.stores;
    const record: typeof audit.record = async (work) => {
      await deed(deps);
      return audit.record(work);
    };
    return { ...deps, stores: { ...deps.stores, audit: { ...audit, record } } };
  }

  test("no key is made in a project that has just been archived", async () => {
    const late = meanwhile((plain) => archiveProject(plain, operator, { id: projectId }));
    await expect(createKey(late, operator, { projectId, name: "k" })).rejects.toMatchObject({
      code: "invalid_value",
      param: "project",
    });
    expect(await listKeys(deps, operator)).toEqual([]);
  });

  test("nor for a service account that has just been deleted, nor with its old role", async () => {
    const { account } = await robot();
    const input = { id: account.id, projectId };
    const lessened = meanwhile((plain) =>
      updateServiceAccount(plain, operator, { ...input, role: "viewer" }),
    );
    await expect(createServiceAccountKey(lessened, operator, input)).rejects.toMatchObject({
      code: "conflict",
    });
    const gone = meanwhile((plain) => deleteServiceAccount(plain, operator, input));
    await expect(createServiceAccountKey(gone, operator, input)).rejects.toMatchObject({ code: "conflict" });
    expect((await listKeys(deps, operator)).filter(({ revokedAt }) => revokedAt === undefined)).toEqual([]);
  });

  test("nor for a person who has just lost the role for it", async () => {
    const { people } = deps.stores.accounts;
    const accountId = "user_1";
    await people.insert({ id: accountId, email: "ann@example.com", name: "Ann", createdAt: 1 });
    await people.putMembership({ projectId, accountId, role: "member", createdAt: 1 });
    const projects = new Map([[projectId, "member"]] as const);
    const ann: Actor = { kind: "account", id: accountId, name: "Ann", projects };
    const owner = { type: "account", id: accountId } as const;
    const late = meanwhile(() => people.removeMembership(projectId, accountId));
    await expect(createKey(late, ann, { projectId, name: "k", owner })).rejects.toMatchObject({
      code: "conflict",
    });
    expect(await listKeys(deps, operator)).toEqual([]);
  });
});
