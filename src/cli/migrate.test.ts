import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import { World } from "./world.fixture.ts";

test("a new database is made, and told so; then there is nothing to do", async () => {
  const world = new World();
  const database = join(world.data, "parley.db");
  expect(await world.run("migrate")).toBe(0);
  expect(world.stdout.text).toMatch(/^\S+parley\.db is up to date now \(0001-first, .+\)\.\n$/);
  const again = new World({ folder: world.folder });
  expect(await again.run("migrate", "--json")).toBe(0);
  expect(again.stdout.json()).toEqual({ database, applied: [] });
});

test("an empty file lacks everything", async () => {
  const world = new World();
  mkdirSync(world.data, { mode: 0o700 });
  await world.run("keys", "list");
  expect(await world.run("migrate", "--json")).toBe(0);
  expect(world.stdout.json()).toMatchObject({ applied: expect.arrayContaining(["0001-first"]) });
});

test("a database of a newer version is refused, and left as it is", async () => {
  const world = new World();
  await world.run("migrate");
  const database = new DatabaseSync(join(world.data, "parley.db"));
  database.exec("insert into kysely_migration values ('9999-later', 'now')");
  expect(await world.run("migrate")).toBe(1);
  expect(world.stderr.text).toContain("newer version of Parley");
  expect(database.prepare("select count(*) as count from kysely_migration").get()).not.toEqual({ count: 0 });
  database.close();
});

test("a PostgreSQL that is not there is told in a sentence, without the password", async () => {
  const world = new World();
  world.env["PARLEY_DATABASE"] = "postgres://parley:hidden-word@127.0.0.1:1/parley";
  expect(await world.run("migrate")).toBe(1);
  expect(world.stderr.text).toBe(
    "PostgreSQL at 127.0.0.1:1 does not answer (ECONNREFUSED). Start it, or check the address in PARLEY_DATABASE.\n",
  );
});

test("an address that is none is told, without the password", async () => {
  const world = new World();
  world.env["PARLEY_DATABASE"] = "mysql://parley:hidden-word@db.example/parley";
  expect(await world.run("migrate")).toBe(1);
  expect(world.stderr.text).toContain("PARLEY_DATABASE");
  expect(world.stderr.text).toContain("postgres://user:password@host:5432/name");
  expect(world.stderr.text).not.toContain("hidden-word");
});
