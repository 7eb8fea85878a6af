import { existsSync } from "node:fs";
import { expect, test } from "vitest";
import { World } from "./world.fixture.ts";

interface Budget {
  readonly id: string;
  readonly amount: number;
}

async function run(world: World, ...words: readonly string[]): Promise<World> {
  const fresh = new World({ folder: world.folder });
  expect(await fresh.run("budgets", ...words)).toBe(0);
  return fresh;
}

async function list(world: World): Promise<readonly Budget[]> {
  return ((await run(world, "list", "--json")).stdout.json() as { budgets: Budget[] }).budgets;
}

async function makeKey(world: World): Promise<{ readonly id: string; readonly project: string }> {
  const fresh = new World({ folder: world.folder });
  expect(await fresh.run("keys", "create", "--json")).toBe(0);
  return fresh.stdout.json() as { id: string; project: string };
}

test("a budget is set, listed and removed", async () => {
  const world = new World();
  const said = await run(world, "set", "--installation", "--per", "month", "--money", "1.50");
  expect(said.stdout.text).toMatch(
    /^The budget bud_[0-9a-f]{32} of \$1\.50 a month, for the installation, is set\.\n$/,
  );
  const [budget] = await list(world);
  expect(budget).toEqual({
    id: expect.stringMatching(/^bud_/),
    subject: "installation",
    subject_id: null,
    per: "month",
    unit: "micros",
    amount: 1_500_000,
    shadow: false,
    window: expect.stringMatching(/^\d{4}-\d\d$/),
    spent: 0,
    reserved: 0,
    created_at: expect.stringMatching(/Z$/),
  });
  const table = (await run(world, "list")).stdout.text;
  expect(table).toMatch(/the installation {2}month {2}\$1\.50 {3}\$0\.00 {2}\$0\.00/);
  const id = String(budget?.id);
  expect((await run(world, "remove", id, "--json")).stdout.json()).toEqual(budget);
  expect(await list(world)).toEqual([]);
});

test("for a project or a key, in tokens, as a shadow; setting it again changes it", async () => {
  const world = new World();
  const { id, project } = await makeKey(world);
  await run(world, "set", "--project", project, "--per", "total", "--tokens", "0");
  await run(world, "set", "--key", id, "--per", "day", "--tokens", "100000");
  await run(world, "set", "--key", id, "--per", "day", "--tokens", "5", "--shadow");
  await run(world, "set", "--key", id, "--per", "day", "--money", "0.000001");
  expect(await list(world)).toMatchObject([
    { subject: "project", subject_id: project, per: "total", unit: "tokens", amount: 0, window: "total" },
    { subject: "key", subject_id: id, per: "day", unit: "tokens", amount: 5, shadow: true },
    { subject: "key", subject_id: id, per: "day", unit: "micros", amount: 1, shadow: false },
  ]);
});

test.each([
  [["set", "--per", "day", "--money", "1"], "exactly one of --installation, --project, --key"],
  [["set", "--installation", "--key", "k", "--per", "day", "--money", "1"], "exactly one of"],
  [["set", "--installation", "--per", "day"], "either --money or --tokens"],
  [["set", "--installation", "--per", "day", "--money", "1", "--tokens", "1"], "either --money or --tokens"],
  [["set", "--installation", "--money", "1"], "required option '--per <period>' not specified"],
  [["set", "--installation", "--per", "week", "--money", "1"], "Allowed choices are day, month, total."],
  [["set", "--installation", "--per", "day", "--money", "-1"], "--money must be an amount"],
  [["set", "--installation", "--per", "day", "--money", "0.0000001"], "at most 6 decimals"],
  [["set", "--installation", "--per", "day", "--tokens", "1e3"], "--tokens must be a whole number"],
  [["set", "--installation", "--per", "day", "--euros", "1"], "unknown option '--euros'"],
])("%j makes no sense", async (words, said) => {
  const world = new World();
  expect(await world.run("budgets", ...words)).toBe(2);
  expect(world.stderr.text).toContain(said);
  expect(existsSync(world.data)).toBe(false);
});

test("what does not exist is a sentence, and nothing is set", async () => {
  const world = new World();
  await makeKey(world);
  const money = ["--per", "day", "--money", "1"];
  expect(await world.run("budgets", "set", "--project", "proj_0", ...money)).toBe(1);
  expect(await world.run("budgets", "set", "--key", "key_0", ...money)).toBe(1);
  expect(await world.run("budgets", "remove", "bud_0")).toBe(1);
  expect(world.stderr.text).toBe(
    "There is no project proj_0. `parley keys list --json` shows the project of each key.\n" +
      "There is no key with the id key_0. `parley keys list` shows all of them.\n" +
      "There is no budget bud_0. `parley budgets list` shows all of them.\n",
  );
  expect(await list(world)).toEqual([]);
});

test("looking and removing makes no data", async () => {
  const world = new World();
  expect(await world.run("budgets", "list")).toBe(0);
  expect(await world.run("budgets", "remove", "bud_0")).toBe(1);
  expect(world.stderr.text).toContain("There are no budgets.");
  expect(existsSync(world.data)).toBe(false);
});
