import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { checkFolder } from "./check-folder.ts";

function testFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "parley-doctor-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** What is found apart from the disk itself, which is as full, and of the kind, that it is. */
async function found(folder: string) {
  return (await checkFolder(folder)).filter(
    ({ message }) => !/free on the disk|in memory|network/.test(message),
  );
}

test("a folder that is not there is not made", async () => {
  const folder = join(testFolder(), "deep", "down");
  const [finding] = await found(folder);
  expect(finding).toEqual({
    check: "Data folder",
    level: "ok",
    message: `${folder} is not there yet; the first start makes it.`,
  });
  expect(existsSync(join(folder, ".."))).toBe(false);
});

test("a file in the way is a problem", async () => {
  const file = join(testFolder(), "data");
  writeFileSync(file, "");
  expect(await found(file)).toMatchObject([
    { level: "problem", message: `${file} is a file, not a folder.` },
  ]);
  expect(await found(join(file, "inside"))).toMatchObject([
    { level: "problem", message: `${join(file, "inside")} cannot be made: ${file} is a file.` },
  ]);
});

test("a private folder is well, and what it holds of others does not matter", async () => {
  const folder = testFolder();
  writeFileSync(join(folder, "secret.key"), "", { mode: 0o600 });
  writeFileSync(join(folder, "notes.txt"), "", { mode: 0o644 });
  expect((await found(folder)).filter(({ level }) => level !== "ok")).toEqual([]);
});

test("rights of other users are warnings, with the command that ends them", async () => {
  const folder = join(testFolder(), "my data");
  mkdirSync(folder);
  chmodSync(folder, 0o750);
  for (const name of ["parley.db", "parley.db-wal", "secret.key"]) {
    writeFileSync(join(folder, name), "");
    chmodSync(join(folder, name), 0o644);
  }
  const findings = await found(folder);
  expect(findings.map(({ level }) => level)).toEqual(["warning", "warning", "warning", "warning"]);
  expect(findings.map(({ remedy }) => remedy)).toEqual([
    `chmod 700 '${folder}'`,
    ...["parley.db", "parley.db-wal", "secret.key"].map((name) => `chmod 600 '${join(folder, name)}'`),
  ]);
});
