import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { World } from "./world.fixture.ts";

const settings = `providers:
  up: { type: openai-compatible, baseUrl: "https://up.example/v1", apiKey: stored }
  fixed: { type: openai-compatible, baseUrl: "https://fixed.example/v1", apiKey: sk-fixed }
`;

function worldWith(text: string): World {
  const world = new World();
  writeFileSync(join(world.folder, "parley.yaml"), text);
  return world;
}

async function run(world: World, key: string | undefined, ...words: readonly string[]): Promise<World> {
  const fresh = new World({ folder: world.folder });
  if (key !== undefined) fresh.stdin.end(key);
  expect(await fresh.run("providers", ...words)).toBe(0);
  return fresh;
}

/** All bytes of all files below a folder. */
function everythingIn(folder: string): string {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true });
  const files = names.filter((entry) => entry.isFile());
  expect(files.length).toBeGreaterThan(1);
  return files.map((entry) => readFileSync(join(entry.parentPath, entry.name), "latin1")).join("");
}

const listed = async (world: World): Promise<unknown> =>
  (await run(world, undefined, "list", "--json")).stdout.json();

test("a key is stored, shown as set and never itself, and forgotten", async () => {
  const world = worldWith(settings);
  expect(await listed(world)).toMatchObject({
    providers: [
      { name: "up", origin: "https://up.example", key_from: "stored", key_set_at: null },
      { name: "fixed", key_from: "settings" },
      { name: "rehearsal", key_from: "nowhere" },
      { name: "local", key_from: "nowhere" },
    ],
  });
  const set = await run(world, "sk-very-secret\n", "set-key", "up");
  expect(set.stdout.text).toBe("The key of up is stored, and goes to https://up.example alone.\n");
  const table = (await run(world, undefined, "list")).stdout.text;
  expect(table).toMatch(/up +openai-compatible +https:\/\/up.example +stored 20/);
  expect(table + set.stdout.text + set.stderr.text).not.toContain("sk-very-secret");
  expect(everythingIn(world.folder)).not.toContain("sk-very-secret");
  await run(world, undefined, "remove-key", "up");
  expect(await listed(world)).toMatchObject({ providers: [{ name: "up", key_set_at: null }, {}, {}, {}] });
});

test("a key for another address is told", async () => {
  const world = worldWith(settings);
  await run(world, "sk-very-secret\n", "set-key", "up");
  writeFileSync(join(world.folder, "parley.yaml"), settings.replace("up.example", "evil.example"));
  expect(await listed(world)).toMatchObject({ providers: [{ name: "up", misplaced: true }, {}, {}, {}] });
});

test.each([
  [["set-key", "nobody"], "k\n", 2, "There is no provider nobody in the settings. There are: up, fixed"],
  [["set-key", "fixed"], "k\n", 1, "its key is in the settings, which win"],
  [["set-key", "up"], "\n", 2, "No key was given on standard input."],
  [["set-key", "up"], "", 2, "No key was given on standard input."],
  [["set-key", "up"], "two words\n", 1, "one word"],
  [["remove-key", "up"], undefined, 1, 'No key is stored for the provider "up".'],
])("%j with %j is refused", async (words, key, code, said) => {
  const world = worldWith(settings);
  if (key !== undefined) world.stdin.end(key);
  expect(await world.run("providers", ...words)).toBe(code);
  expect(world.stderr.text).toContain(said);
});
