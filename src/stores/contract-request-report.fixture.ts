import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";

import type { NewRequest } from "../spec/request-log.ts";
import type { RequestReportQuery } from "../spec/request-report.ts";
import type { Stores } from "../spec/stores.ts";
import { mostSpans } from "../spec/usage-report.ts";
import { request } from "./contract-requests.fixture.ts";

const second = 1_000;
const noon = request(0).at;

/** The rules of `RequestStore.report`. */
export function requestReportContract(name: string, open: () => Promise<Stores>): void {
  describe(`${name}: reports of the request log`, () => {
    let stores: Stores;
    beforeEach(async () => {
      stores = await open();
    });
    afterEach(() => stores.close());

    const whole = { from: noon, until: noon + 100 * second };
    const report = (query: Partial<RequestReportQuery> = {}) =>
      stores.requests.report({ spans: [whole], groupBy: [], mostRows: 100_000, ...query });
    const answer = (number: number, more: Partial<NewRequest> = {}): NewRequest =>
      request(number, { provider: "up", model: "m-1", durationMs: number, ...more });

    test("requests are counted by how they ended, those that stand for many as many", async () => {
      await stores.requests.insert([
        answer(1, { streamed: true, firstMs: 7 }),
        answer(2, { firstMs: 9 }),
        answer(3, { outcome: "failed", status: 502, errorCode: "upstream_error" }),
        answer(4, { outcome: "cancelled", status: 499, streamed: true, firstMs: 3 }),
        request(5, { outcome: "refused", status: 429, repeats: 40 }),
        // The repeat of an answer that was kept.
        request(6, { durationMs: 1 }),
      ]);
      expect(await report()).toStrictEqual({
        spans: 1,
        rows: [
          {
            span: 0,
            requests: 45,
            ended: 3,
            failed: 1,
            refused: 40,
            cancelled: 1,
            durations: [1, 2],
            firsts: [7],
          },
        ],
      });
    });

    test("a span begins with its first millisecond and ends before its last", async () => {
      await stores.requests.insert([0, 1, 2, 3, 4].map((number) => answer(number)));
      const spans = [1, 3].map((number) => ({
        from: noon + number * second,
        until: noon + (number + 1) * second,
      }));
      const { rows } = await report({ spans });
      expect(rows.map(({ span, durations }) => [span, durations])).toEqual([
        [0, [1]],
        [1, [3]],
      ]);
    });

    test("groups are apart, sorted, and have the members that are known", async () => {
      await stores.requests.insert([
        answer(1, { provider: "b" }),
        answer(2, { provider: "a", keyId: "key_2" }),
        answer(3, { provider: "a", projectId: "proj_b" }),
        request(4, { outcome: "refused", asked: "chat", errorCode: "model_not_found" }),
      ]);
      const names = async (groupBy: RequestReportQuery["groupBy"]) =>
        (await report({ groupBy })).rows.map((row) =>
          [row.projectId, row.keyId, row.provider, row.model, row.errorCode, row.requests]
            .filter((member) => member !== undefined)
            .join(" "),
        );
      expect(await names(["project"])).toEqual(["proj_a 3", "proj_b 1"]);
      expect(await names(["key"])).toEqual(["key_1 3", "key_2 1"]);
      expect(await names(["provider"])).toEqual(["1", "a 2", "b 1"]);
      expect(await names(["model", "error"])).toEqual(["chat model_not_found 1", "m-1 3"]);
      expect(await names(["provider", "project"])).toEqual([
        "proj_a 1",
        "proj_a a 1",
        "proj_a b 1",
        "proj_b a 1",
      ]);
    });

    test("filters leave out what is not named, and an empty one leaves out all", async () => {
      await stores.requests.insert([
        answer(1),
        answer(2, { projectId: "proj_b", keyId: "key_2", provider: "other", model: "m-2" }),
        request(3, { asked: "m-2", outcome: "refused" }),
      ]);
      const count = async (query: Partial<RequestReportQuery>) =>
        (await report(query)).rows[0]?.requests ?? 0;
      expect(await count({ projectIds: ["proj_a"] })).toBe(2);
      expect(await count({ projectIds: ["proj_a", "proj_b"], keyIds: ["key_2"] })).toBe(1);
      expect(await count({ keyIds: ["key_1"] })).toBe(2);
      expect(await count({ keyIds: ["key_1"], projectIds: ["proj_b"] })).toBe(0);
      expect(await count({ providers: ["other"] })).toBe(1);
      expect(await count({ models: ["m-2"] })).toBe(2);
      for (const name of ["projectIds", "keyIds", "providers", "models"])
        expect(await report({ [name]: [] })).toEqual({ rows: [], spans: 1 });
    });

    test("spans without end, without requests, or too many", async () => {
      expect(await report()).toEqual({ rows: [], spans: 1 });
      expect(await report({ spans: [] })).toEqual({ rows: [], spans: 0 });
      const spans = Array.from({ length: mostSpans + 1 }, (_, number) => ({
        from: noon + number,
        until: noon + number + 1,
      }));
      expect(await report({ spans: spans.slice(1) })).toEqual({ rows: [], spans: mostSpans });
      await expect(report({ spans })).rejects.toThrow(TypeError);
    });

    test("counts are those of the rows in parts as well, and what is too much ends with a whole span", async () => {
      const all = Array.from({ length: 2_500 }, (_, number) =>
        answer(number, { keyId: `key_${number % 2}` }),
      );
      for (let from = 0; from < all.length; from += 500)
        await stores.requests.insert(all.slice(from, from + 500));
      const width = 300;
      const spans = Array.from({ length: 10 }, (_, place) => ({
        from: noon + place * width * second,
        until: noon + (place + 1) * width * second,
      }));
      const expected = (place: number, odd: number) =>
        all
          .slice(place * width, (place + 1) * width)
          .map(({ durationMs }) => durationMs)
          .filter((number) => number % 2 === odd);
      const seen: number[] = [];
      for (let from = 0; from < spans.length;) {
        const { rows, spans: read } = await report({
          spans: spans.slice(from),
          groupBy: ["key"],
          mostRows: 1_000,
        });
        expect(read).toBeGreaterThan(0);
        for (const { span, keyId, durations } of rows) {
          expect(span).toBeLessThan(read);
          const odd = keyId === "key_1" ? 1 : 0;
          expect(durations.toSorted((left, right) => left - right)).toEqual(expected(from + span, odd));
          seen.push(...durations);
        }
        from += read;
      }
      expect(seen).toHaveLength(all.length);
      const one = await report({ spans, keyIds: ["key_1"] });
      expect(one.rows.map(({ requests }) => requests)).toEqual([...Array<number>(8).fill(150), 50]);
    });

    test("sums are those of the rows, whatever the rows are", async () => {
      const any = fc.record({
        outcome: fc.constantFrom("ended", "failed", "refused", "cancelled"),
        streamed: fc.boolean(),
        repeats: fc.integer({ min: 1, max: 9 }),
        durationMs: fc.nat(2 ** 40),
        firstMs: fc.option(fc.nat(2 ** 40), { nil: undefined }),
        provider: fc.option(fc.constantFrom("a", "b"), { nil: undefined }),
      });
      let base = 1_000;
      await fc.assert(
        fc.asyncProperty(fc.array(any, { maxLength: 12 }), async (rows) => {
          base += 100;
          const at = noon + base * second;
          await stores.requests.insert(
            rows.map(({ firstMs, provider, ...row }, place) =>
              request(base + place, {
                ...row,
                ...(firstMs !== undefined && { firstMs }),
                ...(provider !== undefined && { provider }),
              }),
            ),
          );
          const found = await report({ spans: [{ from: at, until: at + 100 * second }] });
          const answers = rows.filter(
            ({ outcome, provider }) => outcome === "ended" && provider !== undefined,
          );
          const [one] = found.rows;
          expect(one?.requests ?? 0).toBe(rows.reduce((sum, { repeats }) => sum + repeats, 0));
          expect(one?.durations.toSorted() ?? []).toEqual(answers.map((row) => row.durationMs).toSorted());
          const firsts = answers.flatMap((row) => (row.streamed ? (row.firstMs ?? []) : []));
          expect(one?.firsts.toSorted() ?? []).toEqual(firsts.toSorted());
        }),
        { numRuns: 25 },
      );
    });
  });
}
