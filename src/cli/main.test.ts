import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { World } from "./world.fixture.ts";

test("--version is the package's", async () => {
  const world = new World();
  expect(await world.run("--version")).toBe(0);
  const { version } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8"));
  expect(world.stdout.text).toBe(`${version}\n`);
});

describe("help", () => {
  test.each([
    ["--help"],
    ["help"],
    ["start", "--help"],
    ["chat", "--help"],
    ["help", "chat"],
    ["keys", "create", "--help"],
    ["keys", "list", "--help"],
    ["keys", "revoke", "--help"],
    ["models", "--help"],
    ["pull", "--help"],
    ["rm", "--help"],
    ["usage", "--help"],
    ["budgets", "set", "--help"],
    ["budgets", "list", "--help"],
    ["budgets", "remove", "--help"],
    ["limits", "set", "--help"],
    ["limits", "list", "--help"],
    ["limits", "remove", "--help"],
    ["ledger", "export", "--help"],
    ["doctor", "--help"],
  ])("%s %s %s is short and has an example", async (...words) => {
    const world = new World();
    expect(await world.run(...words.filter((word) => word !== undefined))).toBe(0);
    expect(world.stdout.text).toMatch(/\nExamples?:\n {2}\S/);
    expect(world.stdout.text.split("\n").length).toBeLessThan(60);
    expect(world.stderr.text).toBe("");
  });

  test.each([
    ["start"],
    ["chat"],
    ["keys create"],
    ["keys list"],
    ["keys revoke"],
    ["models"],
    ["pull"],
    ["rm"],
    ["usage"],
    ["budgets set"],
    ["budgets list"],
    ["budgets remove"],
    ["limits set"],
    ["limits list"],
    ["limits remove"],
    ["ledger export"],
    ["doctor"],
  ])("%s has --json", async (command) => {
    const world = new World();
    await world.run(...command.split(" "), "--help");
    expect(world.stdout.text).toContain("--json");
  });
});

describe("what makes no sense is an error with exit code 2, and names the help", () => {
  test.each([
    ["", "Usage: parley"],
    ["strat", "error: unknown command 'strat'\n(Did you mean start?)\n`parley --help` says more."],
    ["keys", "Usage: parley keys"],
    ["keys lst", "unknown command 'lst'\n(Did you mean list?)\n`parley keys --help` says more."],
    ["start --prot 1", "unknown option '--prot'\n(Did you mean --port?)\n`parley start --help` says more."],
    ["start now", "too many arguments"],
    ["start --port", "argument missing"],
    ["start --port=", "After --port a value is missing."],
    ["start --port=http", '--port: Expected a whole number from 0 to 65535, but found "http".'],
    ["keys list --jsn", "(Did you mean --json?)"],
    ["keys revoke", "missing required argument 'key'"],
    ["models --all", "unknown option '--all'"],
    ["doctor --ofline", "(Did you mean --offline?)"],
    ["chat --modle x", "(Did you mean --model?)"],
  ])("parley %s", async (words, said) => {
    const world = new World();
    expect(await world.run(...words.split(" ").filter((word) => word !== ""))).toBe(2);
    expect(world.stderr.text).toContain(said);
    expect(world.stdout.text).toBe("");
  });
});

test("settings with faults stop every command that needs them, with all faults and exit code 1", async () => {
  for (const command of [["start"], ["chat", "hi"], ["keys", "list"], ["models"]]) {
    const world = new World({
      yaml: "prot: 1\nproviders: { openai: { type: openai-compatible, preset: openai } }\n",
    });
    expect(await world.run(...command)).toBe(1);
    expect(world.stderr.text).toContain("The settings have 2 faults.");
    expect(world.stderr.text).toContain("parley.yaml, line 1, column 1, prot:");
    expect(world.stdout.text).toBe("");
  }
});

test("what is probably a mistake is a warning on standard error", async () => {
  const world = new World();
  world.env["PARLEY_PROT"] = "1";
  world.env["PARLEY_API_KEY"] = "what callers have";
  expect(await world.run("keys", "list", "--json")).toBe(0);
  expect(world.stderr.text).toMatch(/^Warning: .*PARLEY_PROT.*\nThere is no data in .*\n$/);
  expect(world.stdout.json()).toEqual({ keys: [] });
});
