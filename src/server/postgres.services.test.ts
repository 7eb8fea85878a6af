import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { createKey } from "../admin/keys.ts";
import { defaultProject } from "../admin/projects.ts";
import { systemClock } from "../lib/clock.ts";
import { Secret } from "../lib/secret.ts";
import { ask, freshDatabase } from "../stores/postgres/test-database.fixture.ts";
import { DataError } from "./data-error.ts";
import { openDataFolder } from "./data-folder.ts";
import { checkDatabase } from "./doctor/check-database.ts";
import { openKeeper } from "./keeper.ts";
import { migrateDatabase } from "./migrate.ts";
import { loadSettings } from "./settings/load.ts";
import { allMigrations, openStores } from "./stores.ts";
import { operator } from "../spec/actor.ts";

function testFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "parley-machine-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

const nameOf = (url: string): string => `PostgreSQL at ${new URL(url).host}${new URL(url).pathname}`;

const settingsFor = (folder: string, url: string) =>
  loadSettings({
    env: { PARLEY_DATA: folder, PARLEY_DATABASE: url },
    cwd: folder,
    readFile: () => {
      throw Object.assign(new Error("no file"), { code: "ENOENT" });
    },
  });

test("a database is brought up to date, says what it lacks, and refuses to be older than its data", async () => {
  const [folder, url] = [testFolder(), await freshDatabase()];
  const settings = settingsFor(folder, url);
  const told = async () =>
    (await checkDatabase(folder, settings)).map(
      ({ level, check, message }) => `${level} ${check}: ${message}`,
    );
  const missing = allMigrations().join(", ");
  expect((await told())[0]).toMatch(
    /^ok Database: PostgreSQL at \S+ \(version \d+(\.\d+)?\) answers; the next/,
  );
  expect((await told())[0]).toContain(`(${missing})`);

  expect(await migrateDatabase(settings)).toEqual({ database: nameOf(url), applied: allMigrations() });
  expect(await migrateDatabase(settings)).toEqual({ database: nameOf(url), applied: [] });
  expect((await told())[0]).toContain("answers and is up to date.");

  await ask(url, "insert into kysely_migration values ('9999-later', 'now')");
  await expect(migrateDatabase(settings)).rejects.toThrow(/newer version of Parley/);
  expect(await told()).toContain(
    `problem Database: ${nameOf(url)} was written by a newer version of Parley (it has 9999-later).`,
  );
});

test("a machine that joins needs the secret of the others", async () => {
  const database = new Secret(await freshDatabase());
  const first = testFolder();
  const keeper = await openKeeper(first, { database });
  const { id } = await defaultProject(keeper.keys);
  await createKey(keeper.keys, operator, { projectId: id, name: "k" });
  await keeper.close();

  const second = testFolder();
  for (let again = 0; again < 2; again++) {
    await expect(openKeeper(second, { database })).rejects.toThrow(DataError);
    expect(existsSync(join(second, "secret.key"))).toBe(false);
  }
  const secret = new Secret(keeper.keys.pepper.toString("base64"));
  const place = await openDataFolder(second, { database, secret });
  expect(place.pepper.equals(keeper.keys.pepper)).toBe(true);
  const stores = await openStores(place.database, systemClock);
  expect(await stores.keys.list()).toHaveLength(1);
  await stores.close();
  expect(await checkDatabase(second, { database, secret })).toContainEqual({
    check: "Keys",
    level: "ok",
    message: "1 of 1 can be used.",
  });
});
