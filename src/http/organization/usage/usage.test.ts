import OpenAI from "openai";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createKey } from "../../../admin/keys.ts";
import { defaultProject } from "../../../admin/projects.ts";
import { timeOrderedId } from "../../../lib/random-id.ts";
import { operator } from "../../../spec/actor.ts";
import type { AttemptEnding, AttemptOpening } from "../../../spec/ledger.ts";
import { type Served, serveScripted } from "../../serving.fixture.ts";

const day = 86_400;
/** A midnight, in seconds. */
const start = Date.UTC(2026, 9, 1) / 1000;

let served: Served;
let admin: string;
let project: string;
beforeAll(async () => {
  served = await serveScripted();
  project = (await defaultProject(served.keys)).id;
  const { secret } = await createKey(served.keys, operator, {
    projectId: project,
    name: "keeper",
    role: "admin",
  });
  admin = secret.reveal();
  await attempt(
    start,
    { keyId: "key_1" },
    { usage: { inputTokens: 10, cachedTokens: 4, outputTokens: 5 }, costMicros: 1_500_001 },
  );
  await attempt(
    start + 3_600,
    { keyId: "key_2", model: "n" },
    { usage: { inputTokens: 1, outputTokens: 2, reasoningTokens: 1 }, costMicros: 2 },
  );
  await attempt(start + day, { kind: "embed", model: "e" }, { usage: { inputTokens: 7 }, costMicros: 3 });
  await attempt(start + 2 * day, {}, { outcome: "failed" });
});
afterAll(() => served.close());

/** An attempt of a call that came in at `second`. */
async function attempt(
  second: number,
  more: Partial<AttemptOpening>,
  ending: Partial<AttemptEnding>,
): Promise<void> {
  const at = second * 1000;
  const callId = timeOrderedId("req", at);
  const { ledger } = served.keys.stores;
  await ledger.open({
    callId,
    attempt: 1,
    instanceId: "inst_1",
    projectId: project,
    kind: "generate",
    provider: "scripted",
    model: "m",
    settingsVersion: "1",
    atMost: {},
    openedAt: at,
    holds: [],
    ...more,
  });
  await ledger.settle({
    callId,
    attempt: 1,
    state: "settled",
    outcome: "ended",
    forwarded: { bytes: 0, pieces: 0 },
    endedAt: at + 1,
    charges: [],
    ...ending,
  });
}

interface Page {
  readonly object: string;
  readonly data: readonly {
    readonly start_time: number;
    readonly end_time: number;
    readonly results: readonly Record<string, unknown>[];
  }[];
  readonly has_more: boolean;
  readonly next_page: string | null;
}

const ask = (path: string, key = admin): Promise<Response> =>
  fetch(`${served.url}/v1/organization/${path}`, { headers: { authorization: `Bearer ${key}` } });
const page = async (path: string): Promise<Page> => (await ask(path)).json() as Promise<Page>;

test("completions in OpenAI's shape, by day, with empty days and without embeddings", async () => {
  expect(await page(`usage/completions?start_time=${start}&end_time=${start + 2 * day}`)).toEqual({
    object: "page",
    data: [
      {
        object: "bucket",
        start_time: start,
        end_time: start + day,
        results: [
          {
            object: "organization.usage.completions.result",
            input_tokens: 11,
            input_cached_tokens: 4,
            input_cache_write_tokens: 0,
            output_tokens: 7,
            output_reasoning_tokens: 1,
            num_model_requests: 2,
            project_id: null,
            user_id: null,
            api_key_id: null,
            model: null,
            batch: null,
            service_tier: null,
            num_requests_open: 0,
            num_requests_estimated: 0,
            num_requests_unknown_input: 0,
            num_requests_unknown_output: 0,
          },
        ],
      },
      { object: "bucket", start_time: start + day, end_time: start + 2 * day, results: [] },
    ],
    has_more: false,
    next_page: null,
  });
});

test("embeddings have no output", async () => {
  const { data } = await page(
    `usage/embeddings?start_time=${start}&end_time=${start + 2 * day}&group_by=model`,
  );
  expect(data[1]?.results).toEqual([
    {
      object: "organization.usage.embeddings.result",
      input_tokens: 7,
      num_model_requests: 1,
      project_id: null,
      user_id: null,
      api_key_id: null,
      model: "e",
      num_requests_open: 0,
      num_requests_estimated: 0,
      num_requests_unknown_input: 0,
    },
  ]);
});

test("what nobody told is counted as unknown", async () => {
  const from = start + 2 * day;
  const { data } = await page(`usage/completions?start_time=${from}&end_time=${from + day}`);
  expect(data[0]?.results).toMatchObject([
    { num_model_requests: 1, num_requests_unknown_input: 1, num_requests_unknown_output: 1 },
  ]);
  const costs = await page(`costs?start_time=${from}&end_time=${from + day}`);
  expect(costs.data[0]?.results).toMatchObject([
    { amount: { currency: "usd", micros: null }, num_requests_unknown_cost: 1 },
  ]);
  expect(costs.data[0]?.results[0]?.["amount"]).not.toHaveProperty("value");
});

test("costs show every micro-unit, by line item too", async () => {
  const range = `start_time=${start}&end_time=${start + day}`;
  const { data } = await page(`costs?${range}`);
  expect(data[0]?.results).toMatchObject([
    { amount: { value: 1.500003, currency: "usd", micros: 1_500_003 }, line_item: null, quantity: null },
  ]);
  const lines = await page(`costs?${range}&group_by[]=line_item&group_by[]=project_id`);
  expect(lines.data[0]?.results).toMatchObject([
    {
      line_item: "scripted/m",
      project_id: project,
      amount: { value: 1.500001 },
      quantity: 15,
      quantity_unit: "tokens",
    },
    { line_item: "scripted/n", project_id: project, amount: { value: 0.000002 }, quantity: 3 },
  ]);
  const one = await page(`costs?${range}&line_items=scripted/n&line_items=nonsense`);
  expect(one.data[0]?.results).toMatchObject([{ amount: { micros: 2 } }]);
  expect((await page(`costs?${range}&line_items=nonsense`)).data[0]?.results).toEqual([]);
});

test("groups and filters", async () => {
  const range = `start_time=${start}&end_time=${start + day}`;
  const results = async (query: string) =>
    (await page(`usage/completions?${range}${query}`)).data[0]?.results.map((row) => [
      row["api_key_id"],
      row["model"],
      row["num_model_requests"],
    ]);
  expect(await results("&group_by=api_key_id")).toEqual([
    ["key_1", null, 1],
    ["key_2", null, 1],
  ]);
  expect(await results("&group_by[]=model&group_by[]=api_key_id&group_by[]=model")).toEqual([
    ["key_1", "m", 1],
    ["key_2", "n", 1],
  ]);
  expect(await results("&api_key_ids=key_2")).toEqual([[null, null, 1]]);
  expect(await results("&models[]=m&models[]=n")).toEqual([[null, null, 2]]);
  expect(await results(`&project_ids=${project}&models=none`)).toEqual([]);
});

test("pages join without a gap, and the last one says so", async () => {
  const query = `start_time=${start + 5}&end_time=${start + 5 * day + 5}&limit=2`;
  const seen: Page["data"][number][] = [];
  let next: string | null = "";
  for (let pages = 0; next !== null && pages < 9; pages++) {
    const answer: Page = await page(`usage/completions?${query}${next === "" ? "" : `&page=${next}`}`);
    expect(answer.has_more).toBe(answer.next_page !== null);
    seen.push(...answer.data);
    next = answer.next_page;
  }
  expect(seen.map(({ start_time, end_time }) => [start_time - start, end_time - start])).toEqual([
    [5, day],
    [day, 2 * day],
    [2 * day, 3 * day],
    [3 * day, 4 * day],
    [4 * day, 5 * day],
    [5 * day, 5 * day + 5],
  ]);
});

test.each([
  ["", 7],
  ["&bucket_width=1h", 24],
  ["&bucket_width=1m", 60],
  ["&bucket_width=1d&limit=31", 31],
  ["&bucket_width=1h&limit=168", 168],
  ["&bucket_width=1m&limit=1440", 1_440],
])("buckets of %s: %i", async (query, count) => {
  expect((await page(`usage/completions?start_time=${start - 50 * day}${query}`)).data).toHaveLength(count);
});

test("without an end, the last bucket is that of now", async () => {
  const second = Math.floor(Date.now() / 1000);
  const { data, has_more } = await page(`costs?start_time=${second}`);
  expect(data.at(-1)?.end_time).toBeGreaterThan(second);
  expect(data.at(-1)?.end_time).toSatisfy((end: number) => end % day === 0);
  expect(has_more).toBe(false);
  expect((await page(`costs?start_time=${second + 9 * day}`)).data).toEqual([]);
});

test.each([
  ["usage/completions", "start_time", "missing_required_parameter"],
  ["usage/completions?start_time=now", "start_time", "invalid_type"],
  [`usage/completions?start_time=${start}000`, "start_time", "integer_above_max_value"],
  [`usage/completions?start_time=${start}&end_time=${start}`, "end_time", "invalid_value"],
  [`usage/completions?start_time=${start}&bucket_width=1w`, "bucket_width", "invalid_value"],
  [`costs?start_time=${start}&bucket_width=1h`, "bucket_width", "invalid_value"],
  [`usage/completions?start_time=${start}&limit=0`, "limit", "integer_below_min_value"],
  [`usage/completions?start_time=${start}&limit=32`, "limit", "integer_above_max_value"],
  [`usage/completions?start_time=${start}&limit=169&bucket_width=1h`, "limit", "integer_above_max_value"],
  [`usage/completions?start_time=${start}&limit=1441&bucket_width=1m`, "limit", "integer_above_max_value"],
  [`costs?start_time=${start}&limit=181`, "limit", "integer_above_max_value"],
  [`usage/completions?start_time=${start}&group_by=user_id`, "group_by[0]", "invalid_value"],
  [`usage/completions?start_time=${start}&page=page_1`, "page", "invalid_value"],
  [`usage/completions?start_time=${start}&page=other`, "page", "invalid_value"],
  [`usage/completions?start_time=${start}&user_ids=u`, "user_ids", "unknown_parameter"],
])("%s is refused with its parameter", async (path, param, code) => {
  const response = await ask(path);
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({ error: { type: "invalid_request_error", param, code } });
});

test("only an admin key may look", async () => {
  for (const path of ["usage/completions", "usage/embeddings", "costs"]) {
    expect((await ask(`${path}?start_time=${start}`, served.key)).status).toBe(403);
    expect((await fetch(`${served.url}/v1/organization/${path}`)).status).toBe(401);
  }
});

test("the official client's own methods work", async () => {
  const client = new OpenAI({
    baseURL: `${served.url}/v1`,
    apiKey: admin,
    adminAPIKey: admin,
    maxRetries: 0,
  });
  const query = { start_time: start, end_time: start + day };
  const { usage } = client.admin.organization;
  const completions = await usage.completions({ ...query, group_by: ["model"], models: ["m"] });
  expect(completions.data[0]?.results).toMatchObject([{ model: "m", input_tokens: 10, output_tokens: 5 }]);
  const costs = await usage.costs({ ...query, group_by: ["line_item", "project_id"] });
  expect(costs.data[0]?.results).toMatchObject([{ line_item: "scripted/m" }, { line_item: "scripted/n" }]);
  expect(await client.get("/organization/usage/embeddings", { query })).toMatchObject({ object: "page" });
});

test("the reference names the parameters", async () => {
  const document = (await (await fetch(`${served.url}/openapi.json`)).json()) as {
    paths: Record<
      string,
      { get: { parameters: readonly { name: string; in: string; required: boolean }[] } }
    >;
  };
  const { parameters = [] } = document.paths["/v1/organization/usage/completions"]?.get ?? {};
  expect(parameters).toContainEqual(
    expect.objectContaining({ name: "start_time", in: "query", required: true }),
  );
  expect(parameters).toContainEqual(
    expect.objectContaining({ name: "group_by", in: "query", required: false }),
  );
});
