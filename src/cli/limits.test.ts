import { existsSync } from "node:fs";
import { expect, test } from "vitest";
import { World } from "./world.fixture.ts";

interface Limit {
  readonly kind: string;
  readonly id: string;
}

async function run(world: World, ...words: readonly string[]): Promise<World> {
  const fresh = new World({ folder: world.folder });
  expect(await fresh.run("limits", ...words)).toBe(0);
  return fresh;
}

async function list(world: World): Promise<readonly Limit[]> {
  return ((await run(world, "list", "--json")).stdout.json() as { limits: Limit[] }).limits;
}

test("limits are set together, changed alone, listed and removed", async () => {
  const world = new World();
  const said = await run(
    world,
    "set",
    "--model",
    "gpt-5",
    "--requests-per-minute",
    "60",
    "--concurrent-streams",
    "2",
  );
  expect(said.stdout.text).toMatch(
    /^The limit lim_[0-9a-f]{32} of 60 requests per minute, for model gpt-5, is set\.\nThe limit lim_[0-9a-f]{32} of 2 concurrent streams, for model gpt-5, is set\.\n$/,
  );
  const again = await run(world, "set", "--model", "gpt-5", "--requests-per-minute", "30", "--json");
  // Both were made in the same moment: their order is nobody's promise.
  const [first, second] = (await list(world)).toSorted((one, other) => (one.kind > other.kind ? -1 : 1));
  expect(again.stdout.json()).toEqual({ limits: [first] });
  expect(first).toEqual({
    id: expect.stringMatching(/^lim_/),
    subject: "model",
    subject_id: "gpt-5",
    kind: "requests_per_minute",
    amount: 30,
    created_at: expect.stringMatching(/Z$/),
  });
  expect((await run(world, "list")).stdout.text).toMatch(/ {2}model gpt-5 {2}concurrent streams {3}2\n/);
  expect((await run(world, "remove", String(first?.id), "--json")).stdout.json()).toEqual(first);
  expect(await list(world)).toEqual([second]);
});

test("for the installation, a project or a key", async () => {
  const world = new World();
  expect(await world.run("keys", "create", "--json")).toBe(0);
  const { id, project } = world.stdout.json() as { id: string; project: string };
  await run(world, "set", "--installation", "--concurrent-calls", "200");
  await run(world, "set", "--project", project, "--tokens-per-minute", "100000");
  await run(world, "set", "--key", id, "--requests-per-minute", "1");
  expect(await list(world)).toMatchObject([
    { subject: "installation", subject_id: null, kind: "concurrent_calls", amount: 200 },
    { subject: "project", subject_id: project, kind: "tokens_per_minute", amount: 100_000 },
    { subject: "key", subject_id: id, kind: "requests_per_minute", amount: 1 },
  ]);
});

test.each([
  [["set", "--requests-per-minute", "1"], 2, "exactly one of --installation, --project, --key, --model"],
  [["set", "--installation"], 2, "at least one of --requests-per-minute"],
  [["set", "--installation", "--concurrent-calls", "two"], 2, "--concurrent-calls must be a whole number"],
  [["set", "--installation", "--per-minute", "2"], 2, "unknown option '--per-minute'"],
  [
    ["set", "--installation", "--concurrent-calls", "0"],
    1,
    "concurrent_calls is an integer from 1 to 100000000.",
  ],
  [["set", "--model", "a b", "--concurrent-calls", "1"], 1, "A model's name has 1 to 256 characters"],
  [["set", "--key", "key_0", "--concurrent-calls", "1"], 1, "There is no key with the id key_0."],
  [["remove", "lim_0"], 1, "There is no limit lim_0."],
])("%j is refused", async (words, code, said) => {
  const world = new World();
  expect(await world.run("limits", ...words)).toBe(code);
  expect(world.stderr.text).toContain(said);
});

test("looking makes no data", async () => {
  const world = new World();
  expect(await world.run("limits", "list")).toBe(0);
  expect(world.stderr.text).toContain("There are no limits.");
  expect(existsSync(world.data)).toBe(false);
});
