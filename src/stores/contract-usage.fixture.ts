import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";

import { timeOrderedId } from "../lib/random-id.ts";
import type { AttemptEnding, AttemptOpening } from "../spec/ledger.ts";
import type { Stores } from "../spec/stores.ts";
import { mostSpans, type Tally, type UsageQuery } from "../spec/usage-report.ts";
import { projectA, projectB } from "./contract-rows.fixture.ts";

const minute = 60_000;
/** A round minute of 2026. */
const noon = Date.UTC(2026, 10, 22, 12);

const told = (known: number): Tally => ({ known, unknown: 0 });
const nothing: Tally = { unknown: 0 };

/** The rules of `UsageStore`. */
export function usageContract(name: string, open: () => Promise<Stores>): void {
  describe(`${name}: usage`, () => {
    let stores: Stores;
    beforeEach(async () => {
      stores = await open();
      await stores.projects.insert(projectA);
      await stores.projects.insert(projectB);
    });
    afterEach(() => stores.close());

    /** An attempt of a call that came in at `at`; without an ending it stays open. */
    async function attempt(
      at: number,
      more: Partial<AttemptOpening> = {},
      ending?: Partial<AttemptEnding>,
    ): Promise<void> {
      const opening: AttemptOpening = {
        callId: timeOrderedId("req", at),
        attempt: 1,
        instanceId: "inst_1",
        projectId: "proj_a",
        kind: "generate",
        provider: "rehearsal",
        model: "rehearsal",
        settingsVersion: "1",
        atMost: {},
        openedAt: at,
        holds: [],
        ...more,
      };
      await stores.ledger.open(opening);
      if (ending === undefined) return;
      const { callId, attempt: number } = opening;
      await stores.ledger.settle({
        callId,
        attempt: number,
        state: "settled",
        outcome: "ended",
        forwarded: { bytes: 0, pieces: 0 },
        endedAt: at + 1,
        charges: [],
        ...ending,
      });
    }

    const whole = { from: noon, until: noon + 10 * minute };
    const report = (query: Partial<UsageQuery> = {}) =>
      stores.usage.report({ spans: [whole], groupBy: [], ...query });

    test("all figures are summed, and nothing is unknown that was told", async () => {
      const usage = {
        inputTokens: 10,
        cachedTokens: 4,
        cacheWriteTokens: 0,
        outputTokens: 5,
        reasoningTokens: 2,
      };
      await attempt(noon, {}, { usage, costMicros: 7 });
      await attempt(noon + 1, {}, { usage, costMicros: 8 });
      expect(await report()).toStrictEqual([
        {
          span: 0,
          requests: 2,
          open: 0,
          estimated: 0,
          inputTokens: told(20),
          cachedTokens: told(8),
          cacheWriteTokens: told(0),
          outputTokens: told(10),
          reasoningTokens: told(4),
          costMicros: told(15),
        },
      ]);
    });

    test("a span begins with its first millisecond and ends before its last", async () => {
      for (const at of [noon - 1, noon, noon + minute - 1, noon + minute, noon + 2 * minute]) {
        await attempt(at, {}, {});
      }
      const spans = [0, 1].map((n) => ({ from: noon + n * minute, until: noon + (n + 1) * minute }));
      const rows = await report({ spans });
      expect(rows.map(({ span, requests }) => [span, requests])).toEqual([
        [0, 2],
        [1, 1],
      ]);
    });

    test("what is unknown is counted, and is not 0", async () => {
      await attempt(noon, {}, { usage: { inputTokens: 3 } });
      await attempt(noon, {}, { usage: { inputTokens: 4, outputTokens: 0 }, costMicros: 0 });
      await attempt(noon, {}, { outcome: "failed" });
      expect(await report()).toMatchObject([
        {
          requests: 3,
          inputTokens: { known: 7, unknown: 1 },
          outputTokens: { known: 0, unknown: 2 },
          costMicros: { known: 0, unknown: 2 },
        },
      ]);
      const [row] = await report();
      expect(row?.cachedTokens).toStrictEqual({ unknown: 3 });
    });

    test("attempts count that went upstream, also those under way and those that only were estimated", async () => {
      const callId = timeOrderedId("req", noon);
      const estimate = { outputTokensMin: 1, outputTokensMax: 9 };
      await attempt(noon, { callId }, { state: "never_sent", outcome: "failed" });
      await attempt(noon, { callId, attempt: 2 }, { outcome: "failed" });
      await attempt(noon, { callId, attempt: 3 }, { usage: { inputTokens: 1, outputTokens: 1 } });
      await attempt(noon);
      await attempt(
        noon,
        {},
        { state: "interrupted", outcome: "failed", usage: { inputTokens: 5, outputTokens: 9 }, estimate },
      );
      expect(await report()).toMatchObject([
        {
          requests: 4,
          open: 1,
          estimated: 1,
          inputTokens: { known: 6, unknown: 2 },
          outputTokens: { known: 10, unknown: 2 },
        },
      ]);
    });

    test("a request that was refused used nothing, and nothing of it is missing", async () => {
      await attempt(noon, {}, { outcome: "failed", costMicros: 0 });
      expect(await report()).toMatchObject([
        {
          requests: 1,
          inputTokens: nothing,
          cachedTokens: nothing,
          outputTokens: nothing,
          costMicros: told(0),
        },
      ]);
      await attempt(noon, {}, { costMicros: 0, usage: { inputTokens: 1 } });
      expect(await report()).toMatchObject([
        { requests: 2, inputTokens: told(1), cachedTokens: { unknown: 1 }, outputTokens: { unknown: 1 } },
      ]);
    });

    test("embeddings have no output, and none is missed", async () => {
      await attempt(noon, { kind: "embed" }, { usage: { inputTokens: 3 }, costMicros: 1 });
      await attempt(noon, {}, { usage: { inputTokens: 5, outputTokens: 1 }, costMicros: 1 });
      const [embeddings] = await report({ kind: "embed" });
      expect(embeddings).toMatchObject({
        requests: 1,
        inputTokens: told(3),
        outputTokens: nothing,
        reasoningTokens: nothing,
      });
      expect(await report({ kind: "generate" })).toMatchObject([{ requests: 1, inputTokens: told(5) }]);
      expect(await report()).toMatchObject([{ requests: 2, outputTokens: told(1) }]);
    });

    test("groups are apart, sorted, and have the members that were asked for", async () => {
      await attempt(noon, { keyId: "key_2", model: "b" }, {});
      await attempt(noon, { keyId: "key_1", model: "a" }, {});
      await attempt(noon, { keyId: "key_1", model: "a", provider: "other" }, {});
      await attempt(noon, { projectId: "proj_b", model: "a" }, {});
      const names = async (query: Partial<UsageQuery>) =>
        (await report(query)).map(({ projectId, keyId, provider, model, requests }) =>
          [projectId, keyId, provider, model, requests].filter((member) => member !== undefined).join(" "),
        );
      expect(await names({ groupBy: ["project"] })).toEqual(["proj_a 3", "proj_b 1"]);
      expect(await names({ groupBy: ["key"] })).toEqual(["1", "key_1 2", "key_2 1"]);
      expect(await names({ groupBy: ["provider", "model"] })).toEqual([
        "other a 1",
        "rehearsal a 2",
        "rehearsal b 1",
      ]);
      expect(await names({ groupBy: ["model", "project"] })).toEqual([
        "proj_a a 2",
        "proj_a b 1",
        "proj_b a 1",
      ]);
    });

    test("filters leave out what is not named, and an empty one leaves out all", async () => {
      await attempt(noon, { keyId: "key_1", model: "a" }, {});
      await attempt(noon, { keyId: "key_2", model: "b", provider: "other" }, {});
      await attempt(noon, { projectId: "proj_b", model: "a" }, {});
      const count = async (query: Partial<UsageQuery>) => (await report(query))[0]?.requests ?? 0;
      expect(await count({ projectIds: ["proj_a"] })).toBe(2);
      expect(await count({ projectIds: ["proj_a", "proj_b"], models: ["a"] })).toBe(2);
      expect(await count({ keyIds: ["key_2", "key_nobody"] })).toBe(1);
      expect(await count({ providers: ["other"] })).toBe(1);
      expect(await count({ targets: [{ provider: "other", model: "b" }] })).toBe(1);
      expect(await count({ targets: [{ provider: "other", model: "a" }] })).toBe(0);
      for (const name of ["projectIds", "keyIds", "providers", "models", "targets"])
        expect(await count({ [name]: [] })).toBe(0);
    });

    test("a sum that a number cannot hold stops at the largest that it can", async () => {
      const most = Number.MAX_SAFE_INTEGER;
      for (let time = 0; time < 3; time++) {
        await attempt(
          noon,
          {},
          { usage: { inputTokens: most, outputTokens: most - time }, costMicros: most },
        );
      }
      expect(await report()).toMatchObject([
        { inputTokens: told(most), outputTokens: told(most), costMicros: told(most) },
      ]);
    });

    test("spans without end, without requests, or too many", async () => {
      expect(await report()).toEqual([]);
      expect(await report({ spans: [] })).toEqual([]);
      const spans = Array.from({ length: mostSpans + 1 }, (_, n) => ({
        from: noon + n,
        until: noon + n + 1,
      }));
      expect(await report({ spans: spans.slice(1) })).toEqual([]);
      await expect(report({ spans })).rejects.toThrow(TypeError);
    });

    test("sums are those of the rows, whatever the rows are", async () => {
      const count = fc.option(fc.nat({ max: 1_000 }), { nil: undefined });
      const anyAttempt = fc.record({ at: fc.nat({ max: 9 }), input: count, cost: count });
      const added = (values: readonly (number | undefined)[]): Tally => {
        const known = values.filter((value) => value !== undefined);
        const unknown = values.length - known.length;
        return known.length === 0
          ? { unknown }
          : { known: known.reduce((sum, value) => sum + value, 0), unknown };
      };
      let base = noon;
      await fc.assert(
        fc.asyncProperty(fc.array(anyAttempt, { maxLength: 12 }), async (attempts) => {
          base += 60 * minute;
          for (const { at, input, cost } of attempts) {
            await attempt(
              base + at * minute,
              {},
              {
                ...(input !== undefined && { usage: { inputTokens: input } }),
                ...(cost !== undefined && { costMicros: cost }),
              },
            );
          }
          const spans = Array.from({ length: 10 }, (_, n) => ({
            from: base + n * minute,
            until: base + (n + 1) * minute,
          }));
          const rows = await report({ spans });
          for (const [place] of spans.entries()) {
            const here = attempts.filter(({ at }) => at === place);
            const row = rows.find(({ span }) => span === place);
            expect(row?.requests ?? 0).toBe(here.length);
            if (row === undefined) continue;
            // What cost nothing and told of no token was refused before it began: it used nothing, and that is known.
            const used = here.filter(({ input, cost }) => cost !== 0 || input !== undefined);
            expect(row.inputTokens).toStrictEqual(added(used.map(({ input }) => input)));
            expect(row.costMicros).toStrictEqual(added(here.map(({ cost }) => cost)));
          }
        }),
        { numRuns: 20 },
      );
    });
  });
}
