import fc from "fast-check";
import { setImmediate as endOfTurn } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, test } from "vitest";

import type { Stores } from "../spec/stores.ts";
import { ending, opening, projectA } from "./contract-rows.fixture.ts";

const tokens = fc.nat({ max: Number.MAX_SAFE_INTEGER });
const anyUsage = fc.record(
  {
    inputTokens: tokens,
    cachedTokens: tokens,
    cacheWriteTokens: tokens,
    outputTokens: tokens,
    reasoningTokens: tokens,
  },
  { requiredKeys: [], noNullPrototype: true },
);

/** The rules of `LedgerStore` and `InstanceStore`. */
export function ledgerContract(name: string, open: () => Promise<Stores>): void {
  describe(`${name}: the ledger`, () => {
    let stores: Stores;
    beforeEach(async () => {
      stores = await open();
      await stores.projects.insert(projectA);
    });
    afterEach(() => stores.close());

    async function row(callId: string) {
      return (await stores.ledger.list({ callId, limit: 1 }))[0];
    }

    test("an opened attempt is dispatched, and nothing is known of its end", async () => {
      await stores.ledger.open(opening("att_1", { keyId: "key_1" }));
      expect(await stores.ledger.list({ limit: 10 })).toStrictEqual([
        { ...opening("att_1", { keyId: "key_1" }), state: "dispatched", usage: {} },
      ]);
    });

    test("a settled attempt has what its ending says", async () => {
      const end = ending("att_1", {
        outcome: "failed",
        usage: { inputTokens: 7, outputTokens: 0 },
        forwardedBytes: 42,
        errorCode: "upstream_truncated",
        upstreamRequestId: "up_1",
      });
      await stores.ledger.open(opening("att_1"));
      await stores.ledger.settle(end);
      expect(await row("att_1")).toStrictEqual({ ...opening("att_1"), ...end });
    });

    test("usage that is unknown stays absent, and 0 stays 0", async () => {
      let count = 0;
      await fc.assert(
        fc.asyncProperty(anyUsage, async (usage) => {
          const id = `att_${count++}`;
          await stores.ledger.open(opening(id));
          await stores.ledger.settle(ending(id, { usage }));
          expect((await row(`${id}`))?.usage).toStrictEqual(usage);
        }),
        { numRuns: 50 },
      );
    });

    test("an attempt that never left has no upstream id and no error unless it is told", async () => {
      await stores.ledger.open(opening("att_1"));
      await stores.ledger.settle(ending("att_1", { state: "never_sent", outcome: "cancelled" }));
      const found = await row("att_1");
      expect(found).toMatchObject({ state: "never_sent", outcome: "cancelled", usage: {} });
      expect(found).not.toHaveProperty("errorCode");
      expect(found).not.toHaveProperty("upstreamRequestId");
    });

    test("settling twice, or what was never opened, is a programmer's mistake", async () => {
      await stores.ledger.open(opening("att_1"));
      await stores.ledger.settle(ending("att_1", { forwardedBytes: 1 }));
      await expect(stores.ledger.settle(ending("att_1", { forwardedBytes: 2 }))).rejects.toThrow(TypeError);
      await expect(stores.ledger.settle(ending("att_2"))).rejects.toThrow(TypeError);
      expect(await row("att_1")).toMatchObject({ forwardedBytes: 1 });
    });

    test("a number within a call is taken once", async () => {
      await stores.ledger.open(opening("att_1", { model: "first" }));
      await expect(stores.ledger.open(opening("att_1"))).rejects.toMatchObject({
        code: "storage_unavailable",
      });
      await stores.ledger.open(opening("att_1", { attempt: 2, model: "second" }));
      await stores.ledger.settle(ending("att_1", { attempt: 2 }));
      expect(await stores.ledger.list({ limit: 10 })).toMatchObject([
        { attempt: 2, model: "second", state: "settled" },
        { attempt: 1, model: "first", state: "dispatched" },
      ]);
    });

    test("a bad row does not take its neighbours with it", async () => {
      const results = await Promise.allSettled([
        stores.ledger.open(opening("att_1")),
        stores.ledger.open(opening("att_2", { projectId: "proj_nobody" })),
        stores.ledger.open(opening("att_3")),
        stores.ledger.settle(ending("att_1")),
        stores.ledger.settle(ending("att_2")),
      ]);
      expect(results.map((result) => result.status)).toEqual([
        "fulfilled",
        "rejected",
        "fulfilled",
        "fulfilled",
        "rejected",
      ]);
      const states = (await stores.ledger.list({ limit: 10 })).map((found) => [found.callId, found.state]);
      expect(states.sort()).toEqual([
        ["att_1", "settled"],
        ["att_3", "dispatched"],
      ]);
    });

    test("tokens are integers", async () => {
      await stores.ledger.open(opening("att_1"));
      await expect(
        stores.ledger.settle(ending("att_1", { usage: { inputTokens: 1.5 } })),
      ).rejects.toMatchObject({
        code: "storage_unavailable",
      });
      expect(await row("att_1")).toMatchObject({ state: "dispatched" });
    });

    test("lists the newest first, of all calls or of one, and not more than asked", async () => {
      for (const id of ["req_1", "req_3", "req_2"]) await stores.ledger.open(opening(id));
      for (const attempt of [1, 3, 2]) await stores.ledger.open(opening("req_0", { attempt }));
      const ids = async (filter: { callId?: string; limit: number }) =>
        (await stores.ledger.list(filter)).map((found) => `${found.callId}/${found.attempt}`);
      expect(await ids({ limit: 2 })).toEqual(["req_3/1", "req_2/1"]);
      expect(await ids({ callId: "req_0", limit: 10 })).toEqual(["req_0/3", "req_0/2", "req_0/1"]);
      expect(await ids({ callId: "nobody", limit: 10 })).toEqual([]);
      expect(await ids({ limit: 0 })).toEqual([]);
      await expect(stores.ledger.list({ limit: -1 })).rejects.toThrow(TypeError);
      await expect(stores.ledger.list({ limit: 1.5 })).rejects.toThrow(TypeError);
    });

    test("a thousand calls at once each get their own end", async () => {
      await Promise.all(
        Array.from({ length: 1_000 }, async (_, number) => {
          // Some turns pass in between, differently many for each, so that opens and ends share batches.
          for (let turns = number % 7; turns > 0; turns--) await endOfTurn();
          await stores.ledger.open(opening(`att_${number}`));
          for (let turns = number % 5; turns > 0; turns--) await endOfTurn();
          await stores.ledger.settle(ending(`att_${number}`, { forwardedBytes: number }));
        }),
      );
      const rows = await stores.ledger.list({ limit: 2_000 });
      expect(rows).toHaveLength(1_000);
      for (const found of rows) {
        expect(found.state).toBe("settled");
        expect(found.callId).toBe(`att_${found.forwardedBytes}`);
      }
    });

    describe("instances", () => {
      test("what a silent, departed or unknown instance left open is interrupted", async () => {
        await stores.instances.beat("alive", 1_000);
        await stores.instances.beat("silent", 100);
        await stores.instances.beat("departed", 1_000);
        for (const instanceId of ["alive", "silent", "departed", "unknown"]) {
          await stores.ledger.open(opening(instanceId, { instanceId }));
        }
        await stores.ledger.open(opening("done", { instanceId: "silent" }));
        await stores.ledger.settle(ending("done"));
        await stores.instances.leave("departed");

        expect(await stores.instances.closeAbandoned(1_000, 2_000)).toBe(3);
        expect(await row("alive")).toMatchObject({ state: "dispatched" });
        expect(await row("done")).toMatchObject({ state: "settled", endedAt: 11_000 });
        for (const id of ["silent", "departed", "unknown"]) {
          const found = await row(`${id}`);
          expect(found).toStrictEqual({
            ...opening(id, { instanceId: id }),
            state: "interrupted",
            outcome: "failed",
            usage: {},
            endedAt: 2_000,
          });
        }
        expect(await stores.instances.closeAbandoned(1_000, 3_000)).toBe(0);
      });

      test("a later beat keeps an instance alive", async () => {
        await stores.instances.beat("inst_1", 100);
        await stores.instances.beat("inst_1", 2_000);
        await stores.ledger.open(opening("att_1"));
        expect(await stores.instances.closeAbandoned(1_000, 3_000)).toBe(0);
      });

      test("one that only slept still tells the truth, and lives again with its next beat", async () => {
        await stores.ledger.open(opening("att_1"));
        expect(await stores.instances.closeAbandoned(1_000, 2_000)).toBe(1);
        await stores.ledger.settle(ending("att_1", { usage: { outputTokens: 3 }, endedAt: 2_500 }));
        expect(await row("att_1")).toMatchObject({
          state: "settled",
          outcome: "ended",
          endedAt: 2_500,
        });

        await stores.instances.beat("inst_1", 2_500);
        await stores.ledger.open(opening("att_2"));
        expect(await stores.instances.closeAbandoned(1_000, 3_000)).toBe(0);
      });
    });
  });
}
