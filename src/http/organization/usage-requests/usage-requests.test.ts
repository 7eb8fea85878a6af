import { afterAll, beforeAll, expect, test } from "vitest";
import { request } from "../../../stores/contract-requests.fixture.ts";
import type { NewRequest } from "../../../spec/request-log.ts";
import { type Keeping, openKeeping } from "../keeping.fixture.ts";

const day = 86_400;
/** The moment of the first request, at eight in the morning. */
const start = request(0).at / 1_000;
const midnight = start - (start % day);

let keeping: Keeping;
/** May see the first project alone. */
let viewer: string;
beforeAll(async () => {
  keeping = await openKeeping();
  viewer = await keeping.key({ name: "viewer", projectRole: "viewer", scopes: ["usage"] });
  const { project } = keeping;
  const answer = (number: number, more: Partial<NewRequest> = {}): NewRequest =>
    request(number, { projectId: project, provider: "up", model: "m-1", durationMs: number, ...more });
  await keeping.served.keys.stores.projects.insert({ id: "proj_other", name: "Other", createdAt: 1 });
  await keeping.served.keys.stores.requests.insert([
    ...Array.from({ length: 100 }, (_, number) =>
      answer(number + 1, { streamed: true, firstMs: Math.floor(number / 10) }),
    ),
    answer(201, { outcome: "failed", status: 502, errorCode: "upstream_error", model: "m-2" }),
    request(202, { projectId: project, asked: "chat", outcome: "refused", status: 429, repeats: 7 }),
    answer(day, { durationMs: 1_000 }),
    request(203, { projectId: "proj_other", outcome: "cancelled", status: 499 }),
    request(204, { outcome: "refused", status: 401, errorCode: "invalid_api_key" }),
  ]);
});
afterAll(() => keeping.served.close());

const span = `start_time=${midnight}&end_time=${midnight + 2 * day}`;
const ask = (query: string, key?: string) => keeping.ask("GET", `/usage/requests?${query}`, undefined, key);

const nothing = { project_id: null, api_key_id: null, provider: null, model: null, error_code: null };

test("requests by how they ended, and exact percentiles, by day and together", async () => {
  const { json } = await ask(`${span}&project_ids=${keeping.project}`);
  expect(json).toEqual({
    object: "page",
    data: [
      {
        object: "bucket",
        start_time: midnight,
        end_time: midnight + day,
        results: [
          {
            object: "organization.usage.requests.result",
            requests: 108,
            ended: 100,
            failed: 1,
            refused: 7,
            cancelled: 0,
            duration_ms: { count: 100, p50: 50, p95: 95, p99: 99 },
            first_event_ms: { count: 100, p50: 4, p95: 9, p99: 9 },
            ...nothing,
          },
        ],
      },
      {
        object: "bucket",
        start_time: midnight + day,
        end_time: midnight + 2 * day,
        results: [
          {
            object: "organization.usage.requests.result",
            requests: 1,
            ended: 1,
            failed: 0,
            refused: 0,
            cancelled: 0,
            duration_ms: { count: 1, p50: 1_000, p95: 1_000, p99: 1_000 },
            first_event_ms: null,
            ...nothing,
          },
        ],
      },
    ],
    totals: [
      {
        object: "organization.usage.requests.result",
        requests: 109,
        ended: 101,
        failed: 1,
        refused: 7,
        cancelled: 0,
        duration_ms: { count: 101, p50: 51, p95: 96, p99: 100 },
        first_event_ms: { count: 100, p50: 4, p95: 9, p99: 9 },
        ...nothing,
      },
    ],
    has_more: false,
    next_page: null,
  });
});

test("groups, filters, and what nobody knows", async () => {
  const totals = async (query: string, key?: string) =>
    ((await ask(`${span}${query}`, key)).json["totals"] as Record<string, unknown>[]).map((row) => [
      row["project_id"] ?? row["provider"] ?? row["model"] ?? row["error_code"],
      row["requests"],
      row["duration_ms"] === null,
    ]);
  expect(await totals("&group_by=project_id")).toEqual([
    ["proj_a", 1, true],
    [keeping.project, 109, false],
    ["proj_other", 1, true],
  ]);
  expect(await totals("&group_by=project_id", viewer)).toEqual([[keeping.project, 109, false]]);
  expect(await totals("&group_by=provider&providers=up")).toEqual([["up", 102, false]]);
  expect(await totals(`&group_by=model&project_ids=${keeping.project}`)).toEqual([
    ["chat", 7, true],
    ["m-1", 101, false],
    ["m-2", 1, true],
  ]);
  expect(await totals("&group_by=error_code&models=m-2")).toEqual([["upstream_error", 1, true]]);
  expect(await totals("&api_key_ids=nobody")).toEqual([]);
});

test("pages join without a gap", async () => {
  const first = await ask(`${span}&limit=1`);
  expect(first.json["has_more"]).toBe(true);
  const second = await ask(`${span}&limit=1&page=${String(first.json["next_page"])}`);
  expect(second.json).toMatchObject({ has_more: false, data: [{ start_time: midnight + day }] });
});

test.each([
  ["", "start_time", "missing_required_parameter"],
  [`${span}&group_by=user_id`, "group_by[0]", "invalid_value"],
  [`${span}&bucket_width=1w`, "bucket_width", "invalid_value"],
  [`${span}&limit=32`, "limit", "integer_above_max_value"],
  [`${span}&page=page_1`, "page", "invalid_value"],
  [`${span}&percentile=50`, "percentile", "unknown_parameter"],
])("%s is refused with its parameter", async (query, param, code) => {
  const reply = await ask(query);
  expect(reply.status).toBe(400);
  expect(reply.json).toMatchObject({ error: { param, code } });
});
