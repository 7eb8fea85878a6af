import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";

import { setPragmas, undoInMemory } from "./pragmas.ts";
import { testFolder } from "./test-folder.fixture.ts";

/** The numbers of `pragma synchronous`. */
const normal = 1;
const full = 2;
/** And of `pragma temp_store`. */
const memory = 2;

test.each([
  ["process", normal],
  ["power", full],
] as const)("durability %s", async (durability, synchronous) => {
  const database = new DatabaseSync(join(testFolder(), "parley.db"), { enableForeignKeyConstraints: false });
  await setPragmas(database, durability, 100);
  const pragma = (name: string) => database.prepare(`pragma ${name}`).get()?.[name];
  expect(pragma("journal_mode")).toBe("wal");
  expect(pragma("synchronous")).toBe(synchronous);
  expect(pragma("foreign_keys")).toBe(1);
  expect(pragma("secure_delete")).toBe(1);
  expect(pragma("journal_size_limit")).toBe(67_108_864);
  expect(pragma("page_size")).toBe(8_192);
  expect(pragma("cache_size")).toBe(-16_000);
  expect(pragma("wal_autocheckpoint")).toBe(2_048);
  expect(pragma("temp_store")).not.toBe(memory);
  undoInMemory(database);
  expect(pragma("temp_store")).toBe(memory);
  database.close();
});

test("a database with pages of another size keeps them", async () => {
  const path = join(testFolder(), "parley.db");
  const old = new DatabaseSync(path);
  old.exec("pragma page_size = 4096; pragma journal_mode = wal; create table t (a integer) strict");
  old.exec("insert into t values (7)");
  old.close();
  const database = new DatabaseSync(path);
  await setPragmas(database, "process", 100);
  expect(database.prepare("pragma page_size").get()).toEqual({ page_size: 4096 });
  expect(database.prepare("pragma wal_autocheckpoint").get()).toEqual({ wal_autocheckpoint: 4_096 });
  expect(database.prepare("select a from t").get()).toEqual({ a: 7 });
  database.close();
});

test("waits for a process that has just made the file", async () => {
  const path = join(testFolder(), "parley.db");
  const other = new DatabaseSync(path);
  other.exec("begin exclusive; create table t (a integer) strict");
  const database = new DatabaseSync(path, { timeout: 0 });
  const set = setPragmas(database, "process", 60_000);
  await sleep(5);
  other.exec("commit");
  await set;
  expect(database.prepare("pragma journal_mode").get()).toMatchObject({ journal_mode: "wal" });
  database.close();
  other.close();
});
