import { afterEach, beforeEach, describe, expect, test } from "vitest";

import type { ProviderSecretRow, Stores } from "../spec/stores.ts";
import { anomalyContract } from "./contract-anomalies.fixture.ts";
import { auditContract } from "./contract-audit.fixture.ts";
import { accountContract } from "./contract-accounts.fixture.ts";
import { budgetContract } from "./contract-budgets.fixture.ts";
import { contextContract } from "./contract-contexts.fixture.ts";
import { conversationContract } from "./contract-conversations.fixture.ts";
import { idempotencyContract } from "./contract-idempotency.fixture.ts";
import { identityContract } from "./contract-identity.fixture.ts";
import { instanceContract } from "./contract-instances.fixture.ts";
import { ledgerContract } from "./contract-ledger.fixture.ts";
import { limitContract } from "./contract-limits.fixture.ts";
import type { TimedStores } from "./contract-rules.fixture.ts";
import { requestReportContract } from "./contract-request-report.fixture.ts";
import { requestContract } from "./contract-requests.fixture.ts";
import { responseContract } from "./contract-responses.fixture.ts";
import { tokenContract } from "./contract-tokens.fixture.ts";
import { vectorContract } from "./contract-vectors.fixture.ts";
import { usageContract } from "./contract-usage.fixture.ts";
import { hashOf, key, projectA, projectB } from "./contract-rows.fixture.ts";

/**
 * What every store must do, whatever it keeps its rows in; each store's own tests call it.
 * `open` gives empty stores, which the suite closes; those of `openTimed` have a clock that can be set. What processes
 * share is in `sharedContract`.
 */
export function storeContract(
  name: string,
  open: () => Promise<Stores>,
  openTimed: () => Promise<TimedStores>,
): void {
  tenantContract(name, open);
  identityContract(name, open);
  accountContract(name, open);
  conversationContract(name, open);
  responseContract(name, open);
  contextContract(name, open);
  vectorContract(name, open);
  ledgerContract(name, open);
  instanceContract(name, openTimed);
  budgetContract(name, open, openTimed);
  limitContract(name, open, openTimed);
  usageContract(name, open);
  idempotencyContract(name, open);
  providerSecretContract(name, open);
  auditContract(name, open, openTimed);
  tokenContract(name, open);
  requestContract(name, open);
  requestReportContract(name, open);
  anomalyContract(name, open, openTimed);
  lifeContract(name, open);
}

function tenantContract(name: string, open: () => Promise<Stores>): void {
  describe(`${name}: projects and keys`, () => {
    let stores: Stores;
    beforeEach(async () => {
      stores = await open();
    });
    afterEach(() => stores.close());

    test("projects are listed oldest first", async () => {
      expect(await stores.projects.list()).toEqual([]);
      await stores.projects.insert(projectB);
      await stores.projects.insert(projectA);
      expect(await stores.projects.list()).toEqual([projectA, projectB]);
    });

    test("an id is taken once", async () => {
      await stores.projects.insert(projectA);
      await expect(stores.projects.insert({ ...projectA, name: "Again" })).rejects.toMatchObject({
        code: "storage_unavailable",
      });
      expect(await stores.projects.list()).toEqual([projectA]);
    });

    test("a key is found by its hash, and comes as it was stored", async () => {
      await stores.projects.insert(projectA);
      const full = key("key_2", {
        role: "admin",
        projectRole: "viewer",
        owner: { type: "service_account", id: "svc_1" },
        scopes: ["chat", "models"],
        models: ["gpt-*"],
        addresses: ["10.0.0.0/8"],
        origins: ["https://app.example"],
        metadata: { team: "a" },
        expiresAt: 9_000,
        revokedAt: 4_000,
        lastUsedAt: 3_500,
      });
      await stores.keys.insert(key("key_1"), hashOf("one"));
      await stores.keys.insert(full, hashOf("two"));
      const found = await stores.keys.findByHash(hashOf("one"));
      expect(found?.key).toStrictEqual(key("key_1"));
      expect(found?.hash).toBeInstanceOf(Buffer);
      expect(found?.hash.equals(hashOf("one"))).toBe(true);
      expect((await stores.keys.findByHash(hashOf("two")))?.key).toStrictEqual(full);
      expect(await stores.keys.findByHash(hashOf("three"))).toBeUndefined();
      expect(await stores.keys.findByHash(Buffer.alloc(0))).toBeUndefined();
    });

    test("the list has no hash in it", async () => {
      await stores.projects.insert(projectA);
      await stores.keys.insert(key("key_2", { createdAt: 9_000 }), hashOf("two"));
      await stores.keys.insert(key("key_1"), hashOf("one"));
      expect(await stores.keys.list()).toStrictEqual([key("key_1"), key("key_2", { createdAt: 9_000 })]);
    });

    test("a key belongs to a project that exists, and a hash to one key", async () => {
      await stores.projects.insert(projectA);
      await stores.keys.insert(key("key_1"), hashOf("one"));
      const refused = { code: "storage_unavailable" };
      await expect(
        stores.keys.insert(key("key_2", { projectId: "proj_nobody" }), hashOf("two")),
      ).rejects.toMatchObject(refused);
      await expect(stores.keys.insert(key("key_3"), hashOf("one"))).rejects.toMatchObject(refused);
      expect(await stores.keys.list()).toHaveLength(1);
    });

    test("a key is revoked once, and found afterwards", async () => {
      await stores.projects.insert(projectA);
      await stores.keys.insert(key("key_1"), hashOf("one"));
      expect(await stores.keys.revoke("key_1", 7_000)).toBe(true);
      expect(await stores.keys.revoke("key_1", 8_000)).toBe(false);
      expect(await stores.keys.revoke("key_nobody", 8_000)).toBe(false);
      expect((await stores.keys.findByHash(hashOf("one")))?.key.revokedAt).toBe(7_000);
    });

    test("the last use moves forward only", async () => {
      await stores.projects.insert(projectA);
      for (const id of ["key_1", "key_2", "key_3"]) await stores.keys.insert(key(id), hashOf(id));
      const uses = async () => (await stores.keys.list()).map((found) => found.lastUsedAt);
      await stores.keys.touch([]);
      expect(await uses()).toEqual([undefined, undefined, undefined]);
      await stores.keys.touch([
        { keyId: "key_1", secret: 1, at: 50 },
        { keyId: "key_2", secret: 1, at: 60 },
        { keyId: "key_nobody", secret: 1, at: 70 },
      ]);
      await stores.keys.touch([
        { keyId: "key_1", secret: 1, at: 40 },
        { keyId: "key_2", secret: 1, at: 80 },
      ]);
      expect(await uses()).toEqual([50, 80, undefined]);
    });
  });
}

function providerSecretContract(name: string, open: () => Promise<Stores>): void {
  describe(`${name}: providers' secrets`, () => {
    const secret = (provider: string, more: Partial<ProviderSecretRow> = {}): ProviderSecretRow => ({
      provider,
      origin: "https://api.example",
      sealed: hashOf(provider),
      setAt: 5_000,
      ...more,
    });
    let stores: Stores;
    beforeEach(async () => {
      stores = await open();
    });
    afterEach(() => stores.close());

    test("a provider has one, which is replaced whole and removed once", async () => {
      await stores.providerSecrets.put(secret("b"));
      await stores.providerSecrets.put(secret("a"));
      const newer = secret("b", { origin: "https://other", sealed: hashOf("x"), setAt: 6_000 });
      await stores.providerSecrets.put(newer);
      expect(await stores.providerSecrets.list()).toStrictEqual([secret("a"), newer]);
      expect(await stores.providerSecrets.remove("a")).toBe(true);
      expect(await stores.providerSecrets.remove("a")).toBe(false);
      expect(await stores.providerSecrets.list()).toStrictEqual([newer]);
    });

    test("who watches is told at once", async () => {
      let changes = 0;
      const unwatch = stores.watch(() => changes++);
      await stores.providerSecrets.put(secret("a"));
      expect(changes).toBeGreaterThanOrEqual(1);
      const before = changes;
      await stores.providerSecrets.remove("a");
      expect(changes).toBeGreaterThan(before);
      unwatch();
    });
  });
}

function lifeContract(name: string, open: () => Promise<Stores>): void {
  describe(`${name}: life and death`, () => {
    test("says whether machines may share it, and answers a ping again and again", async () => {
      const stores = await open();
      expect(stores.sharedAcrossMachines).toBeTypeOf("boolean");
      await stores.ping();
      await stores.ping();
      await stores.close();
    });

    test("what was asked before the close is done, and what comes after is refused", async () => {
      const stores = await open();
      const before = stores.projects.insert(projectA);
      await stores.close();
      await before;
      await stores.close();
      const refused = { code: "storage_unavailable" };
      await expect(stores.projects.list()).rejects.toMatchObject(refused);
      await expect(stores.ping()).rejects.toMatchObject(refused);
      await expect(stores.instances.beat("inst_1")).rejects.toMatchObject(refused);
    });
  });
}
