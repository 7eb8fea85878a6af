import { afterAll, beforeAll, expect, test } from "vitest";
import { timeOrderedId } from "../../../lib/random-id.ts";
import type { AttemptEnding, AttemptOpening } from "../../../spec/ledger.ts";
import { type Keeping, openKeeping } from "../keeping.fixture.ts";

const hour = 3_600;
/** A midnight, in seconds. */
const start = Date.UTC(2026, 9, 1) / 1_000;

let keeping: Keeping;
beforeAll(async () => {
  keeping = await openKeeping();
  await attempt(start, { keyId: "key_1" }, { usage: { inputTokens: 10, outputTokens: 5 }, costMicros: 7 });
  await attempt(start + 1, { keyId: "key_1" }, { outcome: "failed" });
  await attempt(
    start + hour,
    { keyId: "key_2", kind: "embed", provider: "other", model: "e" },
    { usage: { inputTokens: 3 }, costMicros: 2 ** 52 },
  );
});
afterAll(() => keeping.served.close());

async function attempt(
  second: number,
  more: Partial<AttemptOpening>,
  ending: Partial<AttemptEnding>,
): Promise<void> {
  const at = second * 1_000;
  const callId = timeOrderedId("req", at);
  const { ledger } = keeping.served.keys.stores;
  await ledger.open({
    callId,
    attempt: 1,
    instanceId: "inst_1",
    projectId: keeping.project,
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

const ask = (query: string, key?: string) => keeping.ask("GET", `/usage?${query}`, undefined, key);
const span = `start_time=${start}&end_time=${start + 2 * hour}&bucket_width=1h`;

const embedded = {
  object: "organization.usage.result",
  requests: 1,
  open: 0,
  estimated: 0,
  input_tokens: 3,
  cached_tokens: null,
  cache_write_tokens: null,
  output_tokens: null,
  reasoning_tokens: null,
  cost_micros: 2 ** 52,
  unknown_input_tokens: 0,
  unknown_cached_tokens: 1,
  unknown_cache_write_tokens: 1,
  unknown_output_tokens: 0,
  unknown_reasoning_tokens: 0,
  unknown_cost_micros: 0,
  project_id: null,
  api_key_id: null,
  provider: null,
  model: null,
};

test("everything that models were asked, by hour and together, to the last digit", async () => {
  const { json } = await ask(span);
  expect(json.data).toMatchObject([
    {
      start_time: start,
      end_time: start + hour,
      results: [{ requests: 2, input_tokens: 10, cost_micros: 7, unknown_cost_micros: 1 }],
    },
    { start_time: start + hour, end_time: start + 2 * hour },
  ]);
  expect(json.data[1]?.["results"]).toEqual([embedded]);
  expect(json["totals"]).toMatchObject([
    { requests: 3, input_tokens: 13, output_tokens: 5, cost_micros: 2 ** 52 + 7, unknown_cost_micros: 1 },
  ]);
});

test("groups and filters", async () => {
  const totals = async (query: string) =>
    ((await ask(`${span}${query}`)).json["totals"] as Record<string, unknown>[]).map((row) => [
      row["provider"] ?? row["model"] ?? row["api_key_id"] ?? row["project_id"],
      row["requests"],
    ]);
  expect(await totals("&group_by=provider")).toEqual([
    ["scripted", 2],
    ["other", 1],
  ]);
  expect(await totals("&group_by=model&providers=other")).toEqual([["e", 1]]);
  expect(await totals("&group_by=api_key_id&models=m")).toEqual([["key_1", 2]]);
  expect(await totals("&group_by=project_id&api_key_ids=key_2")).toEqual([[keeping.project, 1]]);
});

test("what is asked wrongly is refused, and who may not look is not let in", async () => {
  expect((await ask("")).json).toMatchObject({ error: { param: "start_time" } });
  expect((await ask(`${span}&limit=169`)).json).toMatchObject({ error: { param: "limit" } });
  expect((await ask(`${span}&group_by=line_item`)).json).toMatchObject({ error: { param: "group_by[0]" } });
  expect((await ask(span, await keeping.key({ name: "caller" }))).status).toBe(403);
});
