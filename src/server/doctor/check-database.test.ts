import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, onTestFinished, test } from "vitest";
import { createKey, revokeKey } from "../../admin/keys.ts";
import { defaultProject } from "../../admin/projects.ts";
import { Secret } from "../../lib/secret.ts";
import { openKeeper } from "../keeper.ts";
import { allMigrations } from "../stores.ts";
import { checkDatabase } from "./check-database.ts";
import { operator } from "../../spec/actor.ts";

function testFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "parley-doctor-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

async function withKey(options: { revoked?: boolean } = {}): Promise<string> {
  const folder = testFolder();
  const keeper = await openKeeper(folder);
  const { id } = await defaultProject(keeper.keys);
  const { key } = await createKey(keeper.keys, operator, { projectId: id, name: "k" });
  if (options.revoked === true) await revokeKey(keeper.keys, operator, { id: key.id });
  await keeper.close();
  return folder;
}

const told = async (folder: string) =>
  (await checkDatabase(folder)).map(({ check, level, message }) => `${level} ${check}: ${message}`);

test("before the first start there is nothing, and nothing is made", async () => {
  const folder = join(testFolder(), "data");
  expect(await told(folder)).toEqual([
    "ok Database: There is none yet; the first start makes it.",
    "ok Keys: There are none yet; the first start makes one.",
  ]);
  expect(existsSync(folder)).toBe(false);
});

test("a database with a key is well, and left as it is", async () => {
  const folder = await withKey();
  expect(await told(folder)).toEqual([
    `ok Database: ${join(folder, "parley.db")} is sound and up to date.`,
    "ok Keys: 1 of 1 can be used.",
  ]);
  expect(readdirSync(folder).sort()).toEqual(["parley.db", "secret.key"]);
});

test("when all keys are revoked, that is a warning", async () => {
  expect(await told(await withKey({ revoked: true }))).toContain(
    "warning Keys: All keys are revoked, so nobody can call.",
  );
});

test("a database of an older program will be brought up to date", async () => {
  const folder = await withKey();
  rmSync(join(folder, "parley.db"));
  writeFileSync(join(folder, "parley.db"), "");
  expect(await told(folder)).toEqual([
    `ok Database: ${join(folder, "parley.db")} is sound; the next start brings it up to date (${allMigrations().join(", ")}).`,
    "ok Keys: There are none yet; the first start makes one.",
  ]);
});

test("a database of a newer program is a problem", async () => {
  const folder = await withKey();
  const database = new DatabaseSync(join(folder, "parley.db"));
  database.exec("insert into kysely_migration values ('9999-later', 'now')");
  database.close();
  expect(await told(folder)).toContain(
    `problem Database: ${join(folder, "parley.db")} was written by a newer version of Parley (it has 9999-later).`,
  );
});

test("what is no database is a problem", async () => {
  const folder = await withKey();
  writeFileSync(join(folder, "parley.db"), "no database, ".repeat(1000));
  expect(await told(folder)).toEqual([
    `problem Database: ${join(folder, "parley.db")} cannot be opened: file is not a database.`,
  ]);
});

test("a secret that is damaged or missing is a problem", async () => {
  const folder = await withKey();
  const path = join(folder, "secret.key");
  writeFileSync(path, "damaged");
  expect(await told(folder)).toContain(
    `problem Keys: ${path} is damaged: it must hold 64 hexadecimal digits. Restore it from a backup.`,
  );
  rmSync(path);
  expect(await told(folder)).toContain(
    `problem Keys: ${path} is missing, and without it no key and no session token can be verified.`,
  );
});

test("a PostgreSQL that does not answer is a problem, told without its password", async () => {
  const database = new Secret("postgres://parley:hidden-word@127.0.0.1:1/parley");
  expect(await checkDatabase(testFolder(), { database })).toEqual([
    {
      check: "Database",
      level: "problem",
      message:
        "PostgreSQL at 127.0.0.1:1/parley cannot be used: PostgreSQL at 127.0.0.1:1 does not answer (ECONNREFUSED).",
      remedy: "Start it, or check the address in PARLEY_DATABASE.",
    },
  ]);
});

test("keys can be verified with a secret from the settings, without the file", async () => {
  const folder = await withKey();
  const secret = new Secret(readFileSync(join(folder, "secret.key"), "latin1").trim());
  rmSync(join(folder, "secret.key"));
  expect(await checkDatabase(folder, { secret })).toContainEqual({
    check: "Keys",
    level: "ok",
    message: "1 of 1 can be used.",
  });
});
