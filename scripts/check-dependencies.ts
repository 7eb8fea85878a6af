/**
 * What the project stands on: exact versions, no script at installation, licences that leave our users free,
 * a lockfile that works with every registry, Node for all platforms in one version, and a reason for each package.
 */
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { dependencyProblems, type Lockfile, type Manifest } from "./dependencies/dependency-problems.ts";
import { installedScripts } from "./dependencies/installed-scripts.ts";
import { reportProblems } from "./house/problem.ts";

const root = join(import.meta.dirname, "..");
const read = (path: string): string => readFileSync(join(root, path), "utf8");

const manifest = JSON.parse(read("package.json")) as Manifest;
const lock = JSON.parse(read("package-lock.json")) as Lockfile;
const decisions = globSync("docs/decisions/*.md", { cwd: root }).map(read).join("\n");
reportProblems(
  [...dependencyProblems(manifest, lock, decisions), ...installedScripts(root)],
  `${Object.keys(lock.packages).length - 1} packages`,
);
