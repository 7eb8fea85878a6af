import { type ChildProcess, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { type FakeHub, type FakeHubOptions, startFakeHub } from "../../test/hub/start-fake-hub.ts";
import { parseJournal } from "../lib/download/journal.ts";
import { bytesIn } from "../lib/download/ranges.ts";
import { tinyGguf } from "../lib/gguf.fixture.ts";
import { World } from "./world.fixture.ts";

const place = "ann/tiny-GGUF";
const name = `${place}/tiny-Q4_K_M`;
const model = tinyGguf({ weights: 50_000 });
const sha256 = createHash("sha256").update(model).digest("hex");
const mib = 1024 * 1024;

async function start(options: Partial<FakeHubOptions> & { readonly terminal?: boolean } = {}) {
  const { terminal = false, ...rest } = options;
  const hub = await startFakeHub({ repositories: { [place]: { "tiny-Q4_K_M.gguf": model } }, ...rest });
  onTestFinished(() => hub.close());
  const world = new World({ terminal });
  world.env["HF_ENDPOINT"] = hub.url;
  return { hub, world };
}

test("a model is pulled, listed and removed", async () => {
  const { world } = await start();
  expect(await world.run("pull", `hf:${place}`)).toBe(0);
  const file = join(world.data, "models", `${name}.gguf`);
  expect(world.stdout.text).toBe(`${name} is there now: 200 kB in ${file}\n`);
  expect(world.stderr.text).toMatch(/^Pulling ann\/tiny-GGUF\/tiny-Q4_K_M: \d+%, /);
  expect(world.stderr.text).not.toContain("\x1b");
  expect(world.stderr.text).toMatch(new RegExp(`Callers name it local/${name}\\.\n$`));
  expect(readFileSync(file).equals(model)).toBe(true);

  const listing = new World({ folder: world.folder });
  expect(await listing.run("models", "--local")).toBe(0);
  const lines = listing.stdout.text.split("\n").map((line) => line.split(/ {2,}/));
  expect(lines[0]).toEqual(["NAME", "SIZE", "QUANTISATION", "CONTEXT", "STATE"]);
  expect(lines[1]).toEqual([name, "200 kB", "F32", "2048", "ready"]);

  const removing = new World({ folder: world.folder });
  expect(await removing.run("rm", "tiny-Q4_K_M")).toBe(0);
  expect(removing.stdout.text).toBe(`${name} is removed: 200 kB are free again.\n`);
  expect(existsSync(file)).toBe(false);
  const again = new World({ folder: world.folder });
  expect(await again.run("rm", "tiny-Q4_K_M")).toBe(1);
  expect(again.stderr.text).toContain('There is no local model "tiny-Q4_K_M"');
});

test("on a terminal a bar is drawn and wiped away", async () => {
  const { world } = await start({ terminal: true });
  expect(await world.run("pull", `hf:${place}`)).toBe(0);
  expect(world.stderr.text).toContain("\r\x1b[KPulling");
  expect(world.stderr.text).toMatch(/\[[=> ]+\]/);
  expect(world.stderr.text).toContain("\r\x1b[KCallers name it");
});

test("with --json every line is an object, the last one the result", async () => {
  const { world } = await start();
  expect(await world.run("pull", `hf:${place}`, "--json")).toBe(0);
  const lines = world.stdout.text
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(lines[0]).toMatchObject({
    object: "model.pull",
    status: "downloading",
    model: name,
    total: model.length,
  });
  expect(lines.at(-1)).toEqual({
    object: "model.pull",
    status: "done",
    model: name,
    completed: model.length,
    total: model.length,
    sha256,
    source: `hf:${place}:tiny-Q4_K_M.gguf`,
    already_there: false,
    file: join(world.data, "models", `${name}.gguf`),
  });
  expect(world.stderr.text).toBe("");
});

test("the lists are JSON as well, and empty ones are said to be", async () => {
  const { world } = await start();
  expect(await world.run("models", "--local", "--json")).toBe(0);
  expect(world.stdout.json()).toEqual({ models: [] });
  const plain = new World({ folder: world.folder });
  expect(await plain.run("models", "--local")).toBe(0);
  expect(plain.stderr.text).toContain("There are no local models yet.");
  expect(existsSync(world.data)).toBe(false);
});

test.each([
  ["nonsense", 'There is no model "nonsense"'],
  ["hf:ann/missing", "it does not exist, or not for everybody"],
  [`hf:${place}:Q8_0`, 'has no "Q8_0". It has Q4_K_M.'],
])("pull %s fails with a sentence and leaves nothing", async (reference, words) => {
  const { world } = await start();
  expect(await world.run("pull", reference)).toBe(1);
  expect(world.stderr.text).toContain(words);
  expect(world.stderr.text).not.toContain("    at ");
  expect(existsSync(join(world.data, "models", "ann"))).toBe(false);
});

test("an environment that makes no sense is blamed by its name", async () => {
  const { world } = await start();
  world.env["HF_ENDPOINT"] = "huggingface";
  expect(await world.run("pull", "qwen3-0.6b")).toBe(1);
  expect(world.stderr.text).toContain("HF_ENDPOINT must be the address of a hub");
  world.env["HF_ENDPOINT"] = "";
  world.env["HF_TOKEN"] = "two\nlines";
  expect(await world.run("pull", "qwen3-0.6b")).toBe(1);
  expect(world.stderr.text).toContain("HF_TOKEN has characters in it");
  expect(world.stderr.text).not.toContain("two");
});

test.each([
  ["SIGINT", 130],
  ["SIGTERM", 143],
] as const)("%s keeps what has come and says how to go on; then it goes on", async (signal, code) => {
  const { hub, world } = await start({ faults: { [`${name}.gguf`]: { stallAfterBytes: 120_000 } } });
  const running = world.run("pull", `hf:${place}`);
  await vi.waitFor(() => expect(hub.requests.at(-1)?.sent).toBeGreaterThanOrEqual(120_000), {
    timeout: 10_000,
  });
  world.signal(signal);
  expect(await running).toBe(code);
  expect(world.stderr.text).toMatch(new RegExp(`To go on from there: parley pull hf:${place}\n$`));
  expect(world.listening).toBe(0);

  const listing = new World({ folder: world.folder });
  await listing.run("models", "--local");
  expect(listing.stdout.text).toMatch(/tiny-Q4_K_M +\d+ kB of 200 kB +Q4_K_M +- +partial/);

  hub.misbehave(place, "tiny-Q4_K_M.gguf", {});
  const next = new World({ folder: world.folder });
  next.env["HF_ENDPOINT"] = hub.url;
  expect(await next.run("pull", `hf:${place}`)).toBe(0);
  expect(hub.requests.at(-1)?.headers.range).toMatch(/^bytes=[1-9]\d*-/);
});

/** The program in a process of its own. */
function startPull(world: World, hub: FakeHub): ChildProcess {
  const program = new URL("../../bin/parley.js", import.meta.url).pathname;
  const env = { ...process.env, PARLEY_DATA: world.data, HF_ENDPOINT: hub.url };
  const child = spawn(process.execPath, [program, "pull", `hf:${place}`], {
    cwd: world.folder,
    env,
    stdio: "ignore",
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  return child;
}

test(
  "kill -9 in the middle, twice: the next pull goes on, and the file is whole",
  { timeout: 60_000 },
  async () => {
    const large = tinyGguf({ weights: (100 * mib) / 4 });
    const { hub, world } = await start({
      repositories: { [place]: { "tiny-Q4_K_M.gguf": large } },
      faults: { [`${name}.gguf`]: { bytesPerSecond: 20 * mib } },
    });
    const journal = join(world.data, "models", `${name}.gguf.part.journal`);
    const noted = (): number =>
      existsSync(journal) ? bytesIn(parseJournal(readFileSync(journal, "utf8"))?.done ?? []) : 0;
    for (let round = 0; round < 2; round++) {
      const before = noted();
      const child = startPull(world, hub);
      await vi.waitFor(() => expect(noted()).toBeGreaterThan(before), { timeout: 15_000, interval: 20 });
      child.kill("SIGKILL");
      await new Promise((resolve) => child.once("close", resolve));
    }
    const kept = noted();
    expect(kept).toBeGreaterThan(8 * mib);
    hub.misbehave(place, "tiny-Q4_K_M.gguf", {});
    const before = hub.requests.length;
    expect(await world.run("pull", `hf:${place}`)).toBe(0);
    expect(readFileSync(join(world.data, "models", `${name}.gguf`)).equals(large)).toBe(true);
    const fetched = hub.requests
      .slice(before)
      .filter(({ host }) => host === "cdn")
      .reduce((sum, { sent }) => sum + sent, 0);
    expect(fetched).toBe(large.length - kept);
  },
);
