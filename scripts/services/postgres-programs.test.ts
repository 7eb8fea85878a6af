import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { findPostgresPrograms } from "./postgres-programs.ts";

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "parley-programs-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

function installed(folder: string, ...programs: string[]): string {
  mkdirSync(folder, { recursive: true });
  for (const program of programs) writeFileSync(join(folder, program), "");
  return folder;
}

test("Debian's newest version comes first, by number and not by letter", () => {
  const debian = newFolder();
  installed(join(debian, "9", "bin"), "initdb", "postgres");
  const newest = installed(join(debian, "17", "bin"), "initdb", "postgres");
  const path = installed(join(debian, "elsewhere"), "initdb", "postgres");
  expect(findPostgresPrograms(path, debian)).toBe(newest);
});

test("a version of which only the client is there does not count", () => {
  const debian = newFolder();
  installed(join(debian, "17", "bin"), "psql");
  const path = installed(join(debian, "elsewhere"), "initdb", "postgres");
  const half = installed(join(debian, "half"), "postgres");
  expect(findPostgresPrograms([half, path].join(delimiter), debian)).toBe(path);
});

test("without any there is none", () => {
  expect(findPostgresPrograms(["", newFolder()].join(delimiter), join(newFolder(), "none"))).toBeUndefined();
});
