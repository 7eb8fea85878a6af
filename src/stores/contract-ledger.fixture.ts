import fc from "fast-check";
import { setImmediate as endOfTurn } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, test } from "vitest";

import type { Stores } from "../spec/stores.ts";
import { ending, opening, openRow, projectA } from "./contract-rows.fixture.ts";

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
      const full = opening("att_1", {
        keyId: "key_1",
        kind: "embed",
        priceVersion: "2026-11",
        atMost: { inputTokens: 1, outputTokens: 0, costMicros: 2 },
      });
      expect(await stores.ledger.open(full)).toEqual({ opened: true, holds: [], exceeded: [] });
      await stores.ledger.open(opening("att_0", { atMost: { outputTokens: 5 } }));
      expect(await stores.ledger.list({ limit: 10 })).toStrictEqual([
        openRow(full),
        openRow(opening("att_0", { atMost: { outputTokens: 5 } })),
      ]);
    });

    test("a settled attempt has what its ending says", async () => {
      const end = ending("att_1", {
        outcome: "failed",
        usage: { inputTokens: 7, outputTokens: 0 },
        costMicros: 3,
        forwarded: { bytes: 42, pieces: 4 },
        errorCode: "upstream_truncated",
        upstreamRequestId: "up_1",
      });
      await stores.ledger.open(opening("att_1"));
      await stores.ledger.settle(end);
      const { charges: _, ...rest } = end;
      expect(await row("att_1")).toStrictEqual({ ...openRow(opening("att_1")), ...rest });
    });

    test("an estimate says where the truth lies", async () => {
      const estimate = { outputTokensMin: 0, costMicrosMin: 1, costMicrosMax: 9 };
      await stores.ledger.open(opening("att_1"));
      await stores.ledger.settle(ending("att_1", { state: "interrupted", outcome: "failed", estimate }));
      expect((await row("att_1"))?.estimate).toStrictEqual(estimate);
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
      await stores.ledger.settle(ending("att_1", { costMicros: 1 }));
      await expect(stores.ledger.settle(ending("att_1", { costMicros: 2 }))).rejects.toThrow(TypeError);
      await expect(stores.ledger.settle(ending("att_2"))).rejects.toThrow(TypeError);
      expect(await row("att_1")).toMatchObject({ costMicros: 1 });
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

    test("a list goes on after its last row", async () => {
      for (const id of ["req_1", "req_2"])
        for (const attempt of [1, 2, 3]) await stores.ledger.open(opening(id, { attempt }));
      const seen: string[] = [];
      for (let after: { callId: string; attempt: number } | undefined; ;) {
        const page = await stores.ledger.list({ limit: 2, ...(after !== undefined && { after }) });
        seen.push(...page.map(({ callId, attempt }) => `${callId}/${attempt}`));
        after = page.at(-1);
        if (after === undefined) break;
      }
      expect(seen).toEqual(["req_2/3", "req_2/2", "req_2/1", "req_1/3", "req_1/2", "req_1/1"]);
      expect(
        await stores.ledger.list({ callId: "req_1", after: { callId: "req_1", attempt: 2 }, limit: 9 }),
      ).toMatchObject([{ callId: "req_1", attempt: 1 }]);
    });

    test("progress is noted of attempts under way, and of no others", async () => {
      for (const attempt of [1, 2]) await stores.ledger.open(opening("att_1", { attempt }));
      await stores.ledger.settle(ending("att_1", { attempt: 2, forwarded: { bytes: 9, pieces: 9 } }));
      const noted = (bytes: number) =>
        [2, 1, 3].map((attempt) => ({ callId: "att_1", attempt, forwarded: { bytes, pieces: 1 } }));
      await stores.ledger.progress(noted(5));
      await stores.ledger.progress([]);
      await stores.ledger.progress(noted(7));
      expect(await stores.ledger.list({ limit: 10 })).toMatchObject([
        { attempt: 2, state: "settled", forwarded: { bytes: 9, pieces: 9 } },
        { attempt: 1, state: "streaming", forwarded: { bytes: 7, pieces: 1 } },
      ]);
      await stores.ledger.settle(ending("att_1", { forwarded: { bytes: 8, pieces: 2 } }));
      expect(await stores.ledger.list({ limit: 10 })).toMatchObject([
        { attempt: 2 },
        { attempt: 1, state: "settled", forwarded: { bytes: 8, pieces: 2 } },
      ]);
    });

    test("the truth may come after an estimate, once", async () => {
      const estimate = { outputTokensMin: 1, outputTokensMax: 9 };
      const guess = ending("att_1", { state: "interrupted", outcome: "failed", estimate });
      const truth = ending("att_1", { state: "recovered", usage: { outputTokens: 3 }, endedAt: 12_000 });
      await stores.ledger.open(opening("att_1"));
      await stores.ledger.settle(guess);
      await expect(stores.ledger.settle(guess)).rejects.toThrow(TypeError);
      await stores.ledger.settle(truth);
      const found = await row("att_1");
      expect(found).toMatchObject({ state: "recovered", usage: { outputTokens: 3 }, endedAt: 12_000 });
      expect(found).not.toHaveProperty("estimate");
      await expect(stores.ledger.settle(truth)).rejects.toThrow(TypeError);
      await expect(stores.ledger.settle(guess)).rejects.toThrow(TypeError);
    });

    test("a thousand calls at once each get their own end", async () => {
      await Promise.all(
        Array.from({ length: 1_000 }, async (_, number) => {
          // Some turns pass in between, differently many for each, so that opens and ends share batches.
          for (let turns = number % 7; turns > 0; turns--) await endOfTurn();
          await stores.ledger.open(opening(`att_${number}`));
          for (let turns = number % 5; turns > 0; turns--) await endOfTurn();
          await stores.ledger.settle(ending(`att_${number}`, { costMicros: number }));
        }),
      );
      const rows = await stores.ledger.list({ limit: 2_000 });
      expect(rows).toHaveLength(1_000);
      for (const found of rows) {
        expect(found.state).toBe("settled");
        expect(found.callId).toBe(`att_${found.costMicros}`);
      }
    });

    describe("instances", () => {
      const abandoned = async (deadline: number) =>
        (await stores.instances.abandoned(deadline, 10)).map((found) => found.callId);

      test("what a silent, departed or unknown instance left open is found, oldest first", async () => {
        await stores.instances.beat("alive", 1_000);
        await stores.instances.beat("silent", 100);
        await stores.instances.beat("departed", 1_000);
        const rows = ["alive", "silent", "departed", "unknown"].map((instanceId, number) =>
          opening(`att_${number}`, { instanceId }),
        );
        for (const each of rows.toReversed()) await stores.ledger.open(each);
        await stores.ledger.open(opening("done", { instanceId: "silent" }));
        await stores.ledger.settle(ending("done"));
        expect((await stores.instances.list()).toSorted()).toEqual(["alive", "departed", "silent"]);
        await stores.instances.leave("departed");
        expect((await stores.instances.list()).toSorted()).toEqual(["alive", "silent"]);
        await stores.ledger.progress([{ callId: "att_2", attempt: 1, forwarded: { bytes: 3, pieces: 2 } }]);

        expect(await abandoned(1_000)).toEqual(["att_1", "att_2", "att_3"]);
        expect(await stores.instances.abandoned(1_000, 2)).toStrictEqual([
          { ...openRow(opening("att_1", { instanceId: "silent" })), holds: [] },
          {
            ...openRow(opening("att_2", { instanceId: "departed" })),
            state: "streaming",
            forwarded: { bytes: 3, pieces: 2 },
            holds: [],
          },
        ]);
        expect(await stores.instances.abandoned(1_000, 0)).toEqual([]);
        await expect(stores.instances.abandoned(1_000, -1)).rejects.toThrow(TypeError);
      });

      test("a later beat keeps an instance alive", async () => {
        await stores.instances.beat("inst_1", 100);
        await stores.instances.beat("inst_1", 2_000);
        await stores.ledger.open(opening("att_1"));
        expect(await abandoned(1_000)).toEqual([]);
      });

      test("one is buried only when nothing of it is open", async () => {
        await stores.instances.beat("inst_1", 100);
        await stores.ledger.open(opening("att_1"));
        await stores.instances.bury(1_000);
        // Its row would have been found without its instance as well; a beat of long ago is still there.
        expect(await abandoned(50)).toEqual([]);
        expect(await abandoned(1_000)).toEqual(["att_1"]);
        await stores.ledger.settle(ending("att_1"));
        await stores.instances.bury(1_000);
        await stores.ledger.open(opening("att_2"));
        expect(await abandoned(50)).toEqual(["att_2"]);
      });

      test("one that only slept still tells the truth, and lives again with its next beat", async () => {
        await stores.ledger.open(opening("att_1"));
        const estimate = { outputTokensMin: 0 };
        await stores.ledger.settle(ending("att_1", { state: "interrupted", outcome: "failed", estimate }));
        await stores.ledger.settle(ending("att_1", { usage: { outputTokens: 3 }, endedAt: 2_500 }));
        expect(await row("att_1")).toMatchObject({ state: "settled", outcome: "ended", endedAt: 2_500 });

        await stores.instances.beat("inst_1", 2_500);
        await stores.ledger.open(opening("att_2"));
        expect(await abandoned(1_000)).toEqual([]);
      });
    });
  });
}
