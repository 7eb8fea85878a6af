import { expect, test } from "vitest";
import { World } from "./world.fixture.ts";

async function json(world: World, ...words: readonly string[]): Promise<Record<string, unknown>> {
  const fresh = new World({ folder: world.folder });
  expect(await fresh.run(...words, "--json")).toBe(0);
  return fresh.stdout.json() as Record<string, unknown>;
}

async function names(world: World): Promise<readonly string[]> {
  const { projects } = await json(world, "projects", "list");
  return (projects as { name: string }[]).map(({ name }) => name).toSorted();
}

test("projects are made, renamed, listed and archived with their keys", async () => {
  const world = new World();
  const made = await json(world, "projects", "create", " Support ");
  expect(made).toMatchObject({ id: expect.stringMatching(/^proj_/), name: "Support", archived_at: null });
  const id = String(made["id"]);
  await json(world, "keys", "create", "--project", id);
  expect(await json(world, "projects", "rename", id, "Help")).toMatchObject({ name: "Help" });
  expect(await names(world)).toEqual(["Default", "Help"]);
  expect(await json(world, "projects", "archive", id)).toMatchObject({ archived_at: expect.any(String) });
  expect(await names(world)).toEqual(["Default"]);
  const shown = new World({ folder: world.folder });
  expect(await shown.run("projects", "list", "--archived")).toBe(0);
  expect(shown.stdout.text).toContain("Help");
  expect(await json(world, "keys", "list", "--project", id)).toMatchObject({ keys: [{ status: "revoked" }] });
  expect(await world.run("keys", "create", "--project", id)).toBe(1);
  expect(await world.run("projects", "archive", "proj_default")).toBe(1);
  expect(await world.run("projects", "rename", "proj_nobody", "x")).toBe(1);
  expect(world.stderr.text).toContain("There is no project proj_nobody.");
});

test("a service account has a key of its own, and takes it along when it goes", async () => {
  const world = new World();
  const made = await json(world, "service-accounts", "create", "nightly", "--scopes", "chat");
  expect(made).toMatchObject({ name: "nightly", role: "member", key: expect.stringMatching(/^sk-parley-/) });
  const listed = new World({ folder: world.folder });
  expect(await listed.run("service-accounts", "list")).toBe(0);
  expect(listed.stdout.text).toContain("nightly");
  expect(await json(world, "keys", "list")).toMatchObject({
    keys: [{ owner: made["id"], scopes: ["chat"] }],
  });
  await json(world, "service-accounts", "delete", String(made["id"]));
  expect(await json(world, "service-accounts", "list")).toEqual({ service_accounts: [] });
  expect(await json(world, "keys", "list")).toMatchObject({ keys: [{ status: "revoked" }] });
  expect(await world.run("service-accounts", "delete", String(made["id"]))).toBe(1);
});

test("a service account is changed with its keys, gets further keys, and is found by its id in every project", async () => {
  const world = new World();
  const { id: project } = await json(world, "projects", "create", "Support");
  const place = ["--project", String(project)];
  const made = await json(world, "service-accounts", "create", "nightly", ...place);
  const id = String(made["id"]);
  const terms = ["--scopes", "chat", "--expires", "90d"];
  const key = await json(world, "keys", "create", "--service-account", id, ...terms);
  expect(key).toMatchObject({
    name: "nightly",
    owner: id,
    project,
    project_role: "member",
    scopes: ["chat"],
  });
  expect(
    await json(world, "service-accounts", "update", id, "--role", "admin", "--name", "daily"),
  ).toMatchObject({ id, name: "daily", role: "admin" });
  const shown = await json(world, "keys", "show", String(key["id"]));
  expect(shown).toMatchObject({ project_role: "admin", secrets: [{ works: true, last_used_at: null }] });
  expect(shown).not.toHaveProperty("key");
  expect(await json(world, "service-accounts", "delete", id)).toMatchObject({ name: "daily" });
  expect(await json(world, "keys", "show", String(key["id"]))).toMatchObject({ status: "revoked" });
  for (const [words, code] of [
    [["service-accounts", "update", id, "--name", "x"], 1],
    [["service-accounts", "update", id], 2],
    [["keys", "create", "--service-account", id], 1],
    [["keys", "create", "--service-account", id, "--role", "admin"], 2],
    [["keys", "show", "key_none"], 1],
  ] as const)
    expect([words, await new World({ folder: world.folder }).run(...words)]).toEqual([words, code]);
});

test("what is known of a key is said in words, and never its secret", async () => {
  const world = new World();
  const { id, key } = await json(world, "keys", "create", "--models", "gpt-*", "--metadata", "team=a");
  const shown = new World({ folder: world.folder });
  expect(await shown.run("keys", "show", String(id))).toBe(0);
  for (const words of [/^MODELS +gpt-\*$/m, /^METADATA +team=a$/m, /^EXPIRES AT +-$/m, / never +- +works$/m])
    expect(shown.stdout.text).toMatch(words);
  expect(shown.stdout.text).not.toContain(String(key));
});
