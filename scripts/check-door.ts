/** The library's door: importing `src/index.ts` is cheap, silent and without consequences, and its exports have names. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { doorProblems } from "./door/door-problems.ts";
import { openInChild } from "./door/open-in-child.ts";
import { reportProblems, type Problem } from "./house/problem.ts";
import { door } from "./rooms.ts";

const file = join(import.meta.dirname, "..", door.path);
let passed = "";

function check(): readonly Problem[] {
  if (!existsSync(file))
    return [{ path: door.path, level: "error", text: "does not exist: the library has no door." }];
  try {
    const report = openInChild(file);
    passed = `${report.loaded.length} modules in ${report.milliseconds} ms, ${report.exports.length} exports`;
    return doorProblems(door.path, report);
  } catch (error) {
    return [
      { path: door.path, level: "error", text: error instanceof Error ? error.message : String(error) },
    ];
  }
}

const problems = check();
reportProblems(problems, passed);
