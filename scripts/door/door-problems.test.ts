import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { doorProblems } from "./door-problems.ts";
import { openInChild } from "./open-in-child.ts";

const folder = mkdtempSync(join(tmpdir(), "parley-door-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function open(text: string): readonly string[] {
  const file = join(folder, "index.mts");
  writeFileSync(file, text);
  return doorProblems("index.ts", openInChild(file)).map((problem) => problem.text);
}

test("a door that loads little and says nothing", () => {
  expect(open('import "node:crypto";\nexport const a: number = 1;\n')).toEqual([]);
});

test("what is loaded is seen, also behind other modules", () => {
  writeFileSync(
    join(folder, "inner.mts"),
    'import { DatabaseSync } from "node:sqlite";\nexport const a = DatabaseSync;\n',
  );
  expect(open('export { a } from "./inner.mts";\n')).toEqual([
    "importing it loads a database driver: node:sqlite. Import that lazily, when it is used.",
  ]);
});

test("what is imported lazily does not count", () => {
  expect(open('export const load = () => import("node:sqlite");\n')).toEqual([]);
});

test("default exports and empty doors", () => {
  expect(open("export default 1;\nexport const a = 1;\n")).toEqual(["has a default export. Give it a name."]);
  expect(open("export {};\n")).toEqual(["exports nothing."]);
});

test("a door that leaves something running", () => {
  expect(open("export const timer = setInterval(() => {}, 1000);\n")).toEqual([
    "importing it leaves something running: Timeout.",
  ]);
});

test("a door that prints, and one that fails", () => {
  expect(() => open('console.log("hello");\nexport const a = 1;\n')).toThrow("importing it prints: hello");
  expect(() => open('throw new Error("no luck");\n')).toThrow("no luck");
});

test.each([
  ["file:///p/node_modules/fastify/fastify.js", "an HTTP server"],
  ["file:///p/node_modules/kysely/dist/index.js", "a database driver"],
  ["file:///p/node_modules/node-llama-cpp/dist/index.js", "a local model"],
  ["file:///p/node_modules/react/index.js", "React"],
  ["file:///p/src/http/listen.ts", "the HTTP floor"],
  ["file:///p/src/stores/sqlite/store.ts", "a store"],
])("%s is %s", (url, what) => {
  const found = doorProblems("index.ts", {
    loaded: ["node:fs", url],
    exports: ["a"],
    open: [],
    milliseconds: 1,
  });
  expect(found.map((problem) => problem.text)).toEqual([
    `importing it loads ${what}: ${url}. Import that lazily, when it is used.`,
  ]);
});
