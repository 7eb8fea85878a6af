import { afterEach, beforeEach, describe, expect, test } from "vitest";

import type { IdempotencyClaim, KeyOwner } from "../spec/idempotency.ts";
import type { Stores } from "../spec/stores.ts";
import { hashOf, projectA, projectB } from "./contract-rows.fixture.ts";

const question = hashOf("question").toString("hex");
const other = hashOf("another question").toString("hex");

function claim(requestId: string, more: Partial<IdempotencyClaim> = {}): IdempotencyClaim {
  return {
    projectId: "proj_a",
    key: "order 66",
    fingerprint: question,
    requestId,
    instanceId: "alive",
    at: 10_000,
    expiresAt: 20_000,
    deadAfterMs: 60_000,
    ...more,
  };
}

const owner = (requestId: string, more: Partial<KeyOwner> = {}): KeyOwner => ({
  projectId: "proj_a",
  key: "order 66",
  requestId,
  ...more,
});

/** Every byte there is, also such as no text may have. */
const bytes = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte));
const answer = { status: 200, contentType: "application/json", body: bytes };

/** The rules of `IdempotencyStore`. */
export function idempotencyContract(name: string, open: () => Promise<Stores>): void {
  describe(`${name}: idempotency keys`, () => {
    let stores: Stores;
    beforeEach(async () => {
      stores = await open();
      await stores.projects.insert(projectA);
      await stores.projects.insert(projectB);
      await stores.instances.beat("alive");
      await stores.instances.beat("elsewhere");
    });
    afterEach(() => stores.close());

    test("a key is taken once, and its holder is named by what was asked", async () => {
      const { idempotency } = stores;
      expect(await idempotency.begin(claim("req_1"))).toStrictEqual({ state: "taken" });
      const second = claim("req_2", { instanceId: "elsewhere" });
      expect(await idempotency.begin(second)).toStrictEqual({ state: "running", fingerprint: question });
      expect(await idempotency.begin({ ...second, fingerprint: other })).toStrictEqual({
        state: "running",
        fingerprint: question,
      });
    });

    test("of two hundred at once one gets it", async () => {
      const instances = Array.from({ length: 200 }, (_, number) => `inst_${number}`);
      await Promise.all(instances.map((id) => stores.instances.beat(id)));
      const found = await Promise.all(
        instances.map((instanceId) => stores.idempotency.begin(claim(`req_${instanceId}`, { instanceId }))),
      );
      expect(found.filter(({ state }) => state === "taken")).toHaveLength(1);
      expect(found.filter(({ state }) => state === "running")).toHaveLength(199);
    });

    test("keys are letter by letter, and each project has its own", async () => {
      const { idempotency } = stores;
      for (const [number, more] of [
        {},
        { key: "ORDER 66" },
        { key: "order 66 " },
        { projectId: "proj_b" },
        { key: "x".repeat(255) },
      ].entries()) {
        expect(await idempotency.begin(claim(`req_${number}`, more))).toStrictEqual({ state: "taken" });
      }
      await expect(idempotency.begin(claim("req_9", { projectId: "proj_nobody" }))).rejects.toMatchObject({
        code: "storage_unavailable",
      });
    });

    test("an answer comes back byte by byte, to the one who asked the same", async () => {
      const { idempotency } = stores;
      await idempotency.begin(claim("req_1"));
      expect(await idempotency.finish(owner("req_1"), answer)).toBe(true);
      const again = claim("req_2", { instanceId: "elsewhere", at: 19_999 });
      const found = await idempotency.begin(again);
      expect(found).toStrictEqual({
        state: "done",
        fingerprint: question,
        answer: { requestId: "req_1", ...answer },
      });
      expect(await idempotency.begin({ ...again, fingerprint: other })).toStrictEqual({
        state: "done",
        fingerprint: question,
      });
    });

    test("an empty answer is one, and one too large to be kept is known to be missing", async () => {
      const { idempotency } = stores;
      for (const [key, body] of [
        ["empty", { body: Buffer.alloc(0) }],
        ["missing", {}],
      ] as const) {
        await idempotency.begin(claim("req_1", { key }));
        await idempotency.finish(owner("req_1", { key }), {
          status: 200,
          contentType: "text/plain",
          ...body,
        });
        const found = await idempotency.begin(claim("req_2", { key }));
        expect(found).toStrictEqual({
          state: "done",
          fingerprint: question,
          answer: { requestId: "req_1", status: 200, contentType: "text/plain", ...body },
        });
      }
    });

    test("a key that was released is free, also for another question", async () => {
      const { idempotency } = stores;
      await idempotency.begin(claim("req_1"));
      expect(await idempotency.release(owner("req_1"))).toBe(true);
      expect(await idempotency.release(owner("req_1"))).toBe(false);
      const next = claim("req_2", { fingerprint: other, instanceId: "elsewhere" });
      expect(await idempotency.begin(next)).toStrictEqual({ state: "taken" });
    });

    test("what a dead process left is taken over by the same question, and by no other", async () => {
      const { idempotency } = stores;
      await idempotency.begin(claim("req_1", { instanceId: "silent" }));
      expect(await idempotency.begin(claim("req_2", { fingerprint: other }))).toStrictEqual({
        state: "running",
        fingerprint: question,
      });
      expect(await idempotency.begin(claim("req_3"))).toStrictEqual({ state: "taken" });
      // The dead one was only asleep: the key is not its own any more.
      expect(await idempotency.finish(owner("req_1"), answer)).toBe(false);
      expect(await idempotency.release(owner("req_1"))).toBe(false);
      expect(await idempotency.finish(owner("req_3"), answer)).toBe(true);
      expect(await idempotency.finish(owner("req_3"), answer)).toBe(false);
      expect(await idempotency.release(owner("req_3"))).toBe(false);
    });

    test("an instance that was not heard of for long is dead, and one that was heard of is not", async () => {
      const { idempotency } = stores;
      await idempotency.begin(claim("req_1"));
      const later = claim("req_2", { instanceId: "elsewhere", at: 15_000 });
      expect(await idempotency.begin(later)).toMatchObject({ state: "running" });
      expect(await idempotency.begin({ ...later, deadAfterMs: 0 })).toStrictEqual({ state: "taken" });
    });

    test("a claim's own instance counts as dead", async () => {
      const { idempotency } = stores;
      await idempotency.begin(claim("req_1"));
      expect(await idempotency.begin(claim("req_2"))).toStrictEqual({ state: "taken" });
    });

    test("an answer is there until it expires; then the key is new", async () => {
      const { idempotency } = stores;
      await idempotency.begin(claim("req_1"));
      await idempotency.finish(owner("req_1"), answer);
      const late = { fingerprint: other, at: 20_000, expiresAt: 30_000 };
      expect(await idempotency.begin(claim("req_2", { ...late, at: 19_999 }))).toMatchObject({
        state: "done",
      });
      expect(await idempotency.begin(claim("req_2", late))).toStrictEqual({ state: "taken" });
      expect(await idempotency.begin(claim("req_3", { instanceId: "elsewhere" }))).toStrictEqual({
        state: "running",
        fingerprint: other,
      });
    });

    test("a call that takes longer than its key lives keeps it while its process does", async () => {
      const { idempotency } = stores;
      await idempotency.begin(claim("req_1"));
      const late = claim("req_2", { instanceId: "elsewhere", fingerprint: other, at: 20_000 });
      expect(await idempotency.begin(late)).toMatchObject({ state: "running" });
      expect(await idempotency.expire(20_000, 60_000, 10)).toBe(0);
      expect(await idempotency.begin({ ...late, deadAfterMs: 0 })).toStrictEqual({ state: "taken" });
    });

    test("what has expired is removed, the oldest first and not more than asked", async () => {
      const { idempotency } = stores;
      for (const number of [3, 1, 2, 9]) {
        const key = `key ${number}`;
        await idempotency.begin(claim("req_1", { key, expiresAt: 20_000 + number }));
        await idempotency.finish(owner("req_1", { key }), answer);
      }
      await idempotency.begin(claim("req_1", { key: "abandoned", instanceId: "silent" }));
      expect(await idempotency.expire(19_999, 60_000, 10)).toBe(0);
      expect(await idempotency.expire(20_003, 60_000, 2)).toBe(2);
      const state = async (key: string) =>
        (await idempotency.begin(claim("req_2", { key, instanceId: "elsewhere" }))).state;
      expect(await state("key 2")).toBe("done");
      expect(await idempotency.expire(20_003, 60_000, 10)).toBe(2);
      expect(await idempotency.expire(20_003, 60_000, 10)).toBe(0);
      expect(await state("key 9")).toBe("done");
      expect(await state("abandoned")).toBe("taken");
      await expect(idempotency.expire(1, 1, -1)).rejects.toThrow(TypeError);
    });

    test("eight mebibytes are kept", async () => {
      const body = Buffer.alloc(8 * 1024 * 1024, "parley ");
      await stores.idempotency.begin(claim("req_1"));
      await stores.idempotency.finish(owner("req_1"), { ...answer, body });
      const found = await stores.idempotency.begin(claim("req_2"));
      expect(found.state === "done" && found.answer?.body?.equals(body)).toBe(true);
    });
  });
}
