import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { installedScripts } from "./installed-scripts.ts";

const root = mkdtempSync(join(tmpdir(), "parley-scripts-"));
afterEach(() => rmSync(root, { recursive: true, force: true }));

test("scripts and addons are found at every depth; scripts for other occasions are not", () => {
  const install = (path: string, scripts: Record<string, string>): void => {
    mkdirSync(join(root, "node_modules", path), { recursive: true });
    writeFileSync(join(root, "node_modules", path, "package.json"), JSON.stringify({ scripts }));
  };
  install("calm", { test: "x", prepare: "x" });
  install("loud", { postinstall: "x" });
  install("@scope/loud", { preinstall: "x" });
  install("calm/node_modules/@scope/addon", {});
  writeFileSync(join(root, "node_modules/calm/node_modules/@scope/addon/binding.gyp"), "{}");

  expect(installedScripts(root).map(({ path, text }) => `${path} ${text.split(",")[0]}`)).toEqual([
    'node_modules/@scope/loud/package.json has "preinstall"',
    'node_modules/calm/node_modules/@scope/addon/package.json has "binding.gyp"',
    'node_modules/loud/package.json has "postinstall"',
  ]);
});
