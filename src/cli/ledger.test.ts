import { existsSync } from "node:fs";
import { expect, test, vi } from "vitest";
import { writeBooks } from "./books.fixture.ts";
import { World } from "./world.fixture.ts";

const noon = Date.UTC(2026, 9, 1, 12);

async function exported(world: World, ...words: readonly string[]): Promise<Record<string, unknown>[]> {
  const fresh = new World({ folder: world.folder });
  expect(await fresh.run("ledger", "export", ...words)).toBe(0);
  const lines = fresh.stdout.text.split("\n").slice(0, -1);
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
}

test("every row is a JSON object a line, and unknown is null", async () => {
  const world = new World();
  const project = await writeBooks(world, [
    {
      at: noon,
      opening: { keyId: "key_1", priceVersion: "2026-11" },
      ending: {
        usage: { inputTokens: 10, cachedTokens: 4, outputTokens: 0, reasoningTokens: 0 },
        costMicros: 7,
        upstreamRequestId: "up_1",
      },
    },
    { at: noon + 1 },
  ]);
  const [open, settled] = await exported(world, "--json");
  expect(settled).toEqual({
    id: expect.stringMatching(/^req_[0-9a-f]{32}-1$/),
    call_id: String(settled?.["id"]).slice(0, -2),
    attempt: 1,
    state: "settled",
    outcome: "ended",
    project,
    key: "key_1",
    kind: "generate",
    provider: "rehearsal",
    model: "rehearsal",
    input_tokens: 10,
    cached_tokens: 4,
    cache_write_tokens: null,
    output_tokens: 0,
    reasoning_tokens: 0,
    cost_micros: 7,
    estimated: false,
    output_tokens_min: null,
    output_tokens_max: null,
    cost_micros_min: null,
    cost_micros_max: null,
    forwarded_bytes: 10,
    error_code: null,
    upstream_request_id: "up_1",
    price_version: "2026-11",
    settings_version: "s1",
    opened_at: "2026-10-01T12:00:00.000Z",
    ended_at: "2026-10-01T12:00:00.005Z",
  });
  expect(open).toMatchObject({ state: "dispatched", outcome: null, input_tokens: null, ended_at: null });
  expect(await exported(world)).toEqual([open, settled]);
});

test("an estimate comes with its bounds", async () => {
  const world = new World();
  const estimate = { outputTokensMin: 1, outputTokensMax: 9, costMicrosMin: 2, costMicrosMax: 20 };
  await writeBooks(world, [
    { at: noon, ending: { state: "interrupted", outcome: "failed", usage: { outputTokens: 9 }, estimate } },
  ]);
  expect(await exported(world)).toMatchObject([
    {
      state: "interrupted",
      estimated: true,
      output_tokens: 9,
      output_tokens_min: 1,
      output_tokens_max: 9,
      cost_micros_min: 2,
      cost_micros_max: 20,
    },
  ]);
});

test("more rows than a page has come all, newest first and once", async () => {
  const world = new World();
  await writeBooks(
    world,
    Array.from({ length: 1_203 }, (_, n) => ({ at: noon + n, opening: { model: `m${n}` } })),
  );
  const models = (await exported(world)).map((row) => row["model"]);
  expect(models).toEqual(Array.from({ length: 1_203 }, (_, n) => `m${1_202 - n}`));
  const since = new Date(noon + 600).toISOString();
  expect(await exported(world, "--since", since)).toHaveLength(603);
});

test("only one call, and only what is younger", async () => {
  const world = new World();
  await writeBooks(world, [
    { at: noon, opening: { callId: "req_a" } },
    { at: noon, opening: { callId: "req_a", attempt: 2 } },
    { at: noon, opening: { callId: "req_b" } },
    { at: noon + 86_400_000 },
  ]);
  const ids = (await exported(world, "--call", "req_a")).map(({ id }) => id);
  expect(ids).toEqual(["req_a-2", "req_a-1"]);
  expect(await exported(world, "--call", "req_nobody")).toEqual([]);
  expect(await exported(world, "--since", "2026-10-02")).toHaveLength(1);
});

test("as CSV with a heading, and no formula in it", async () => {
  const world = new World();
  await writeBooks(world, [{ at: noon, opening: { callId: "req_a", model: '=cmd|"x"' } }]);
  const fresh = new World({ folder: world.folder });
  expect(await fresh.run("ledger", "export", "--csv")).toBe(0);
  const [heading = "", line = ""] = fresh.stdout.text.split("\r\n");
  expect(heading).toMatch(/^id,call_id,attempt,state,outcome,project,key,kind,provider,model,input_tokens,/);
  expect(line).toMatch(/^req_a-1,req_a,1,dispatched,,proj_\w+,,generate,rehearsal,"'=cmd\|""x""",,,,/);
});

test("stops quietly when nobody reads any more", async () => {
  const world = new World();
  await writeBooks(
    world,
    Array.from({ length: 1_203 }, (_, n) => ({ at: noon + n })),
  );
  const reader = new World({ folder: world.folder });
  // A pipe that nobody empties: nothing is told to have been written.
  reader.stdout.cork();
  const running = reader.run("ledger", "export");
  await vi.waitFor(() => expect(reader.stdout.writableNeedDrain).toBe(true), { timeout: 10_000 });
  const waiting = reader.stdout.writableLength;
  expect(waiting).toBeGreaterThan(0);
  reader.hangUp();
  expect(await running).toBe(0);
  expect(reader.stderr.text).toBe("");
  expect(reader.stdout.writableLength).toBe(waiting);
});

test("looking makes no data, and words that make no sense are refused", async () => {
  const world = new World();
  expect(await world.run("ledger", "export")).toBe(0);
  expect(world.stdout.text).toBe("");
  expect(existsSync(world.data)).toBe(false);
  expect(await world.run("ledger", "export", "--json", "--csv")).toBe(2);
  expect(await world.run("ledger", "export", "--since", "soon")).toBe(2);
  expect(await world.run("ledger", "export", "--all")).toBe(2);
});
