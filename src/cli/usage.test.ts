import { existsSync } from "node:fs";
import { expect, test } from "vitest";
import { type Entry, writeBooks } from "./books.fixture.ts";
import { World } from "./world.fixture.ts";

const noon = Date.UTC(2026, 9, 1, 12);
const dayMs = 86_400_000;
const october = ["--since", "2026-10-01", "--until", "2026-11-01"];

const entries: readonly Entry[] = [
  {
    at: noon,
    opening: { keyId: "key_1" },
    ending: { usage: { inputTokens: 10, cachedTokens: 0, outputTokens: 5 }, costMicros: 1_500_000 },
  },
  { at: noon + 1, opening: { model: "=evil" }, ending: { usage: { inputTokens: 1 }, outcome: "failed" } },
  { at: noon + 2 * dayMs, opening: { model: "=evil" } },
];

async function told(...words: readonly string[]): Promise<{ readonly out: string; readonly err: string }> {
  const world = new World();
  await writeBooks(world, entries);
  expect(await world.run("usage", ...words)).toBe(0);
  return { out: world.stdout.text, err: world.stderr.text };
}

test("by day, with what is unknown said so, and a total", async () => {
  const { out, err } = await told(...october);
  expect(out).toBe(
    `DAY         REQUESTS  INPUT         CACHED       OUTPUT       COST
2026-10-01  2         11            0 + unknown  5 + unknown  $1.50 + unknown
2026-10-03  1         unknown       unknown      unknown      unknown
total       3         11 + unknown  0 + unknown  5 + unknown  $1.50 + unknown
`,
  );
  expect(err).toBe("\n1 of the requests are still under way.\n");
});

test("by model, key and project", async () => {
  const models = await told("--by", "model", ...october);
  expect(models.out).toMatch(/^PROVIDER {3}MODEL {6}REQUESTS/);
  expect(models.out).toMatch(/^rehearsal {2}=evil {6}2 /m);
  const world = new World();
  const project = await writeBooks(world, entries);
  expect(await world.run("usage", "--by", "key", "--json", ...october)).toBe(0);
  expect(world.stdout.json()).toMatchObject({
    by: "key",
    since: "2026-10-01T00:00:00Z",
    until: "2026-11-01T00:00:00Z",
    rows: [
      { key: null, name: null, requests: 2, open: 1, output_tokens: null, unknown_output_tokens: 2 },
      { key: "key_1", name: null, requests: 1, cost_micros: 1_500_000, unknown_cost_micros: 0 },
    ],
    total: { requests: 3, input_tokens: 11, unknown_input_tokens: 1 },
  });
  const projects = new World({ folder: world.folder });
  expect(await projects.run("usage", "--by", "project", "--json", ...october)).toBe(0);
  expect(projects.stdout.json()).toMatchObject({ rows: [{ project, name: "Default", requests: 3 }] });
});

test("as CSV, in which no name is a formula and unknown is empty", async () => {
  const { out } = await told("--by", "model", "--csv", ...october);
  expect(out).toBe(
    "provider,model,requests,open,estimated,input_tokens,cached_tokens,cache_write_tokens,output_tokens,reasoning_tokens,cost_micros,unknown_input_tokens,unknown_cached_tokens,unknown_cache_write_tokens,unknown_output_tokens,unknown_reasoning_tokens,unknown_cost_micros\r\n" +
      "rehearsal,'=evil,2,1,0,1,,,,,,1,2,2,2,2,2\r\n" +
      "rehearsal,rehearsal,1,0,0,10,0,,5,,1500000,0,0,1,0,1,0\r\n",
  );
});

test("estimates are mentioned", async () => {
  const world = new World();
  const estimate = { outputTokensMin: 1 };
  await writeBooks(world, [
    { at: noon, ending: { state: "interrupted", usage: { outputTokens: 9 }, estimate } },
  ]);
  expect(await world.run("usage", ...october)).toBe(0);
  expect(world.stderr.text).toBe("\n1 of the requests are estimated: nobody told their usage.\n");
});

test("the last seven days are asked for unless told otherwise, today among them", async () => {
  const world = new World();
  await writeBooks(world, [
    { at: Date.now(), ending: {} },
    { at: Date.now() - 8 * dayMs, ending: {} },
  ]);
  expect(await world.run("usage", "--json")).toBe(0);
  expect(world.stdout.json()).toMatchObject({ total: { requests: 1 } });
});

test("a long time is read in pieces, and none is lost between them", async () => {
  const world = new World();
  const days = Array.from({ length: 5 }, (_, n) => Date.UTC(2022 + n, 0, 1 + n * 50));
  await writeBooks(
    world,
    days.map((at) => ({ at, ending: {} })),
  );
  expect(await world.run("usage", "--json", "--since", "2021-12-31", "--until", "2026-12-31")).toBe(0);
  const { rows } = world.stdout.json() as { rows: { day: string }[] };
  expect(rows.map(({ day }) => day)).toEqual(days.map((at) => new Date(at).toISOString().slice(0, 10)));
});

test("where there is no data, nothing is made", async () => {
  const world = new World();
  expect(await world.run("usage")).toBe(0);
  expect(world.stdout.text).toBe("");
  expect(world.stderr.text).toBe(
    `There is no data in ${world.data} yet. Set PARLEY_DATA, or \`data\` in the settings, to look elsewhere.\nNothing was asked of a model in this time.\n`,
  );
  expect(existsSync(world.data)).toBe(false);
});

test.each([
  [["--by", "colour"], "Allowed choices are day, model, key, project."],
  [["--since", "soon"], "--since must be a date"],
  [["--since", "2026-10-02", "--until", "2026-10-01"], "--since must be before --until."],
  [["--json", "--csv"], "not both"],
  [["--form", "json"], "unknown option '--form'"],
])("%j makes no sense", async (words, said) => {
  const world = new World();
  expect(await world.run("usage", ...words)).toBe(2);
  expect(world.stderr.text).toContain(said);
});
