import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { examine, type Finding } from "./examine.ts";

const node = {
  version: process.versions.node,
  path: process.execPath,
  platform: process.platform,
  arch: process.arch,
};

async function examined(
  folder: string,
  readFile: (path: string) => string,
  env: Record<string, string> = {},
) {
  const findings: Finding[] = [];
  const options = { env: { PARLEY_PORT: "0", ...env }, cwd: folder, readFile, node, offline: true };
  await examine(options, (finding) => void findings.push(finding));
  return findings;
}

function testFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "parley-doctor-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

const yaml = (text: string) => () => text;

test("everything is looked at, in one order, and nothing is made", async () => {
  const folder = testFolder();
  const findings = await examined(
    folder,
    yaml("providers: { up: { type: openai-compatible, baseUrl: http://127.0.0.1:9/v1 } }"),
  );
  const checks = [...new Set(findings.map(({ check }) => check))];
  expect(checks).toEqual([
    "Node.js",
    "Settings",
    "Machine",
    "Data folder",
    "Database",
    "Keys",
    "Address",
    "Provider up",
    "Provider rehearsal",
    "Provider local",
    "Models",
  ]);
  expect(existsSync(join(folder, "parley-data"))).toBe(false);
});

test("every fault of the settings is a problem with its place, and what depends on them is left out", async () => {
  const findings = await examined(testFolder(), yaml("port: http\nhots: x\n"), { PARLEY_LOG_LEVEL: "loud" });
  const problems = findings.filter(({ level }) => level === "problem");
  expect(problems.map(({ message }) => message)).toEqual([
    expect.stringContaining("PARLEY_LOG_LEVEL: Expected"),
    expect.stringContaining("parley.yaml, line 1, column 7, port: Expected"),
    expect.stringContaining("parley.yaml, line 2, column 1, hots: "),
  ]);
  expect(findings.map(({ check }) => check)).not.toContain("Database");
});

test("what is probably a mistake in the settings is a warning", async () => {
  const findings = await examined(testFolder(), yaml("port: 0"), { PARLEY_PROT: "1" });
  expect(findings).toContainEqual(
    expect.objectContaining({
      check: "Settings",
      level: "warning",
      message: expect.stringContaining("PARLEY_PROT"),
    }),
  );
});

test("a data folder that cannot be used is one problem, not three", async () => {
  const folder = testFolder();
  writeFileSync(join(folder, "parley-data"), "");
  const findings = await examined(folder, yaml("port: 0"));
  expect(findings.filter(({ level }) => level === "problem")).toMatchObject([{ check: "Data folder" }]);
  expect(findings.map(({ check }) => check)).toContain("Models");
});

test("a check that fails is itself a finding", async () => {
  const findings = await examined(testFolder(), () => {
    throw new TypeError("boom");
  });
  expect(findings).toContainEqual(expect.objectContaining({ check: "Settings", level: "problem" }));
});
