import { mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, onTestFinished, test } from "vitest";
import { watchFile } from "./watch-file.ts";

/** Longer than a file must be quiet before it is looked at. */
const longer = 400;

async function watched(first: string | undefined) {
  const folder = mkdtempSync(join(tmpdir(), "parley-watch-"));
  const path = join(folder, "parley.yaml");
  if (first !== undefined) writeFileSync(path, first);
  let changes = 0;
  const stop = watchFile(path, () => void changes++);
  onTestFinished(() => {
    stop();
    rmSync(folder, { recursive: true });
  });
  // What it is at the beginning is no change.
  await sleep(longer);
  expect(changes).toBe(0);
  return { folder, path, stop, changes: () => changes };
}

const soon = { timeout: 8_000, interval: 20 };

test("a file that is written, replaced or removed has changed, and one that comes", async () => {
  const { folder, path, changes } = await watched("one");
  writeFileSync(path, "two");
  await expect.poll(changes, soon).toBe(1);
  writeFileSync(join(folder, "new"), "three");
  renameSync(join(folder, "new"), path);
  await expect.poll(changes, soon).toBe(2);
  rmSync(path);
  await expect.poll(changes, soon).toBe(3);
  writeFileSync(path, "four");
  await expect.poll(changes, soon).toBe(4);
});

test("several writes shortly after each other are one change", async () => {
  const { path, changes } = await watched("one");
  for (const text of ["o", "on", "one a", "one b"]) {
    writeFileSync(path, text);
    await sleep(20);
  }
  await expect.poll(changes, soon).toBe(1);
  await sleep(longer);
  expect(changes()).toBe(1);
});

test("other files of the folder are none of its business", async () => {
  const { folder, changes } = await watched("one");
  writeFileSync(join(folder, "other.yaml"), "x");
  await sleep(longer);
  expect(changes()).toBe(0);
});

test("what a link names is followed, as in Kubernetes' mounts", async () => {
  const { folder, path, changes } = await watched(undefined);
  writeFileSync(join(folder, "a"), "one");
  symlinkSync("..data", path);
  symlinkSync("a", join(folder, "..data"));
  await expect.poll(changes, soon).toBe(1);
  writeFileSync(join(folder, "b"), "other");
  symlinkSync("b", join(folder, "..tmp"));
  renameSync(join(folder, "..tmp"), join(folder, "..data"));
  await expect.poll(changes, soon).toBe(2);
});

test("after the end nothing is told", async () => {
  const { path, stop, changes } = await watched("one");
  stop();
  writeFileSync(path, "two");
  await sleep(longer);
  expect(changes()).toBe(0);
});
