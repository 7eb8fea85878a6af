import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { projectFiles } from "./project-files.ts";

let root = "";
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "parley-files-"));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function write(...paths: readonly string[]): void {
  for (const path of paths) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), "x");
  }
}

test("with git: what is tracked and what would be next, without what is ignored or deleted", () => {
  execFileSync("git", ["init", "--quiet"], { cwd: root });
  write(".gitignore", "src/é 1.ts", "gone.ts", "new.ts", "secret.log");
  writeFileSync(join(root, ".gitignore"), "*.log\n");
  execFileSync("git", ["add", "src", "gone.ts"], { cwd: root });
  rmSync(join(root, "gone.ts"));
  symlinkSync("src", join(root, "link"));
  expect(projectFiles(root)).toEqual([".gitignore", "new.ts", "src/é 1.ts"]);
});

test("without git: everything outside of build folders", () => {
  write("a.ts", ".ci/run", "src/b/c.ts", "node_modules/x/index.js", "dist/a.js", "src/node_modules/y.js");
  expect(projectFiles(root)).toEqual([".ci/run", "a.ts", "src/b/c.ts"]);
});
