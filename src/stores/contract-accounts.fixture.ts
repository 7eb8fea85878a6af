import { afterEach, beforeEach, describe, expect, test } from "vitest";

import type { Account, CodeApp, Invite, Passkey, Session } from "../spec/account.ts";
import { operator } from "../spec/actor.ts";
import type { Stores } from "../spec/stores.ts";
import { hashOf, projectA, projectB } from "./contract-rows.fixture.ts";

function account(id: string, more: Partial<Account> = {}): Account {
  return { id, email: `${id}@Example.com`, name: `Person ${id}`, createdAt: 1_000, ...more };
}

function session(id: string, more: Partial<Session> = {}): Session {
  return { id, accountId: "user_a", method: "password", createdAt: 10, seenAt: 10, expiresAt: 900, ...more };
}

/** What every store must do with people and how they sign in. */
export function accountContract(name: string, open: () => Promise<Stores>): void {
  let stores: Stores;
  const opened = (): void => {
    beforeEach(async () => {
      stores = await open();
      await stores.projects.insert(projectA);
      await stores.projects.insert(projectB);
    });
    afterEach(() => stores.close());
  };

  describe(`${name}: people`, () => {
    opened();

    test("an account comes as it was stored, and an address is taken once, however it is written", async () => {
      const { people } = stores.accounts;
      const full = account("user_b", { role: "admin", roleFrom: "corp", disabledAt: 5, lastLoginAt: 6 });
      expect(await people.insert(account("user_a"), "hash")).toBe(true);
      expect(await people.insert(full)).toBe(true);
      expect(await people.insert(account("user_c", { email: "USER_A@example.COM" }))).toBe(false);
      expect(await people.find("user_b")).toStrictEqual(full);
      expect(await people.findByEmail("User_A@EXAMPLE.com")).toStrictEqual(account("user_a"));
      expect(await people.list()).toStrictEqual([account("user_a"), full]);
      expect(await people.count()).toBe(2);
      expect([await people.passwordOf("user_a"), await people.passwordOf("user_b")]).toEqual([
        "hash",
        undefined,
      ]);
      expect(await people.passwordOf("user_c")).toBeUndefined();
    });

    test("what is given changes and the rest stays; null takes away", async () => {
      const { people } = stores.accounts;
      await people.insert(account("user_a", { role: "owner" }), "hash");
      await people.insert(account("user_b", { role: "owner", disabledAt: 5 }));
      expect(await people.otherOwners("user_a")).toBe(0);
      expect(await people.otherOwners("user_b")).toBe(1);
      expect(await people.update("user_a", {})).toBe(true);
      expect(await people.update("user_a", { role: null, name: "New", disabledAt: 7 })).toBe(true);
      expect(await people.find("user_a")).toStrictEqual(account("user_a", { name: "New", disabledAt: 7 }));
      await people.update("user_a", { disabledAt: null, password: "other" });
      expect(await people.find("user_a")).toStrictEqual(account("user_a", { name: "New" }));
      expect(await people.passwordOf("user_a")).toBe("other");
      expect(await people.update("user_x", { name: "x" })).toBe(false);
    });

    test("memberships are one for each project, and go with the account as everything else", async () => {
      const { people, sessions, tickets, factors, identities } = stores.accounts;
      await people.insert(account("user_a"));
      const first = { projectId: "proj_a", accountId: "user_a", role: "member", createdAt: 1 } as const;
      const second = { ...first, projectId: "proj_b", createdAt: 2, roleFrom: "corp" } as const;
      await people.putMembership(second);
      await people.putMembership(first);
      await people.putMembership({ ...first, role: "admin", createdAt: 9 });
      expect(await people.memberships({ accountId: "user_a" })).toStrictEqual([
        { ...first, role: "admin" },
        second,
      ]);
      expect(await people.memberships({ projectId: "proj_b" })).toStrictEqual([second]);
      expect(await people.removeMembership("proj_a", "user_a")).toBe(true);
      expect(await people.removeMembership("proj_a", "user_a")).toBe(false);
      await sessions.insert(session("sess_1"), hashOf("s"));
      await tickets.put(hashOf("t"), { kind: "recovery", accountId: "user_a", expiresAt: 5 });
      await factors.putRecoveryCodes("user_a", [hashOf("c")]);
      const identity = { issuer: "i", subject: "s", accountId: "user_a", provider: "corp", createdAt: 1 };
      expect(await identities.insert(identity)).toBe(true);
      expect(await identities.insert({ ...identity, provider: "other" })).toBe(false);
      expect(await identities.find("i", "s")).toStrictEqual(identity);
      expect(await identities.list("user_a")).toStrictEqual([identity]);
      expect(await people.remove("user_a")).toBe(true);
      expect(await people.remove("user_a")).toBe(false);
      expect(await people.memberships({})).toEqual([]);
      expect(await sessions.findByHash(hashOf("s"))).toBeUndefined();
      expect(await tickets.find(hashOf("t"))).toBeUndefined();
      expect(await factors.countRecoveryCodes("user_a")).toBe(0);
      expect(await identities.find("i", "s")).toBeUndefined();
    });

    test("of two owners who go at the same time, one stays: the lock is held until the end", async () => {
      const { people } = stores.accounts;
      await people.insert(account("user_a", { role: "owner" }));
      await people.insert(account("user_b", { role: "owner" }));
      const step = (id: string) =>
        stores.audit.record(async ({ accounts }) => {
          await accounts.people.lock();
          const may = (await accounts.people.otherOwners(id)) > 0;
          if (may) await accounts.people.update(id, { role: null });
          return { result: may, entries: [] };
        });
      expect((await Promise.all([step("user_a"), step("user_b")])).toSorted()).toEqual([false, true]);
    });

    test("who watches is told of what is recorded", async () => {
      let changes = 0;
      const unwatch = stores.watch(() => changes++);
      await stores.audit.record(async ({ accounts }) => {
        await accounts.people.insert(account("user_a"));
        const { kind, id, name: named } = operator;
        const entry = {
          actor: { kind, id, name: named },
          action: "user.added",
          subject: { kind: "user", id: "user_a" },
          outcome: "done",
          details: {},
        } as const;
        return { result: undefined, entries: [entry] };
      });
      expect(changes).toBeGreaterThanOrEqual(1);
      unwatch();
    });
  });

  describe(`${name}: sessions, invitations and tickets`, () => {
    opened();
    beforeEach(() => stores.accounts.people.insert(account("user_a")));

    test("sessions are found by their hash, ended one by one or all but one, and seen forward only", async () => {
      const { sessions } = stores.accounts;
      const full = session("sess_2", { createdAt: 20, address: "10.0.0.1", userAgent: "x" });
      await sessions.insert(session("sess_1"), hashOf("one"));
      await sessions.insert(full, hashOf("two"));
      await sessions.insert(session("sess_3", { createdAt: 30 }), hashOf("three"));
      expect(await sessions.findByHash(hashOf("two"))).toStrictEqual(full);
      expect(await sessions.findByHash(hashOf("four"))).toBeUndefined();
      expect((await sessions.list("user_a")).map(({ id }) => id)).toEqual(["sess_3", "sess_2", "sess_1"]);
      await sessions.touch([
        { id: "sess_1", at: 50 },
        { id: "sess_x", at: 50 },
      ]);
      await sessions.touch([{ id: "sess_1", at: 40 }]);
      expect((await sessions.findByHash(hashOf("one")))?.seenAt).toBe(50);
      expect(await sessions.living(["sess_1", "sess_9"])).toEqual(["sess_1"]);
      expect(await sessions.living([])).toEqual([]);
      expect(await sessions.end("sess_1")).toBe(true);
      expect(await sessions.end("sess_1")).toBe(false);
      expect(await sessions.endAll("user_a", "sess_2")).toBe(1);
      expect(await sessions.endAll("user_a")).toBe(1);
    });

    test("sessions expire by their end and by silence, some at a time", async () => {
      const { sessions } = stores.accounts;
      await sessions.insert(session("sess_1", { expiresAt: 100 }), hashOf("one"));
      await sessions.insert(session("sess_2", { seenAt: 20 }), hashOf("two"));
      await sessions.insert(session("sess_3", { seenAt: 60 }), hashOf("three"));
      expect(await sessions.expire(99, 19, 10)).toBe(1);
      expect(await sessions.expire(100, 20, 1)).toBe(1);
      expect(await sessions.expire(100, 20, 10)).toBe(0);
      expect((await sessions.list("user_a")).map(({ id }) => id)).toEqual(["sess_3"]);
    });

    test("an invitation is accepted once", async () => {
      const { invites } = stores.accounts;
      const invite: Invite = {
        id: "invite_1",
        email: "bob@example.com",
        role: "viewer",
        projects: [{ id: "proj_a", role: "member" }],
        invitedBy: "operator",
        createdAt: 1,
        expiresAt: 9,
      };
      await invites.insert(invite, hashOf("i"));
      expect(await invites.findByHash(hashOf("i"))).toStrictEqual(invite);
      expect(await invites.find("invite_1")).toStrictEqual(invite);
      expect(
        (await Promise.all([invites.accept("invite_1", 5), invites.accept("invite_1", 5)])).toSorted(),
      ).toEqual([false, true]);
      expect(await invites.list()).toStrictEqual([{ ...invite, acceptedAt: 5 }]);
      expect(await invites.remove("invite_1")).toBe(true);
      expect(await invites.remove("invite_1")).toBe(false);
    });

    test("a ticket is taken by one, and what is spent is spent", async () => {
      const { tickets } = stores.accounts;
      const ticket = { kind: "recovery", accountId: "user_a", expiresAt: 50 } as const;
      await tickets.put(hashOf("a"), ticket);
      await tickets.put(hashOf("b"), ticket);
      expect(await tickets.find(hashOf("a"))).toStrictEqual(ticket);
      const taken = await Promise.all([tickets.take(hashOf("a")), tickets.take(hashOf("a"))]);
      expect(taken.filter((one) => one !== undefined)).toStrictEqual([ticket]);
      const spent = { kind: "challenge", expiresAt: 60 } as const;
      const both = await Promise.all([tickets.spend(hashOf("c"), spent), tickets.spend(hashOf("c"), spent)]);
      expect(both.toSorted()).toEqual([false, true]);
      await tickets.withdraw("user_a", "recovery");
      expect(await tickets.find(hashOf("b"))).toBeUndefined();
      expect(await tickets.expire(59, 10)).toBe(0);
      expect(await tickets.expire(60, 10)).toBe(1);
    });

    test("tries change only from what they were", async () => {
      const { tries } = stores.accounts;
      const bucket = hashOf("who");
      const one = { failures: 1, freeAt: 10 };
      const two = { failures: 2, freeAt: 30 };
      expect(await tries.find(bucket)).toBeUndefined();
      const both = await Promise.all([
        tries.change(bucket, undefined, one, 100),
        tries.change(bucket, undefined, one, 100),
      ]);
      expect(both.toSorted()).toEqual([false, true]);
      expect(await tries.change(bucket, two, one, 100)).toBe(false);
      expect(await tries.change(bucket, one, two, 200)).toBe(true);
      expect(await tries.find(bucket)).toStrictEqual(two);
      expect(await tries.expire(199, 10)).toBe(0);
      expect(await tries.expire(200, 10)).toBe(1);
      await tries.change(bucket, undefined, one, 100);
      await tries.clear(bucket);
      expect(await tries.find(bucket)).toBeUndefined();
    });
  });

  describe(`${name}: second factors`, () => {
    opened();
    beforeEach(() => stores.accounts.people.insert(account("user_a")));

    test("a code's interval is used once and forward only, and a confirmed app is not replaced", async () => {
      const { factors } = stores.accounts;
      const app: CodeApp = { accountId: "user_a", sealed: hashOf("a"), createdAt: 1, lastStep: -1 };
      expect(await factors.codeApp("user_a")).toBeUndefined();
      expect(await factors.putCodeApp(app)).toBe(true);
      expect(await factors.putCodeApp({ ...app, sealed: hashOf("b") })).toBe(true);
      expect(await factors.codeApp("user_a")).toStrictEqual({ ...app, sealed: hashOf("b") });
      // Before it is confirmed no code opens anything, and what was replaced meanwhile is not confirmed.
      expect(await factors.useStep("user_a", 5)).toBe(false);
      expect(await factors.confirmCodeApp(app, 6, 60)).toBe(false);
      const second = { ...app, sealed: hashOf("b") };
      const confirmed = await Promise.all([60, 60].map((at) => factors.confirmCodeApp(second, 6, at)));
      expect(confirmed.toSorted()).toEqual([false, true]);
      const both = await Promise.all([factors.useStep("user_a", 7), factors.useStep("user_a", 7)]);
      expect(both.toSorted()).toEqual([false, true]);
      expect(await factors.useStep("user_a", 6)).toBe(false);
      expect(await factors.useStep("user_a", 8)).toBe(true);
      expect(await factors.codeApp("user_a")).toMatchObject({ confirmedAt: 60, lastStep: 8 });
      expect(await factors.putCodeApp(app)).toBe(false);
      await factors.putRecoveryCodes("user_a", [hashOf("1"), hashOf("2")]);
      await factors.putRecoveryCodes("user_a", [hashOf("3")]);
      expect(await factors.useRecoveryCode("user_a", hashOf("1"))).toBe(false);
      expect(await factors.useRecoveryCode("user_a", hashOf("3"))).toBe(true);
      expect(await factors.useRecoveryCode("user_a", hashOf("3"))).toBe(false);
      expect(await factors.removeCodeApp("user_a")).toBe(true);
      expect(await factors.removeCodeApp("user_a")).toBe(false);
    });

    test("a passkey's counter grows, or stays 0", async () => {
      const { factors } = stores.accounts;
      const passkey: Passkey = {
        id: "cred",
        accountId: "user_a",
        name: "laptop",
        publicKey: hashOf("k"),
        counter: 5,
        transports: ["internal"],
        createdAt: 1,
      };
      expect(await factors.insertPasskey(passkey)).toBe(true);
      expect(await factors.insertPasskey({ ...passkey, name: "twin" })).toBe(false);
      expect(await factors.insertPasskey({ ...passkey, id: "silent", counter: 0, createdAt: 2 })).toBe(true);
      expect(await factors.findPasskey("cred")).toStrictEqual(passkey);
      for (const counter of [5, 4, 0]) expect(await factors.usePasskey("cred", counter, 9)).toBe(false);
      expect(await factors.usePasskey("cred", 6, 9)).toBe(true);
      expect(await factors.usePasskey("silent", 0, 9)).toBe(true);
      expect(await factors.usePasskey("silent", 1, 9)).toBe(true);
      expect(await factors.usePasskey("silent", 0, 9)).toBe(false);
      expect((await factors.passkeys("user_a")).map(({ id, lastUsedAt }) => [id, lastUsedAt])).toEqual([
        ["cred", 9],
        ["silent", 9],
      ]);
      expect(await factors.removePasskey("user_b", "cred")).toBe(false);
      expect(await factors.removePasskey("user_a", "cred")).toBe(true);
    });
  });
}
