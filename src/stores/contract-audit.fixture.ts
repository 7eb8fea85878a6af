import { afterEach, beforeEach, describe, expect, test } from "vitest";

import { auditHash } from "../lib/audit-hash.ts";
import { type AuditRecord, type KeepingStores, type NewAuditEntry, noHash } from "../spec/audit.ts";
import { ParleyError } from "../spec/errors.ts";
import type { Stores } from "../spec/stores.ts";
import type { TimedStores } from "./contract-rules.fixture.ts";
import { projectA } from "./contract-rows.fixture.ts";

export function auditEntry(subject: string, more: Partial<NewAuditEntry> = {}): NewAuditEntry {
  return {
    actor: { kind: "operator", id: "operator", name: "operator" },
    action: "project.created",
    subject: { kind: "project", id: subject },
    outcome: "done",
    details: {},
    ...more,
  };
}

/** Fails unless the entries are numbered from `first` on, each with its hash and that of the one before. */
export function expectChain(records: readonly AuditRecord[], first = 1, previous = noHash): void {
  for (const [place, record] of records.entries()) {
    expect(record.sequence).toBe(first + place);
    expect(record.previous).toBe(place === 0 ? previous : records[place - 1]?.hash);
    expect(record.hash).toBe(auditHash(record));
  }
}

export function auditContract(
  name: string,
  open: () => Promise<Stores>,
  openTimed: () => Promise<TimedStores>,
): void {
  describe(`${name}: the audit log`, () => {
    let stores: Stores;
    beforeEach(async () => {
      stores = await open();
    });
    afterEach(() => stores.close());

    test("an entry comes as it was written, with its place, and what no database could hold is taken out", async () => {
      const entry = auditEntry("proj_a", {
        id: "audit_log-1",
        actor: {
          kind: "key",
          id: "key_1",
          name: "a\u0000n\n\ud800n",
          address: "192.0.2.1",
          userAgent: "u".repeat(999),
        },
        projectId: "proj_a",
        details: { b: [1, null, true, "\ud800\u0000"], a: { é: "😀" } },
      });
      await stores.audit.append([entry]);
      const [found] = await stores.audit.list({ limit: 9 });
      expect(found).toMatchObject({
        ...entry,
        actor: { ...entry.actor, name: "a n \ufffdn", userAgent: "u".repeat(256) },
        sequence: 1,
        previous: noHash,
      });
      expect(Math.abs((found?.at ?? 0) - Date.now())).toBeLessThan(60_000);
      const records = await stores.audit.records(0, 9);
      expectChain(records);
      expect(records[0]?.details).toBe(String.raw`{"a":{"é":"😀"},"b":[1,null,true,"\ud800\u0000"]}`);
      expect(await stores.audit.find("audit_log-1")).toEqual(found);
      expect(await stores.audit.find("audit_log-2")).toBeUndefined();
    });

    test("a change and its entry are made together, or neither", async () => {
      const made = await stores.audit.record(async (within) => {
        await within.projects.insert(projectA);
        return { result: "made", entries: [auditEntry("proj_a")] };
      });
      expect(made).toBe("made");
      expect(await stores.projects.list()).toEqual([projectA]);
      const fault = new ParleyError("invalid_value");
      const failing = stores.audit.record(async (within) => {
        await within.projects.rename(projectA.id, "Other");
        throw fault;
      });
      await expect(failing).rejects.toBe(fault);
      // An entry that cannot be written, here since its id is taken, takes its change with it.
      await stores.audit.append([auditEntry("x", { id: "audit_log-1" })]);
      const refused = stores.audit.record(async (within) => {
        await within.projects.rename(projectA.id, "Other");
        return { result: 1, entries: [auditEntry("x", { id: "audit_log-1" })] };
      });
      await expect(refused).rejects.toMatchObject({ code: "storage_unavailable" });
      expect(await stores.projects.list()).toEqual([projectA]);
      const records = await stores.audit.records(0, 9);
      expect(records).toHaveLength(2);
      expectChain(records);
    });

    test("a deed within a deed is part of it, and takes it with it when it fails, whatever is made of that", async () => {
      const rename = (name: string, fails: boolean) => (within: KeepingStores) =>
        within.audit.record(async ({ projects }) => {
          await projects.rename(projectA.id, name);
          if (fails) throw new Error("slipped");
          return { result: name, entries: [auditEntry("inner")] };
        });
      await stores.projects.insert(projectA);
      const outer = { result: undefined, entries: [auditEntry("outer")] };
      await stores.audit.record(async (within) => {
        await rename("Inner", false)(within);
        return outer;
      });
      const subjects = async () => (await stores.audit.records(0, 9)).map(({ subjectId }) => subjectId);
      expect(await subjects()).toEqual(["inner", "outer"]);
      const failing = stores.audit.record(async (within) => {
        await rename("Lost", true)(within).catch(() => undefined);
        return outer;
      });
      await expect(failing).rejects.toThrow("slipped");
      expect(await subjects()).toEqual(["inner", "outer"]);
      expect(await stores.projects.list()).toEqual([{ ...projectA, name: "Inner" }]);
    });

    test("who watches hears at once of a change that was recorded, and of none that was not", async () => {
      let changes = 0;
      const unwatch = stores.watch(() => changes++);
      await stores.audit.record(async () => ({ result: 1, entries: [] }));
      expect(changes).toBe(0);
      await stores.audit.record(async () => ({ result: 1, entries: [auditEntry("a")] }));
      expect(changes).toBeGreaterThanOrEqual(1);
      unwatch();
    });

    test("many at once make one chain", async () => {
      const deeds = Array.from({ length: 40 }, (_, number) =>
        number % 2 === 0
          ? stores.audit.append([auditEntry(`a${number}`), auditEntry(`b${number}`)])
          : stores.audit.record(async () => ({ result: 0, entries: [auditEntry(`c${number}`)] })),
      );
      await Promise.all(deeds);
      const records = await stores.audit.records(0, 100);
      expect(records).toHaveLength(60);
      expectChain(records);
      expect(await stores.audit.head()).toMatchObject({ sequence: 60, hash: records.at(-1)?.hash });
      expectChain(await stores.audit.records(50, 3), 51, records[49]?.hash);
    });

    test("details without bounds are a slip, and change nothing", async () => {
      const long = auditEntry("a", { details: { text: "x".repeat(70_000) } });
      await expect(stores.audit.append([long])).rejects.toThrow(TypeError);
      await stores.audit.append([]);
      expect(await stores.audit.head()).toMatchObject({ sequence: 0, hash: noHash });
    });

    test("lists are narrowed by all that is asked, and go from page to page", async () => {
      await stores.audit.append([
        auditEntry("p1", { projectId: "p1" }),
        auditEntry("k1", { action: "api_key.created", projectId: "p1" }),
        auditEntry("k2", { actor: { kind: "key", id: "key_9", name: "ann" }, projectId: "p2" }),
        auditEntry("k1", { action: "api_key.deleted" }),
      ]);
      const numbers = async (query: object) =>
        (await stores.audit.list({ limit: 9, ...query })).map(({ sequence }) => sequence);
      expect(await numbers({})).toEqual([4, 3, 2, 1]);
      expect(await numbers({ actions: ["api_key.created", "api_key.deleted"] })).toEqual([4, 2]);
      expect(await numbers({ subjectIds: ["k1"], projectIds: ["p1", "p2"] })).toEqual([2]);
      expect(await numbers({ actorIds: ["key_9"] })).toEqual([3]);
      expect(await numbers({ limit: 2 })).toEqual([4, 3]);
      expect(await numbers({ limit: 2, before: 3 })).toEqual([2, 1]);
      expect(await numbers({ limit: 2, after: 1 })).toEqual([3, 2]);
      expect(await numbers({ until: Date.now() - 3_600_000 })).toEqual([]);
      expect(await numbers({ from: Date.now() - 3_600_000 })).toEqual([4, 3, 2, 1]);
    });
  });

  describe(`${name}: the audit log's clock`, () => {
    let timed: TimedStores;
    beforeEach(async () => {
      timed = await openTimed();
    });
    afterEach(() => timed.stores.close());

    test("a checkpoint is due for one, when the log has grown and the time has come", async () => {
      const { audit } = timed.stores;
      await timed.setTime("2026-11-22T08:00:00Z");
      expect(await audit.claimCheckpoint(60_000)).toBeUndefined();
      await audit.append([auditEntry("a")]);
      const claims = await Promise.all([audit.claimCheckpoint(60_000), audit.claimCheckpoint(60_000)]);
      expect(claims.filter((claim) => claim !== undefined)).toEqual([
        { ...(await audit.head()), now: Date.parse("2026-11-22T08:00:00Z") },
      ]);
      await audit.endClaim(undefined);
      expect(await audit.claimCheckpoint(60_000)).toMatchObject({ sequence: 1 });
      await audit.endClaim(1);
      await timed.setTime("2026-11-22T09:00:00Z");
      expect(await audit.claimCheckpoint(60_000)).toBeUndefined();
      await audit.append([auditEntry("b")]);
      expect(await audit.claimCheckpoint(60_000)).toMatchObject({ sequence: 2 });
      await audit.endClaim(2);
      await audit.append([auditEntry("c")]);
      expect(await audit.claimCheckpoint(60_000)).toBeUndefined();
      // A clock that was set back does not silence it.
      await timed.setTime("2026-11-22T07:00:00Z");
      expect(await audit.claimCheckpoint(60_000)).toMatchObject({ sequence: 3 });
    });

    test("what is old can be forgotten from its beginning on, and the chain goes on", async () => {
      const { audit } = timed.stores;
      for (const hour of ["08", "09", "10", "08"]) {
        await timed.setTime(`2026-11-22T${hour}:00:00Z`);
        await audit.append([auditEntry(hour)]);
      }
      const time = (hour: string): number => Date.parse(`2026-11-22T${hour}:00:00Z`);
      const [first, second] = await audit.records(0, 9);
      expect(await audit.prunable(time("08"), 9)).toBeUndefined();
      expect(await audit.prunable(time("10"), 1)).toEqual({ sequence: 1, hash: first?.hash });
      // The fourth is old, too, and stands behind one that is not.
      expect(await audit.prunable(time("10"), 9)).toEqual({ sequence: 2, hash: second?.hash });
      const pruned = auditEntry("log", { action: "audit_log.pruned" });
      expect(await audit.prune(2, pruned)).toBe(2);
      expect(await audit.prune(2, pruned)).toBe(0);
      const left = await audit.records(0, 9);
      expect(left.map(({ sequence }) => sequence)).toEqual([3, 4, 5]);
      expectChain(left, 3, second?.hash);
    });
  });
}
