import { describe, expect, test } from "vitest";
import { houseProblems } from "./house-problems.ts";
import { formatProblem } from "./problem.ts";

/** Problems of a small made-up tree, as the lines that a person reads. */
function check(tree: Readonly<Record<string, string>>): readonly string[] {
  return houseProblems(new Map(Object.entries(tree))).map(formatProblem);
}

const empty = "export const x = 1;\n";

test("a tidy tree has no problems", () => {
  expect(
    check({
      "src/index.ts": 'export { createParley } from "./library/create-parley.ts";\n',
      "src/library/create-parley.ts":
        'export const createParley = () => import("../server/load-makers.ts");\n',
      "src/server/load-makers.ts":
        'import "../providers/azure/provider.ts";\nimport "../stores/sqlite/store.ts";\nimport pkg from "../../package.json";\n',
      "src/providers/azure/provider.ts": 'import type { Call } from "../../spec/call.ts";\n',
      "src/stores/sqlite/store.ts":
        'import { x } from "../sql/rows.ts";\nimport { DatabaseSync } from "node:sqlite";\n',
      "src/stores/sql/rows.ts":
        'import { sql } from "kysely";\nexport const x = (id: string) => sql`SELECT ${id}`;\n',
      "src/spec/call.ts": "export interface Call {}\n",
      "src/lib/sse.ts": empty,
      "src/lib/sse.test.ts":
        'import { x } from "./sse.ts";\nimport "../server/load-makers.ts";\nprocess.env.A;\n',
      "test/start.ts": 'import "../src/server/load-makers.ts";\n',
    }),
  ).toEqual([]);
});

describe("imports outside the table", () => {
  test("the room that may not, in a sentence that says what is allowed", () => {
    expect(
      check({ "src/engine/a.ts": '\nimport { b } from "../http/b.ts";\n', "src/http/b.ts": empty }),
    ).toEqual([
      "src/engine/a.ts:2: error: imports src/http/b.ts: engine may import spec, lib and itself. " +
        "Move the code, or pass the thing in as an argument.",
    ]);
  });

  test.each([
    ["type-only imports", 'import type { X } from "../engine/x.ts";'],
    ["types named in place", 'export type Y = import("../engine/x.ts").X;'],
    ["re-exports", 'export * from "../engine/x.ts";'],
    ["named re-exports", 'export { x } from "../engine/x.ts";'],
    ["lazy imports", 'await import("../engine/x.ts");'],
    ["lazy imports by template", "await import(`../engine/x.ts`);"],
    ["worker files", 'new Worker(new URL("../engine/x.ts", import.meta.url));'],
    ["worker files by condition", 'new URL(built ? "../engine/x.js" : "../engine/x.ts", import.meta.url);'],
    ["resolved modules", 'import.meta.resolve("../engine/x.ts");'],
  ])("%s count", (_name, line) => {
    const found = check({ "src/lib/a.ts": `${line}\n`, "src/engine/x.ts": empty });
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(
      /^src\/lib\/a\.ts:1: error: imports src\/engine\/x\.ts: lib may import spec and itself/,
    );
  });

  test("text in comments and strings does not count", () => {
    const text = '// import "../engine/x.ts"\nexport const a = \'import "../engine/x.ts"\';\n';
    expect(check({ "src/lib/a.ts": text })).toEqual([]);
  });

  test("a wing may not look into another wing, except where it is built on it", () => {
    const found = check({
      "src/providers/azure/a.ts": 'import "../rehearsal/b.ts";\n',
      "src/providers/rehearsal/b.ts": empty,
      "src/stores/sqlite/a.ts": 'import "../sql/b.ts";\n',
      "src/stores/sql/b.ts": 'import "../sqlite/c.ts";\n',
      "src/stores/sqlite/c.ts": empty,
    });
    expect(found.map((line) => line.split(": error")[0])).toEqual([
      "src/providers/azure/a.ts:1",
      "src/stores/sql/b.ts:1",
    ]);
  });

  test.each([
    ["src/spec/a.ts", "node:crypto"],
    ["src/engine/a.ts", "node:http"],
    ["src/engine/a.ts", "node:fs/promises"],
    ["src/engine/a.ts", "node:sqlite"],
    ["src/engine/a.ts", "find-my-way"],
    ["src/engine/a.ts", "pg"],
    ["src/engine/a.ts", "kysely"],
    ["src/providers/azure/a.ts", "node-llama-cpp"],
    ["src/server/a.ts", "node:repl"],
    ["src/lib/a.ts", "pg"],
    ["src/lib/a.ts", "@scope/name/part"],
    ["src/index.ts", "zod"],
  ])("%s may not use %s", (path, specifier) => {
    const found = check({ [path]: `export { a } from "${specifier}";\n` });
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(`${path}:1: error: imports `);
  });

  test("only the composition root names providers and stores", () => {
    const found = check({
      "src/server/listen.ts": 'import "../stores/sqlite/a.ts";\n',
      "src/stores/sqlite/a.ts": empty,
    });
    expect(found).toHaveLength(1);
    expect(found[0]).toContain("belong to the composition root");
  });

  test("tests may import anything; the program may not import tests", () => {
    const found = check({
      "src/lib/a.ts": 'import "./a.fixture.ts";\nimport "../../test/help.ts";\n',
      "src/lib/a.fixture.ts": 'import "../server/b.ts";\n',
      "src/server/b.ts": empty,
      "test/help.ts": empty,
    });
    expect(found).toHaveLength(2);
    expect(found.every((line) => line.includes("belongs to the tests"))).toBe(true);
  });

  test("files without a room, computed imports, and things beside src/", () => {
    const found = check({
      "src/helpers.ts": empty,
      "src/providers/shared.ts": empty,
      "src/attic/a.ts": empty,
      "src/cli/a.ts": "export const load = (name: string) => import(name);\n",
      "src/cli/b.ts": 'import "../../scripts/check.ts";\n',
    });
    expect(found.map((line) => line.replace(/^(\S+) error: (.{20}).*$/, "$1 $2"))).toEqual([
      "src/helpers.ts: is in no room. Put i",
      "src/providers/shared.ts: is in no room. Put i",
      "src/attic/a.ts: is in no room. Put i",
      "src/cli/a.ts:1: imports something th",
      "src/cli/b.ts:1: imports scripts/chec",
    ]);
  });
});

describe("cycles", () => {
  test("each file in a run-time round is named, by a shortest way", () => {
    const found = check({
      "src/lib/a.ts": 'export { x } from "./b.ts";\n',
      "src/lib/b.ts": '\nimport { y } from "./c.ts";\nexport { y as x };\n',
      "src/lib/c.ts": 'import "./e.ts";\nimport "./a.ts";\nexport const y = 1;\n',
      "src/lib/e.ts": 'import "./a.ts";\n',
    });
    expect(found.map((line) => line.replace(". Move what both need into a file of its own.", ""))).toEqual([
      "src/lib/a.ts:1: error: import cycle: src/lib/a.ts → src/lib/b.ts → src/lib/c.ts → src/lib/a.ts",
      "src/lib/e.ts:1: error: import cycle: src/lib/e.ts → src/lib/a.ts → src/lib/b.ts → src/lib/c.ts → src/lib/e.ts",
    ]);
  });

  test("types may refer to each other; a value import in the same place may not", () => {
    const tree = (word: string): Record<string, string> => ({
      "src/lib/a.ts": 'import type { B } from "./b.ts";\nexport type A = B[];\n',
      "src/lib/b.ts": `import ${word} } from "./a.ts";\nexport type B = A;\n`,
    });
    expect(check(tree("type { A"))).toEqual([]);
    const both = { ...tree("{ type A"), "src/lib/a.ts": 'export * from "./b.ts";\n' };
    expect(check(both)).toHaveLength(1);
  });

  test("a file that imports itself", () => {
    expect(check({ "src/lib/a.ts": 'import "./a.ts";\n' })[0]).toContain("src/lib/a.ts → src/lib/a.ts");
  });

  test("scripts and tests are held to it, too", () => {
    expect(
      check({ "scripts/a.ts": 'import "./b.ts";\n', "scripts/b.ts": 'import "./a.ts";\n' }),
    ).toHaveLength(1);
  });
});

describe("sizes", () => {
  const lines = (count: number): Record<string, string> => ({ "scripts/long.ts": ";\n".repeat(count) });

  test.each([
    [299, undefined],
    [300, "warning"],
    [499, "warning"],
    [500, "error"],
  ])("%i lines: %s", (count, level) => {
    const found = check(lines(count));
    expect(found).toHaveLength(level === undefined ? 0 : 1);
    if (level !== undefined) expect(found[0]).toContain(`scripts/long.ts: ${level}: has ${count} lines`);
  });
});

test("the door only re-exports by name", () => {
  const found = check({
    "src/index.ts":
      'export * from "./library/a.ts";\nexport { b } from "./library/a.ts";\nexport const c = 1;\n',
    "src/library/a.ts": empty,
  });
  expect(found.map((line) => line.split(" ")[0])).toEqual(["src/index.ts:1:", "src/index.ts:3:"]);
});

describe("what no file may do", () => {
  test.each([
    ["src/lib/a.ts", "globalThis.fetch('x');", "opens a connection"],
    ["src/lib/a.ts", "const a = await fetch('x');", "opens a connection"],
    ["src/lib/a.ts", "const a = new WebSocket('x');", "opens a connection"],
    ["src/server/a.ts", "process.getBuiltinModule('node:net').connect(1);", "opens a connection"],
    ["src/server/a.ts", 'export { connect } from "node:net";', 'imports connect of "node:net"'],
    ["src/server/a.ts", 'const a = await import("node:https");', 'imports all of "node:https"'],
    ["src/server/a.ts", 'import cluster from "node:cluster";', 'imports all of "node:cluster"'],
    ["src/stores/postgres/a.ts", 'import { Pool } from "pg";', 'imports Pool of "pg"'],
    ["src/http/a.ts", 'import { request } from "node:http";', 'imports request of "node:http"'],
    ["src/http/a.ts", 'import * as http from "node:http";', 'imports all of "node:http"'],
    ["src/server/a.ts", 'import net from "node:net";', 'imports all of "node:net"'],
    ["src/stores/sql/a.ts", "run(`SELECT * FROM t WHERE id = ${id}`);", "builds SQL"],
    ["src/stores/sql/a.ts", "run(`delete from t where id = ${id}`);", "builds SQL"],
    ["src/stores/sql/a.ts", 'run("UPDATE t SET a = " + value + " WHERE b");', "builds SQL"],
    ["src/engine/a.ts", "process.env.HOME;", "touches the process"],
    ["src/lib/a.ts", "process.exit(1);", "touches the process"],
    ["src/engine/a.ts", "const t = Date.now();", "reads the clock"],
    ["src/stores/sql/a.ts", "const t = new Date();", "reads the clock"],
    ["src/providers/azure/a.ts", "Math.random();", "reads the clock"],
  ])("%s: %s", (path, line, words) => {
    const found = check({ [path]: `\n${line}\n` });
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(`${path}:2: error: ${words}`);
  });

  test.each([
    ["src/stores/postgres/a.ts", 'import { types } from "pg";'],
    [
      "src/lib/http1-pool.ts",
      'import { connect } from "node:net";\nimport { connect as tls } from "node:tls";',
    ],
    ["src/lib/a.ts", "const a = deps.fetch('x');"],
    ["src/http/a.ts", 'import { createServer } from "node:http";'],
    ["src/http/a.ts", 'import type * as http from "node:http";'],
    ["src/server/a.ts", 'import { createServer, type Socket } from "node:net";'],
    ["src/stores/sql/a.ts", 'run("SELECT a " + "FROM b");'],
    ["src/stores/sql/a.ts", "sql`SELECT ${id} FROM b`;"],
    ["src/cli/a.ts", "print(`Select a model: ${name}`);"],
    ["src/server/a.ts", "process.env.HOME;"],
    ["src/lib/a.ts", "process.nextTick(run);"],
    ["src/server/a.ts", "Date.now();"],
    ["src/engine/a.ts", "new Date(at);"],
    ["src/engine/a.test.ts", "Date.now(); process.env.HOME;"],
  ])("%s: %s is fine", (path, line) => {
    expect(check({ [path]: `${line}\n` })).toEqual([]);
  });
});

test("a way out that nobody takes is taken off the list", () => {
  const found = check({ "src/lib/http1-pool.ts": 'import { connect } from "node:net";\n' });
  expect(found).toHaveLength(1);
  expect(found[0]).toContain('may dial with "node:tls"');
});

test("lines are counted in a file with characters of every width", () => {
  const text = '// é — 漢字 😀 😀 😀\n/* 😀 */ export const a = "😀";\nimport "../http/b.ts";\n';
  expect(check({ "src/engine/a.ts": text })[0]).toMatch(/^src\/engine\/a\.ts:3: /);
});

test("a file that cannot be parsed is named", () => {
  expect(() => check({ "src/lib/a.ts": "export const = ;" })).toThrow(/^src\/lib\/a\.ts cannot be parsed/);
});
