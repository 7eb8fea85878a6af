import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { ModelFolder } from "./model-folder.ts";

let folder: string;
let now = 0;
const clock = { now: () => now, monotonic: () => now };
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "parley-models-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function put(name: string): void {
  mkdirSync(dirname(join(folder, name)), { recursive: true });
  writeFileSync(join(folder, name), "12345");
}

test("files are known by their paths; halves, projectors and hidden ones are no models", () => {
  for (const name of ["a.gguf", "user/repo/b-Q4_K_M.gguf", "c-00001-of-00002.gguf", "c-00002-of-00002.gguf"])
    put(name);
  for (const name of [
    "mmproj-a.gguf",
    ".b.gguf",
    "d.gguf.part",
    "readme.md",
    "1/2/3/too-deep.gguf",
    ".cache/x.gguf",
  ])
    put(name);
  const { files } = new ModelFolder(folder, clock);
  expect([...files.keys()]).toEqual(["a", "c-00001-of-00002", "user/repo/b-Q4_K_M"]);
  expect(files.get("a")).toMatchObject({ path: join(folder, "a.gguf"), bytes: 5 });
  expect(files.get("c-00001-of-00002")?.bytes).toBe(10);
});

test("a folder that is not there has none, and what is put into it is there at once", () => {
  const models = new ModelFolder(
    join(folder, "later"),
    clock,
    new Map([["elsewhere", join(folder, "x.gguf")]]),
  );
  expect(models.files.size).toBe(0);
  put("later/new.gguf");
  put("x.gguf");
  expect([...models.files.keys()]).toEqual(["elsewhere", "new"]);
  put("later/user/newer.gguf");
  expect(models.find("user/newer")?.bytes).toBe(5);
  expect(models.find("../x")).toBeUndefined();
  rmSync(join(folder, "later"), { recursive: true });
  expect([...models.files.keys()]).toEqual(["elsewhere"]);
});

test("a file that grew is found in its new size, and listed so soon", () => {
  put("a.gguf");
  const models = new ModelFolder(folder, clock);
  expect(models.files.get("a")?.bytes).toBe(5);
  writeFileSync(join(folder, "a.gguf"), "1234567");
  expect(models.find("a")?.bytes).toBe(7);
  now += 1_000;
  expect(models.files.get("a")?.bytes).toBe(7);
});
