import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readYaml } from "./yaml-file.ts";

const plain = (value: unknown): unknown =>
  value === undefined ? undefined : JSON.parse(JSON.stringify(value));
const read = (source: string, env: Record<string, string> = {}) => {
  const file = readYaml(source, env);
  return { value: plain(file.value), faults: file.faults };
};

describe("values", () => {
  test.each([
    ["", undefined],
    ["# only a comment\n", undefined],
    ["---\n", undefined],
    ["\uFEFFa: 1\n", { a: 1 }],
    ["a: 1\r\nb: [x, 'y', \"z\"]\r\n", { a: 1, b: ["x", "y", "z"] }],
    ['{"a": {"b": [1, true, null, "c"]}}', { a: { b: [1, true, null, "c"] } }],
    ["a: yes\nb: on\nc: 0o17\nd: ~\n", { a: "yes", b: "on", c: 15, d: null }],
    ["4.10: a\ntrue: b\n", { "4.10": "a", true: "b" }],
    ["a: &x { b: 1 }\nc: *x\n", { a: { b: 1 }, c: { b: 1 } }],
    ["a: |\n  one\n  two\n", { a: "one\ntwo\n" }],
  ])("%j", (source, value) => {
    expect(read(source)).toEqual({ value, faults: [] });
  });

  test("variables are put into every kind of text, with and without quotes", () => {
    const source = [
      "block: ${X}",
      "flow: { a: ${X}, b: [${X}, x${X}x], c: ${NONE:-a, b: c # d} }",
      `quoted: ["\${X}", '\${X}']`,
      "escaped: { a: $${X} }",
      "folded: >-",
      "  ${X}",
      "not-a-name-${X}: 1",
    ].join("\n");
    const { value, faults } = read(source, { X: "v" });
    expect(faults).toEqual([]);
    expect(value).toEqual({
      block: "v",
      flow: { a: "v", b: ["v", "xvx"], c: "a, b: c # d" },
      quoted: ["v", "v"],
      escaped: { a: "${X}" },
      folded: "v",
      "not-a-name-${X}": 1,
    });
  });

  test("no content of a variable becomes YAML", () => {
    const risky = fc.constantFrom(
      "\n",
      "a: b",
      "}",
      "{",
      "]",
      ",",
      "#",
      "'",
      '"',
      "---",
      "*x",
      "&x",
      "!t",
      "${Y}",
      "1",
    );
    const contents = fc.array(fc.oneof(risky, fc.string())).map((parts) => parts.join(""));
    fc.assert(
      fc.property(contents, (X) => {
        const source = `a: \${X}\nb: { c: \${X}, d: ["\${X}"] }\ne: |-\n  \${X}\nf: 1\n`;
        expect(read(source, { X })).toEqual({ value: { a: X, b: { c: X, d: [X] }, e: X, f: 1 }, faults: [] });
      }),
    );
  });

  test("mappings have no prototype to reach", () => {
    const { value, faults } = readYaml("a: { constructor: 1 }\nb: { __proto__: { x: 1 } }\n", {});
    expect(Object.getPrototypeOf(value)).toBeNull();
    expect(faults).toMatchObject([{ path: "b", line: 2, message: "This name cannot be used." }]);
  });
});

describe("places", () => {
  test("of names and values, from 1", () => {
    const file = readYaml("# comment\na:\n  - b: ${X}\n    ccc: {d:   5}\n", { X: "value" });
    expect(file.place(["a", 0, "ccc", "d"], "name")).toEqual({ line: 4, column: 11 });
    expect(file.place(["a", 0, "ccc", "d"], "value")).toEqual({ line: 4, column: 16 });
    expect(file.place(["a", 0], "name")).toEqual({ line: 3, column: 5 });
    expect(file.place(["a", 1], "value")).toBeUndefined();
    expect(file.written(["a", 0, "b"])).toBe("${X}");
    expect(file.written(["a", 0, "ccc", "d"])).toBeUndefined();
  });

  test.each([
    ["a: x${NO}", 1, 5],
    ["a:\n  b: { c: ${NO} }", 2, 11],
    ['a: "\\t ${NO}"', 1, 8],
    ["a: >\n  text\n  ${NO}\n", 3, 3],
    ["a: *x\nb: &x ${NO}", 1, 4],
  ])("of a fault in %j", (source, line, column) => {
    expect(read(source).faults[0]).toMatchObject({ line, column });
  });
});

describe("faults", () => {
  test.each([
    ["a: 1\nb: 2\na: 3\n", "a", 3, "This name is given twice, the first time in line 1. Remove one of them."],
    ["a: {b: 1, b: 2}", "a.b", 1, "This name is given twice, the first time in line 1. Remove one of them."],
    ["1: a\n'1': b\n", '["1"]', 2, "This name is given twice, the first time in line 1. Remove one of them."],
    [
      "a: 1\n---\nb: 2\n",
      "",
      2,
      "A second document begins here. The file holds one; remove the line with ---.",
    ],
    ["a:\n\tb: 1\n", "", 2, "This line is indented with a tab. Indent with spaces."],
    ["a:\n  b: 1\n c: 2\n", "", 3, expect.stringContaining("The indentation is wrong.")],
    ["a: {b: 1\nc: 2\n", "", 2, expect.stringContaining("The indentation is wrong.")],
    ['a: "b\nc: 1\n', "", 3, expect.stringContaining("Something is missing here")],
    ["a: 1\nb\nc: 2\n", "", 2, expect.stringContaining("the colon and the space after a name")],
    ["a: b: c\n", "", 1, expect.stringContaining("put it into quotes")],
    ["a: @b\n", "", 1, "A value cannot begin with this character. Put the value into quotes."],
    ['a: "\\q"\n', "", 1, expect.stringContaining("a backslash begins an escape")],
    ["a: !b c\n", "", 1, expect.stringContaining("Tags (words that begin with !) are not supported.")],
    ["a: *b\n", "a", 1, expect.stringContaining("there is no anchor")],
    ["? [a]\n: b\n", "", 1, "Before the colon there must be a name."],
    [": b\n", "", 1, "Before the colon there must be a name."],
    ["a: &x [*x]\n", expect.any(String), 1, "The file has too many values, or refers to itself."],
    ["[".repeat(100_000), "", 1, "The file is nested too deeply."],
    ["- ".repeat(40), expect.any(String), 1, "The file has too many values, or refers to itself."],
  ])("%j", (source, path, line, message) => {
    expect(read(source).faults).toMatchObject([{ path, line, message }]);
  });

  test("a file of more than 1 MiB is not parsed", () => {
    expect(read(`a: ${"x".repeat(1024 * 1024)}`).faults).toEqual([
      { path: "", message: "The file is larger than 1 MiB: it cannot be a settings file." },
    ]);
  });

  test("aliases of aliases are bounded", () => {
    const lines = ["a0: &a0 [1, 2, 3, 4, 5, 6, 7, 8, 9]"];
    for (let level = 1; level < 12; level++) {
      lines.push(`a${level}: &a${level} [${Array.from({ length: 9 }, () => `*a${level - 1}`).join(", ")}]`);
    }
    const { faults } = read(lines.join("\n"));
    expect(faults).toMatchObject([{ message: "The file has too many values, or refers to itself." }]);
  });

  test("any text is read or refused", () => {
    const piece = fc.constantFrom(
      ..."a b: - , [ ] { } # | > & * ! % @ ` ' \" \\ ? ~ --- ... ${X} ${ $${ &x *x !!str << 1".split(" "),
      " ",
      "  ",
      "\n",
      "\n  ",
      "\t",
      ": ",
      "\0",
      "\uFDD0",
      "é",
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, fc.string({ maxLength: 3 })), { maxLength: 40 }), (pieces) => {
        const { faults } = readYaml(pieces.join(""), { X: "v" });
        for (const fault of faults) expect(fault.message).toMatch(/^[A-Z].*[.:]/);
      }),
      { numRuns: 1000 },
    );
  });
});
