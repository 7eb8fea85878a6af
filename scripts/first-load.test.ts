import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { firstLoad } from "./first-load.ts";

test("the page's scripts and what they import at once are counted, each once; what comes later is not", () => {
  const folder = mkdtempSync(join(tmpdir(), "parley-load-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  mkdirSync(join(folder, "assets"));
  const write = (name: string, text: string): void => writeFileSync(join(folder, name), text);
  write(
    "index.html",
    '<script type="module" src="/assets/a.js"></script><link rel="modulepreload" href="/assets/b.js">',
  );
  write("assets/a.js", 'import{x}from"./b.js";import"./c-1.js";import("./later.js")');
  write("assets/b.js", 'import{y}from"./c-1.js";export const x=y');
  write("assets/c-1.js", "export const y=1");
  write("assets/later.js", "export{}");
  const loaded = firstLoad(folder);
  expect(loaded.map(({ name }) => name).sort()).toEqual(["assets/a.js", "assets/b.js", "assets/c-1.js"]);
  expect(loaded.every(({ bytes }) => bytes > 0)).toBe(true);
});
