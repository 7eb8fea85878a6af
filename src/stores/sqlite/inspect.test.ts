import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";

import { key, projectA } from "../contract-rows.fixture.ts";
import { migrations } from "../sql/migrations/index.ts";
import { inspectSqlite } from "./inspect.ts";
import { openSqlite } from "./open.ts";
import { columnTypes } from "./sqlite-stores.ts";
import { testFolder } from "./test-folder.fixture.ts";

async function made(): Promise<{ folder: string; path: string }> {
  const folder = testFolder();
  const path = join(folder, "parley.db");
  const stores = await openSqlite({ path, now: () => 5 });
  await stores.projects.insert(projectA);
  await stores.keys.insert(key("key_1"), Buffer.alloc(32, 1));
  await stores.keys.insert(key("key_2"), Buffer.alloc(32, 2));
  await stores.keys.revoke("key_2", 2);
  await stores.close();
  return { folder, path };
}

test("a sound database is told as such, and neither it nor its folder is changed", async () => {
  const { folder, path } = await made();
  const before = readFileSync(path);
  expect(inspectSqlite(path)).toEqual({ damage: [], missing: [], unknown: [], keys: { all: 2, open: 1 } });
  expect(readdirSync(folder)).toEqual(["parley.db"]);
  expect(readFileSync(path).equals(before)).toBe(true);
});

test("what other processes have just written is seen", async () => {
  const { path } = await made();
  const stores = await openSqlite({ path, now: () => 5 });
  await stores.keys.revoke("key_1", 3);
  expect(inspectSqlite(path).keys).toEqual({ all: 2, open: 0 });
  await stores.keys.insert(key("key_3"), Buffer.alloc(32, 3));
  await stores.close();
  expect(inspectSqlite(path).keys).toEqual({ all: 3, open: 1 });
});

test("an empty file lacks all migrations", () => {
  const path = join(testFolder(), "parley.db");
  writeFileSync(path, "");
  expect(inspectSqlite(path)).toEqual({
    damage: [],
    missing: Object.keys(migrations(columnTypes)),
    unknown: [],
  });
});

test("a newer program's migrations are named", async () => {
  const { path } = await made();
  const database = new DatabaseSync(path);
  database.exec("insert into kysely_migration values ('9999-later', 'now')");
  database.close();
  expect(inspectSqlite(path).unknown).toEqual(["9999-later"]);
});

test("damage inside is told", async () => {
  const { path } = await made();
  const bytes = readFileSync(path);
  // Beyond the first page, which holds the header and the schema.
  bytes.fill(0xaa, 3 * 4096, 12 * 4096);
  writeFileSync(path, bytes);
  let told: string;
  try {
    told = inspectSqlite(path).damage.join();
  } catch (error) {
    told = String(error);
  }
  expect(told).toMatch(/malformed|corrupt|page|btree/i);
});

test("what is no database fails", () => {
  const path = join(testFolder(), "parley.db");
  writeFileSync(path, "no database, ".repeat(1000));
  expect(() => inspectSqlite(path)).toThrow("file is not a database");
  expect(() => inspectSqlite(join(testFolder(), "nothing.db"))).toThrow("unable to open database file");
});
