import {
  chmodSync,
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { readSettingsFile, whyReadOnly, writeSettings } from "./write-settings.ts";

function folderOf(): { readonly folder: string; readonly path: string } {
  const folder = mkdtempSync(join(tmpdir(), "parley-write-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return { folder, path: join(folder, "parley.yaml") };
}

const now = Date.now();

test("a file is replaced whole, with its rights, and nothing stays beside it", async () => {
  const { folder, path } = folderOf();
  writeFileSync(path, "one");
  chmodSync(path, 0o640);
  const before = statSync(path).ino;
  await writeSettings(path, { before: "one", text: "two", now });
  expect(await readSettingsFile(path)).toBe("two");
  expect(statSync(path).mode & 0o777).toBe(0o640);
  expect(statSync(path).ino).not.toBe(before);
  expect(readdirSync(folder)).toEqual(["parley.yaml"]);
});

test("a new file is for its owner alone", async () => {
  const { path } = folderOf();
  expect(await readSettingsFile(path)).toBeUndefined();
  await writeSettings(path, { before: undefined, text: "new", now });
  expect(readFileSync(path, "utf8")).toBe("new");
  expect(statSync(path).mode & 0o777).toBe(0o600);
});

test("a link stays one, and what it leads to is replaced", async () => {
  const { folder, path } = folderOf();
  writeFileSync(join(folder, "real.yaml"), "one");
  symlinkSync("real.yaml", path);
  await writeSettings(path, { before: "one", text: "two", now });
  expect(lstatSync(path).isSymbolicLink()).toBe(true);
  expect(readFileSync(join(folder, "real.yaml"), "utf8")).toBe("two");
});

test.each([["other"], [undefined]])("what is not as it was (%j) stays", async (before) => {
  const { folder, path } = folderOf();
  writeFileSync(path, "one");
  await expect(writeSettings(path, { before, text: "two", now })).rejects.toMatchObject({
    code: "conflict",
    param: "version",
  });
  expect(readFileSync(path, "utf8")).toBe("one");
  expect(readdirSync(folder)).toEqual(["parley.yaml"]);
});

test("of two who write at once one is refused; what a dead process left is no hindrance", async () => {
  const { folder, path } = folderOf();
  writeFileSync(path, "one");
  const draft = join(folder, ".parley.yaml.draft");
  writeFileSync(draft, "half");
  await expect(writeSettings(path, { before: "one", text: "two", now })).rejects.toMatchObject({
    code: "conflict",
  });
  const old = now / 1000 - 3_600;
  utimesSync(draft, old, old);
  await writeSettings(path, { before: "one", text: "two", now });
  expect(readFileSync(path, "utf8")).toBe("two");
});

test("a file that is marked as read-only, or has no folder, is not written", async () => {
  const { folder, path } = folderOf();
  writeFileSync(path, "one");
  chmodSync(path, 0o444);
  expect(await whyReadOnly(path)).toBe("it is marked as read-only");
  await expect(writeSettings(path, { before: "one", text: "two", now })).rejects.toMatchObject({
    code: "permission_denied",
    message: expect.stringContaining("it is marked as read-only"),
  });
  expect(readFileSync(path, "utf8")).toBe("one");
  expect(await whyReadOnly(join(folder, "none", "parley.yaml"))).toBe("its folder is not there");
});
