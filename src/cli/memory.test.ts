import { expect, test } from "vitest";
import { World } from "./world.fixture.ts";

async function run(world: World, ...words: readonly string[]) {
  const fresh = new World({ folder: world.folder });
  const code = await fresh.run("memory", ...words);
  return { code, out: fresh.stdout, error: fresh.stderr.text };
}

test("what a project wants of memory is set, listed and taken back", async () => {
  const world = new World();
  expect((await run(world, "list")).error).toBe(
    `There is no data in ${world.data} yet. Set PARLEY_DATA, or \`data\` in the settings, to look elsewhere.\nAll projects have what the settings say.\n`,
  );
  const keys = new World({ folder: world.folder });
  expect(await keys.run("keys", "create", "--json")).toBe(0);
  const { project } = keys.stdout.json() as { readonly project: string };
  const wish = [
    "--project",
    project,
    "--policy",
    "summarize",
    "--max-tokens",
    "8000",
    "--embeddings-model",
    "e",
  ];
  const set = await run(world, "set", ...wish);
  expect(set.out.text).toBe(
    `Conversations of ${project}: policy summarize, at most 8000 tokens, embeddings model e.\n`,
  );
  expect((await run(world, "list", "--json")).out.json()).toEqual({
    memory: [{ project_id: project, policy: "summarize", max_tokens: 8000, embeddings_model: "e" }],
  });
  expect((await run(world, "list")).out.text).toContain("summarize");
  await run(world, "set", "--project", project);
  expect((await run(world, "list", "--json")).out.json()).toEqual({ memory: [] });
});

test("what makes no sense is refused", async () => {
  const world = new World();
  expect((await run(world, "set")).code).toBe(2);
  expect((await run(world, "set", "--project", "proj_default", "--policy", "forget")).code).toBe(2);
  expect((await run(world, "set", "--project", "proj_default", "--max-tokens", "few")).code).toBe(2);
  const keys = new World({ folder: world.folder });
  expect(await keys.run("keys", "create")).toBe(0);
  const none = await run(world, "set", "--project", "proj_nobody");
  expect([none.code, none.error]).toEqual([1, expect.stringContaining("There is no project proj_nobody.")]);
  expect((await run(world, "set", "--project", "proj_default", "--max-tokens", "0")).code).toBe(1);
});
