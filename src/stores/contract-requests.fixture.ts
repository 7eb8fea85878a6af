import { afterEach, beforeEach, describe, expect, test } from "vitest";

import { firstIdOf } from "../lib/random-id.ts";
import type { NewRequest, RequestQuery } from "../spec/request-log.ts";
import type { Stores } from "../spec/stores.ts";

/** The `number`th request: one a second, from a fixed time on. */
export function request(number: number, more: Partial<NewRequest> = {}): NewRequest {
  const at = Date.parse("2026-11-22T08:00:00Z") + number * 1_000;
  return {
    id: `${firstIdOf("req", at)}00000000000000000000`,
    at,
    projectId: "proj_a",
    keyId: "key_1",
    endpoint: "/v1/chat/completions",
    method: "POST",
    status: 200,
    outcome: "ended",
    streamed: false,
    durationMs: 100,
    repeats: 1,
    ...more,
  };
}

const full = request(1, {
  streamed: true,
  asked: "chat",
  provider: "up",
  model: "m-1",
  errorCode: "upstream_timeout",
  outcome: "failed",
  status: 504,
  waitedMs: 20,
  firstMs: 50,
  inputTokens: 10,
  outputTokens: 2 ** 40,
  costMicros: 2 ** 50,
  address: "192.0.2.1",
  userAgent: "curl/8",
  settingsVersion: "set_1",
  repeats: 7,
  record: '{"a":1}',
  question: "What is 50% of ÄB_C?",
  answer: "42",
});

export function requestContract(name: string, open: () => Promise<Stores>): void {
  describe(`${name}: the request log`, () => {
    let stores: Stores;
    beforeEach(async () => {
      stores = await open();
    });
    afterEach(() => stores.close());

    const numbers = async (query: Partial<RequestQuery>): Promise<readonly number[]> => {
      const { rows } = await stores.requests.list({ limit: 100, ...query });
      return rows.map(({ at }) => (at - request(0).at) / 1_000);
    };

    test("a request comes as it was written, and what is long only by its id", async () => {
      await stores.requests.insert([full, request(2)]);
      const { record, question, answer, ...row } = full;
      expect(await stores.requests.find(full.id)).toStrictEqual(full);
      expect(await stores.requests.list({ limit: 9 })).toStrictEqual({ rows: [request(2), row] });
      expect(await stores.requests.find("req_nobody")).toBeUndefined();
      expect([record, question, answer].every((part) => part !== undefined)).toBe(true);
    });

    test("a record comes back whole, however long it is", async () => {
      const rows = [0, 510, 511, 2_000].map((length, number) =>
        request(number, { record: JSON.stringify("x".repeat(length)), answer: "Yes." }),
      );
      await stores.requests.insert(rows);
      for (const row of rows) expect(await stores.requests.find(row.id)).toStrictEqual(row);
      expect(await numbers({ text: "xxx" })).toEqual([]);
    });

    test("a request is found in its own project alone", async () => {
      await stores.requests.insert([full, request(2, { projectId: "proj_b" })]);
      expect(await stores.requests.find(full.id, ["proj_b", "proj_a"])).toStrictEqual(full);
      expect(await stores.requests.find(full.id, ["proj_b"])).toBeUndefined();
      expect(await stores.requests.find(full.id, [])).toBeUndefined();
      const { projectId: _, ...nobodys } = request(3);
      await stores.requests.insert([nobodys]);
      expect(await stores.requests.find(nobodys.id, ["proj_a"])).toBeUndefined();
      expect(await stores.requests.find(nobodys.id)).toStrictEqual(nobodys);
    });

    test("what is there stays, however often it is written", async () => {
      await stores.requests.insert([]);
      await stores.requests.insert([full]);
      await stores.requests.insert([request(3), { ...full, status: 200, record: "{}" }, request(2)]);
      expect(await stores.requests.find(full.id)).toStrictEqual(full);
      expect(await numbers({})).toEqual([3, 2, 1]);
    });

    test("any number is written at once, and read page by page, in both directions", async () => {
      const all = Array.from({ length: 301 }, (_, number) => request(number, { record: `{"n":${number}}` }));
      await stores.requests.insert(all);
      const seen: string[] = [];
      let before: string | undefined;
      do {
        const page = await stores.requests.list({ limit: 50, ...(before !== undefined && { before }) });
        seen.push(...page.rows.map(({ id }) => id));
        before = page.next;
      } while (before !== undefined && seen.length <= all.length);
      expect(seen).toEqual(all.map(({ id }) => id).toReversed());
      expect(await numbers({ after: request(7).id, limit: 2 })).toEqual([9, 8]);
      expect((await stores.requests.list({ after: request(298).id, limit: 2 })).next).toBeUndefined();
      expect((await stores.requests.list({ after: request(297).id, limit: 2 })).next).toBe(request(299).id);
      expect(await numbers({ after: request(5).id, before: request(8).id })).toEqual([7, 6]);
      expect((await stores.requests.find(request(300).id))?.record).toBe('{"n":300}');
    });

    test("lists are narrowed by all that is asked", async () => {
      await stores.requests.insert([
        full,
        request(2, { projectId: "proj_b", keyId: "key_2", asked: "m-1", durationMs: 900 }),
        request(3, { status: 401, outcome: "refused", errorCode: "invalid_api_key" }),
        request(4, { question: "Say 50x OR aBC", costMicros: 5 }),
      ]);
      expect(await numbers({ projectIds: ["proj_b"] })).toEqual([2]);
      expect(await numbers({ projectIds: [] })).toEqual([]);
      expect(await numbers({ projectIds: ["proj_a", "proj_b"], keyIds: ["key_1"] })).toEqual([4, 3, 1]);
      expect(await numbers({ models: ["m-1"] })).toEqual([2, 1]);
      expect(await numbers({ models: ["chat"], providers: ["up"] })).toEqual([1]);
      expect(
        await numbers({
          statuses: [
            { from: 400, to: 499 },
            { from: 504, to: 504 },
          ],
        }),
      ).toEqual([3, 1]);
      expect(await numbers({ errorCodes: ["invalid_api_key"] })).toEqual([3]);
      expect(await numbers({ outcomes: ["ended"] })).toEqual([4, 2]);
      expect(await numbers({ leastMs: 101 })).toEqual([2]);
      expect(await numbers({ mostMs: 100, outcomes: ["ended"] })).toEqual([4]);
      expect(await numbers({ leastMicros: 6 })).toEqual([1]);
      expect(await numbers({ mostMicros: 5 })).toEqual([4]);
      expect(await numbers({ from: request(2).at, until: request(4).at })).toEqual([3, 2]);
      expect(await numbers({ text: "ABC" })).toEqual([4]);
      expect(await numbers({ text: "50%" })).toEqual([1]);
      expect(await numbers({ text: "b_c" })).toEqual([1]);
      expect(await numbers({ text: "\\" })).toEqual([]);
    });

    test("who follows is given what was written since, in that order", async () => {
      const before = await stores.requests.now();
      expect(Math.abs(before - Date.now())).toBeLessThan(60_000);
      await stores.requests.insert([request(2), request(1)]);
      expect(stores.requests.seenWithin).toBeGreaterThanOrEqual(250);
      const rows = await stores.requests.written(before - 1_000, 9);
      expect(rows.map(({ id }) => id)).toEqual([request(1).id, request(2).id]);
      expect(rows[0]?.writtenAt).toBeGreaterThanOrEqual(before);
      // Those of one moment are not torn apart.
      expect(await stores.requests.written(before - 1_000, 1)).toHaveLength(2);
      expect(await stores.requests.written(rows.at(-1)?.writtenAt ?? 0, 9)).toEqual([]);
      const traces = await stores.requests.traces(before - 1_000, 1);
      expect(rows).toMatchObject(traces);
    });

    test("rules are given what they look at, and nothing else", async () => {
      await stores.requests.insert([full, request(2)]);
      const [whole, plain] = await stores.requests.traces(0, 9);
      const { id, at, projectId, keyId, status, errorCode, costMicros, address, repeats } = full;
      const writtenAt = whole?.writtenAt;
      const trace = { id, at, writtenAt, projectId, keyId, status, errorCode, costMicros, address, repeats };
      expect(whole).toStrictEqual(trace);
      expect(Object.keys(plain ?? {})).toEqual([
        "id",
        "at",
        "writtenAt",
        "projectId",
        "keyId",
        "status",
        "repeats",
      ]);
    });

    test("what is old is forgotten whole, of each project by itself, and little by little", async () => {
      const { projectId: _projectId, keyId: _keyId, ...nobodys } = request(3);
      await stores.requests.insert([
        full,
        request(2),
        nobodys,
        request(4, { projectId: "proj_b" }),
        request(9),
      ]);
      const end = request(9).at;
      expect(await stores.requests.expire("proj_a", end, 1)).toBe(1);
      expect(await stores.requests.expire("proj_a", end, 9)).toBe(1);
      expect(await stores.requests.expire("proj_a", end, 9)).toBe(0);
      expect(await numbers({})).toEqual([9, 4, 3]);
      expect(await stores.requests.expire(undefined, end, 9)).toBe(1);
      expect(await numbers({})).toEqual([9, 4]);
      // Nothing is left of it: the same id is written anew, without what was said.
      await stores.requests.insert([request(1)]);
      expect(await stores.requests.find(full.id)).toStrictEqual(request(1));
    });
  });
}
