/**
 * Holds the code to the plan of docs/house.md: the room table, no run-time import cycles, file sizes,
 * the shape of the library's door, and what no file may do.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { houseProblems } from "./house/house-problems.ts";
import { reportProblems } from "./house/problem.ts";
import { projectFiles } from "./house/project-files.ts";

const root = join(import.meta.dirname, "..");
const paths = projectFiles(root).filter((path) =>
  /^(src|scripts|test|bench|prove|model)\/.*\.ts$/.test(path),
);
const tree = new Map(paths.map((path) => [path, readFileSync(join(root, path), "utf8")]));
reportProblems(houseProblems(tree), `${tree.size} files`);
