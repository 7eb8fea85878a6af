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

    test("whatever is claimed, the row is written, and read, listed and summed up again", async () => {
      const figure = fc.oneof(
        fc.constantFrom(0, 1, Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER * 128, 1e300, Infinity, -1),
        fc.double({ min: -1e20, noNaN: true }).map(Math.floor),
      );
      const stopped = (value: number) => Math.min(Math.max(value, 0), Number.MAX_SAFE_INTEGER);
      let count = 0;
      await fc.assert(
        fc.asyncProperty(figure, figure, figure, async (one, two, three) => {
          const id = `req_${count++}`;
          const atMost = { inputTokens: one, outputTokens: two, costMicros: three };
          await stores.ledger.open(opening(id, { atMost, openedAt: one }));
          await stores.ledger.progress([{ callId: id, attempt: 1, forwarded: { bytes: one, pieces: two } }]);
          const found = (await stores.instances.abandoned(0, 1_000)).find(({ callId }) => callId === id);
          expect(found).toMatchObject({ atMost: { inputTokens: stopped(one) }, openedAt: stopped(one) });
          await stores.ledger.settle(
            ending(id, {
              usage: { inputTokens: one, cachedTokens: two, outputTokens: three },
              costMicros: three,
              estimate: { outputTokensMin: one, outputTokensMax: two, costMicrosMin: three },
              forwarded: { bytes: two, pieces: three },
              endedAt: three,
            }),
          );
          expect(await row(id)).toMatchObject({
            usage: {
              inputTokens: stopped(one),
              cachedTokens: stopped(two),
              outputTokens: stopped(three),
            },
            forwarded: { bytes: stopped(two), pieces: stopped(three) },
            endedAt: stopped(three),
          });
        }),
        { numRuns: 50 },
      );
      const rows = await stores.ledger.list({ limit: 1_000 });
      const sum = rows.reduce((total, { usage }) => total + BigInt(usage.inputTokens ?? 0), 0n);
      const most = BigInt(Number.MAX_SAFE_INTEGER);
      const spans = [{ from: 0, until: 2_000_000_000_000 }];
      for (const { inputTokens } of await stores.usage.report({ spans, groupBy: [] })) {
        expect(inputTokens.known).toBe(Number(sum > most ? most : sum));
      }
    });

    test("an attempt that never left has no upstream id and no error unless it is told", async () => {
      await stores.ledger.open(opening("att_1"));
      await stores.ledger.settle(ending("att_1", { state: "never_sent", outcome: "cancelled" }));
      const found = await row("att_1");
      expect(found).toMatchObject({ state: "never_sent", outcome: "cancelled", usage: {} });
      expect(found).not.toHaveProperty("errorCode");
      expect(found).not.toHaveProperty("upstreamRequestId");
    });

    test("settling twice is late, and what was never opened is a programmer's mistake", async () => {
      await stores.ledger.open(opening("att_1"));
      expect(await stores.ledger.settle(ending("att_1", { costMicros: 1 }))).toBe("settled");
      const usage = { outputTokens: 1 };
      expect(await stores.ledger.settle(ending("att_1", { costMicros: 2, usage }))).toBe("late");
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
      expect(await stores.ledger.settle(guess)).toBe("settled");
      expect(await stores.ledger.settle(guess)).toBe("late");
      expect(await stores.ledger.settle(truth)).toBe("settled");
      const found = await row("att_1");
      expect(found).toMatchObject({ state: "recovered", usage: { outputTokens: 3 }, endedAt: 12_000 });
      expect(found).not.toHaveProperty("estimate");
      expect(await stores.ledger.settle(truth)).toBe("late");
      expect(await stores.ledger.settle(guess)).toBe("late");
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
  });
}
