import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { playRecorded, readRecorded } from "../providers/upstream/recorded.fixture.ts";
import { World } from "./world.fixture.ts";

const recorded = (name: string) =>
  readRecorded(new URL(`../providers/ollama/fixtures/ollama-${name}.http`, import.meta.url));

async function start(...cases: readonly string[]) {
  const { origin, requests } = await playRecorded(cases.map(recorded));
  const world = new World();
  writeFileSync(
    join(world.folder, "parley.yaml"),
    `providers: { ollama: { type: ollama, baseUrl: "${origin}" } }\n`,
  );
  return { world, requests };
}

test("a model of an Ollama provider is pulled", async () => {
  const { world, requests } = await start("tags", "pull", "tags");
  expect(await world.run("pull", "ollama/llama3.2"), world.stderr.text).toBe(0);
  expect(world.stdout.text).toBe("ollama/llama3.2:latest was there already: 2.02 GB\n");
  expect(world.stderr.text).toMatch(/^Pulling ollama\/llama3\.2: 0%, 0 B of 2 kB\n/);
  expect(requests.map(({ url }) => url)).toEqual(["/api/tags", "/api/pull", "/api/tags"]);
});

test("with --json as well, and one that is not to be had is an error", async () => {
  const { world } = await start("tags", "pull", "tags");
  expect(await world.run("pull", "ollama/llama3.2", "--json")).toBe(0);
  const lines = world.stdout.text
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(lines[0]).toEqual({
    object: "model.pull",
    status: "downloading",
    model: "ollama/llama3.2",
    completed: 0,
    total: 2000,
  });
  expect(lines.at(-1)).toEqual({
    object: "model.pull",
    status: "done",
    model: "ollama/llama3.2:latest",
    completed: 2_019_393_189,
    total: 2_019_393_189,
    sha256: "a80c4f17acd55265feec403c7aef86be0c25983ab279d83f3bcd3abbcb5b8b72",
    source: "ollama/llama3.2",
    already_there: true,
  });
  const other = await start("tags", "pull-unknown");
  expect(await other.world.run("pull", "ollama/nosuch")).toBe(1);
  expect(other.world.stderr.text).toContain("Ollama's library has no model `nosuch`.");
});

test("and removed", async () => {
  const { world, requests } = await start("tags", "delete");
  expect(await world.run("rm", "ollama/llama3.2"), world.stderr.text).toBe(0);
  expect(world.stdout.text).toBe("ollama/llama3.2:latest is removed: 2.02 GB are free again.\n");
  expect(requests.at(-1)).toMatchObject({ method: "DELETE", body: { model: "llama3.2" } });
});

test.each(["settings", "stored"])(
  "with a key of the %s the server behind it is asked with that",
  async (kept) => {
    const { origin, requests } = await playRecorded(["tags", "pull", "tags", "tags", "delete"].map(recorded));
    const world = new World();
    const apiKey = kept === "stored" ? "stored" : "the-key";
    writeFileSync(
      join(world.folder, "parley.yaml"),
      `providers: { far: { type: ollama, baseUrl: "${origin}", apiKey: ${apiKey} } }\n`,
    );
    if (kept === "stored") {
      const without = new World({ folder: world.folder });
      expect(await without.run("pull", "far/llama3.2")).toBe(1);
      expect(without.stderr.text).toContain("parley providers set-key");
      expect(requests).toEqual([]);
      const setting = new World({ folder: world.folder });
      setting.stdin.end("the-key\n");
      expect(await setting.run("providers", "set-key", "far"), setting.stderr.text).toBe(0);
    }
    const pulling = new World({ folder: world.folder });
    expect(await pulling.run("pull", "far/llama3.2"), pulling.stderr.text).toBe(0);
    const removing = new World({ folder: world.folder });
    expect(await removing.run("rm", "far/llama3.2"), removing.stderr.text).toBe(0);
    expect(requests.map(({ url, headers }) => [url, headers["authorization"]])).toEqual(
      ["/api/tags", "/api/pull", "/api/tags", "/api/tags", "/api/delete"].map((url) => [
        url,
        "Bearer the-key",
      ]),
    );
    expect(pulling.stdout.text + pulling.stderr.text + removing.stdout.text).not.toContain("the-key");
  },
);
