/** Reads every text file of the project for unfinished work, machine paths and registry hosts. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { reportProblems } from "./house/problem.ts";
import { projectFiles } from "./house/project-files.ts";
import { textProblems } from "./text/text-problems.ts";

const root = join(import.meta.dirname, "..");
const paths = projectFiles(root);
const problems = paths.flatMap((path) => {
  const bytes = readFileSync(join(root, path));
  const binary = bytes.subarray(0, 8192).includes(0);
  return binary ? [] : textProblems(path, bytes.toString("utf8"));
});
reportProblems(problems, `${paths.length} files`);
