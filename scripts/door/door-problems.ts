import type { Problem } from "../house/problem.ts";
import type { DoorReport } from "./door-report.ts";

/** What a program must not pay for when it only imports the library, with the words for the complaint. */
const heavy: readonly (readonly [url: RegExp, what: string])[] = [
  [/^node:sqlite$/, "a database driver"],
  [/\/node_modules\/(kysely|pg|ioredis|better-sqlite3)\//, "a database driver"],
  [/\/src\/stores\//, "a store"],
  [/\/node_modules\/(node-llama-cpp|@node-llama-cpp)\//, "a local model"],
  [/\/src\/http\//, "the HTTP floor"],
  [/\/node_modules\/(fastify|@fastify|find-my-way|light-my-request|hono|express)\//, "an HTTP server"],
  [/\/node_modules\/(react|react-dom|scheduler)\//, "React"],
  [/\/src\/cli\/|\/node_modules\/commander\//, "the command line"],
  [/\/(scripts|test|bench|prove)\/|\.(test|fixture)\.ts$|\/node_modules\/(vitest|vite)\//, "tests or tools"],
];

/** What is wrong with the library's door, from the report of one that was just opened. */
export function doorProblems(path: string, report: DoorReport): readonly Problem[] {
  const error = (text: string): Problem => ({ path, level: "error", text });
  const loaded = heavy.flatMap(([pattern, what]) => {
    const url = report.loaded.find((each) => pattern.test(each));
    return url === undefined
      ? []
      : [error(`importing it loads ${what}: ${url}. Import that lazily, when it is used.`)];
  });
  const unnamed = report.exports.includes("default") ? [error("has a default export. Give it a name.")] : [];
  const none = report.exports.length === 0 ? [error("exports nothing.")] : [];
  const open = report.open.map((name) => error(`importing it leaves something running: ${name}.`));
  return [...loaded, ...unnamed, ...none, ...open];
}
