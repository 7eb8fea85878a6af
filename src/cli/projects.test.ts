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
