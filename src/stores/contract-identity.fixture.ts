import { afterEach, beforeEach, describe, expect, test } from "vitest";

import type { KeyRotation, ServiceAccount, Stores } from "../spec/stores.ts";
import { hashOf, key, projectA, projectB } from "./contract-rows.fixture.ts";

const account: ServiceAccount = {
  id: "svc_1",
  projectId: "proj_a",
  name: "robot",
  role: "member",
  createdAt: 3_000,
};

function rotation(number: number, before: KeyRotation["before"]): KeyRotation {
  const hint = `new${number}`;
  const secret = { keyId: "key_1", number, hint, createdAt: 4_000, rotationId: `rot_${number}` };
  return { secret, hash: hashOf(`secret ${number}`), before };
}

/** Keys with several secrets, what changes of keys, service accounts and projects. */
export function identityContract(name: string, open: () => Promise<Stores>): void {
  describe(`${name}: keys, service accounts and projects`, () => {
    let stores: Stores;
    beforeEach(async () => {
      stores = await open();
      await stores.projects.insert(projectA);
      await stores.keys.insert(key("key_1"), hashOf("secret 1"));
    });
    afterEach(() => stores.close());

    test("a rotated key is found by both secrets, and says which one it was", async () => {
      expect(await stores.keys.rotate(rotation(2, { number: 1, endsAt: 9_000 }))).toBe(true);
      const [old, young] = await Promise.all(
        [1, 2].map((n) => stores.keys.findByHash(hashOf(`secret ${n}`))),
      );
      expect(old?.key).toEqual(key("key_1", { hint: "new2" }));
      expect(old?.secret).toEqual({
        keyId: "key_1",
        number: 1,
        hint: "wxyz",
        createdAt: 3_000,
        endsAt: 9_000,
      });
      expect(young?.secret).toEqual(rotation(2, { number: 1, endsAt: 9_000 }).secret);
      expect((await stores.keys.secrets("key_1")).map(({ number }) => number)).toEqual([2, 1]);
      expect(await stores.keys.secrets()).toEqual(await stores.keys.secrets("key_1"));
      expect(await stores.keys.secrets("key_nobody")).toEqual([]);
    });

    test("each secret is followed by one, whoever tries", async () => {
      const all = await Promise.all(
        [1, 2, 3, 4].map((n) =>
          stores.keys.rotate({ ...rotation(2, { number: 1, endsAt: 9_000 }), hash: hashOf(`try ${n}`) }),
        ),
      );
      expect(all.filter(Boolean)).toHaveLength(1);
      expect(await stores.keys.secrets("key_1")).toHaveLength(2);
    });

    test("an unused secret is replaced, a used one is not", async () => {
      await stores.keys.rotate(rotation(2, { number: 1, endsAt: 9_000 }));
      expect(await stores.keys.rotate(rotation(3, { number: 2, unusedAt: 5_000 }))).toBe(true);
      expect((await stores.keys.findByHash(hashOf("secret 2")))?.secret.revokedAt).toBe(5_000);
      await stores.keys.touch([{ keyId: "key_1", secret: 3, at: 6_000 }]);
      expect(await stores.keys.rotate(rotation(4, { number: 3, unusedAt: 7_000 }))).toBe(false);
      const [newest] = await stores.keys.secrets("key_1");
      expect(newest).toMatchObject({ number: 3, lastUsedAt: 6_000 });
      expect((await stores.keys.find("key_1"))?.lastUsedAt).toBe(6_000);
    });

    test("a secret is ended once, and each has a last use of its own", async () => {
      await stores.keys.rotate(rotation(2, { number: 1, endsAt: 9_000 }));
      await stores.keys.touch([
        { keyId: "key_1", secret: 2, at: 5_000 },
        { keyId: "key_1", secret: 1, at: 4_500 },
        { keyId: "key_1", secret: 9, at: 4_500 },
      ]);
      expect(await stores.keys.endSecret("key_1", 1, 6_000)).toBe(true);
      expect(await stores.keys.endSecret("key_1", 1, 7_000)).toBe(false);
      expect(await stores.keys.endSecret("key_1", 9, 7_000)).toBe(false);
      expect(await stores.keys.secrets("key_1")).toMatchObject([
        { number: 2, lastUsedAt: 5_000 },
        { number: 1, lastUsedAt: 4_500, revokedAt: 6_000, endsAt: 9_000 },
      ]);
      expect((await stores.keys.find("key_1"))?.lastUsedAt).toBe(5_000);
    });

    test("what is changed of a key is changed, and nothing else; a revoked one stays", async () => {
      const changes = {
        name: "new",
        projectRole: "admin",
        scopes: ["chat"],
        models: ["m*"],
        addresses: ["::1"],
        origins: ["https://a.example"],
        metadata: { a: "b" },
        expiresAt: 50,
      } as const;
      expect(await stores.keys.update("key_1", changes)).toBe(true);
      expect(await stores.keys.find("key_1")).toEqual(key("key_1", changes));
      const none = { scopes: null, models: null, addresses: null, origins: null, expiresAt: null };
      expect(await stores.keys.update("key_1", { ...none, metadata: {} })).toBe(true);
      expect(await stores.keys.find("key_1")).toEqual(key("key_1", { name: "new", projectRole: "admin" }));
      expect(await stores.keys.update("key_1", {})).toBe(true);
      await stores.keys.revoke("key_1", 9);
      expect(await stores.keys.update("key_1", { name: "late" })).toBe(false);
      expect(await stores.keys.update("key_nobody", { name: "x" })).toBe(false);
      expect((await stores.keys.find("key_1"))?.name).toBe("new");
      expect(await stores.keys.find("key_nobody")).toBeUndefined();
    });

    test("an archived project takes its keys along, and no others", async () => {
      await stores.projects.insert(projectB);
      await stores.keys.insert(key("key_2", { projectId: "proj_b" }), hashOf("two"));
      expect(await stores.projects.rename("proj_a", "Renamed")).toBe(true);
      expect(await stores.projects.archive("proj_a", 8_000)).toBe(true);
      expect(await stores.projects.archive("proj_a", 9_000)).toBe(false);
      expect(await stores.projects.rename("proj_a", "x")).toBe(false);
      expect(await stores.projects.rename("proj_nobody", "x")).toBe(false);
      expect(await stores.projects.find("proj_a")).toEqual({
        ...projectA,
        name: "Renamed",
        archivedAt: 8_000,
      });
      expect(await stores.projects.find("proj_nobody")).toBeUndefined();
      expect((await stores.keys.find("key_1"))?.revokedAt).toBe(8_000);
      expect((await stores.keys.find("key_2"))?.revokedAt).toBeUndefined();
    });

    test("of a project that is held nothing is left behind when it is archived", async () => {
      expect(await stores.projects.hold("proj_a")).toBe(true);
      expect(await stores.projects.hold("proj_nobody")).toBe(false);
      const held: string[] = [];
      for (let number = 0; number < 10; number++) {
        const projectId = `proj_${number}`;
        await stores.projects.insert({ id: projectId, name: "p", createdAt: 1 });
        const make = async (id: string) =>
          stores.audit.record(async (within) => {
            if (await within.projects.hold(projectId)) {
              await within.keys.insert(key(id, { projectId }), hashOf(id));
              held.push(id);
            }
            return { result: undefined, entries: [] };
          });
        const ids = [1, 2, 3].map((each) => `key_${number}_${each}`);
        const [one = "", ...others] = ids;
        await Promise.all([make(one), stores.projects.archive(projectId, 9_000), ...others.map(make)]);
        expect(await stores.projects.hold(projectId)).toBe(false);
      }
      const rows = (await stores.keys.list()).filter(({ projectId }) => projectId !== "proj_a");
      expect(rows.map(({ id }) => id).toSorted()).toEqual(held.toSorted());
      expect(rows.filter(({ revokedAt }) => revokedAt === undefined)).toEqual([]);
    });

    test("a service account hands its role to its keys, and takes them along", async () => {
      await stores.serviceAccounts.insert(account);
      const owner = { type: "service_account", id: "svc_1" } as const;
      await stores.keys.insert(key("key_2", { owner }), hashOf("two"));
      expect(await stores.serviceAccounts.find("svc_1")).toEqual(account);
      expect(await stores.serviceAccounts.list("proj_a")).toEqual([account]);
      expect(await stores.serviceAccounts.list()).toEqual([account]);
      expect(await stores.serviceAccounts.list("proj_b")).toEqual([]);
      expect(await stores.serviceAccounts.update("svc_1", { role: "viewer", name: "r2" })).toBe(true);
      expect(await stores.serviceAccounts.update("svc_nobody", { name: "x" })).toBe(false);
      expect(await stores.serviceAccounts.find("svc_1")).toEqual({ ...account, role: "viewer", name: "r2" });
      expect((await stores.keys.find("key_2"))?.projectRole).toBe("viewer");
      expect((await stores.keys.find("key_1"))?.projectRole).toBe("member");
      expect(await stores.serviceAccounts.remove("svc_1", 7_000)).toBe(true);
      expect(await stores.serviceAccounts.remove("svc_1", 8_000)).toBe(false);
      expect((await stores.keys.find("key_2"))?.revokedAt).toBe(7_000);
      expect((await stores.keys.find("key_1"))?.revokedAt).toBeUndefined();
    });

    test("who watches is told at once of whatever takes a right away", async () => {
      await stores.serviceAccounts.insert(account);
      await stores.projects.insert(projectB);
      let told = 0;
      const unwatch = stores.watch(() => told++);
      const deeds = [
        () => stores.keys.rotate(rotation(2, { number: 1, endsAt: 9_000 })),
        () => stores.keys.endSecret("key_1", 1, 5),
        () => stores.keys.update("key_1", { name: "x" }),
        () => stores.serviceAccounts.update("svc_1", { role: "viewer" }),
        () => stores.serviceAccounts.remove("svc_1", 5),
        () => stores.projects.archive("proj_b", 5),
      ];
      for (const deed of deeds) {
        const before = told;
        await deed();
        expect(told).toBeGreaterThan(before);
      }
      unwatch();
    });
  });
}
