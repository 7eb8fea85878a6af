import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { MessageReader } from "./message-reader.ts";

/** What comes out of typed lines; `undefined` while a message goes on. */
function typed(...lines: readonly string[]): readonly (string | undefined)[] {
  const reader = new MessageReader();
  return lines.map((line) => reader.add(line)?.text);
}

test("a line is a message", () => {
  expect(new MessageReader().add("Hello")).toEqual({ text: "Hello", single: true });
  expect(new MessageReader().add("")).toEqual({ text: "", single: true });
});

describe("a backslash at the end", () => {
  test("goes on in the next line", () => {
    expect(typed("one \\", "two\\", "three", "four")).toEqual([
      undefined,
      undefined,
      "one \ntwo\nthree",
      "four",
    ]);
  });

  test("makes a message that is no command", () => {
    const reader = new MessageReader();
    reader.add("/new\\");
    expect(reader.add("")).toEqual({ text: "/new", single: false });
  });
});

describe("a block", () => {
  test("has every line between the quotes as it is", () => {
    expect(typed('"""', "  one \\", "", "/exit", '"""')).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
      "  one \\\n\n/exit",
    ]);
  });

  test("may begin and end in the middle of a line", () => {
    expect(typed('  """one', 'two""" ')).toEqual([undefined, "one\ntwo"]);
    expect(typed('"""one line"""')).toEqual(["one line"]);
  });

  test("may be empty", () => {
    expect(typed('"""', '"""')).toEqual([undefined, ""]);
  });

  test("begins only where a message begins", () => {
    expect(typed("one\\", '"""')).toEqual([undefined, 'one\n"""']);
    expect(typed('say """', "x")).toEqual(['say """', "x"]);
  });
});

test("pasted lines are taken as they are, and end with the first typed one", () => {
  const reader = new MessageReader();
  reader.addPasted('"""');
  reader.addPasted("/exit\\");
  expect(reader.pending).toBe(true);
  expect(reader.add("end")).toEqual({ text: '"""\n/exit\\\nend', single: false });
  expect(reader.pending).toBe(false);
});

test("what has begun can be forgotten", () => {
  const reader = new MessageReader();
  reader.add('"""');
  reader.add("one");
  reader.clear();
  expect(reader.pending).toBe(false);
  expect(reader.add("two")).toEqual({ text: "two", single: true });
});

test("nothing that is between the quotes is lost", () => {
  const line = fc.string().filter((text) => !/[\n\r]/.test(text) && !text.trimEnd().endsWith('"""'));
  fc.assert(
    fc.property(
      fc.array(line),
      fc.string({ minLength: 1 }).filter((text) => /^[^\s"\\]+$/.test(text)),
      (lines, last) => {
        const reader = new MessageReader();
        reader.add('"""');
        for (const each of [...lines, last]) expect(reader.add(each)).toBeUndefined();
        expect(reader.add('"""')?.text).toBe([...lines, last].join("\n"));
      },
    ),
  );
});
