import { chmodSync, mkdirSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

import { projectA } from "../contract-rows.fixture.ts";
import { openSqlite } from "./open.ts";
import { testFolder } from "./test-folder.fixture.ts";

const now = () => 5;
const mode = (path: string) => (statSync(path).mode & 0o777).toString(8);
const refused = { code: "storage_unavailable", cause: expect.any(Error) };

test("the folder and every file are the owner's alone", async () => {
  const folder = join(testFolder(), "made", "for-it");
  const stores = await openSqlite({ path: join(folder, "parley.db"), now });
  await stores.projects.insert(projectA);
  expect(mode(folder)).toBe("700");
  const files = readdirSync(folder).sort();
  expect(files).toEqual(["parley.db", "parley.db-shm", "parley.db-wal"]);
  for (const file of files) expect(mode(join(folder, file))).toBe("600");
  await stores.close();
});

test("a file that others could read is closed to them; a folder that was there is left as it is", async () => {
  const folder = testFolder();
  chmodSync(folder, 0o755);
  const path = join(folder, "parley.db");
  writeFileSync(path, "");
  chmodSync(path, 0o644);
  const stores = await openSqlite({ path, now });
  expect(mode(path)).toBe("600");
  expect(mode(folder)).toBe("755");
  await stores.close();
});

test("a closed store leaves one file, with everything in it", async () => {
  const folder = testFolder();
  const stores = await openSqlite({ path: join(folder, "parley.db"), now });
  await stores.projects.insert(projectA);
  await stores.close();
  expect(readdirSync(folder)).toEqual(["parley.db"]);
});

test("what is no database, or no file, is refused with the cause kept, and left as it is", async () => {
  const folder = testFolder();
  const path = join(folder, "letter.txt");
  writeFileSync(path, "Dear Parley, ".repeat(100));
  await expect(openSqlite({ path, now })).rejects.toMatchObject(refused);
  expect(statSync(path).size).toBe(1300);
  mkdirSync(join(folder, "sub"));
  await expect(openSqlite({ path: join(folder, "sub"), now })).rejects.toMatchObject(refused);
  await expect(openSqlite({ path: join(path, "parley.db"), now })).rejects.toMatchObject(refused);
});

test("memory leaves nothing behind, and is nobody else's", async () => {
  const one = await openSqlite({ path: ":memory:", now });
  const two = await openSqlite({ path: ":memory:", now });
  await one.projects.insert(projectA);
  expect(await two.projects.list()).toEqual([]);
  await one.close();
  await two.close();
});
