import fc from "fast-check";
import { expect, test } from "vitest";
import { JsonLines } from "./json-lines.ts";
import type { Json } from "./json.ts";

function read(chunks: readonly Buffer[]): { readonly lines: readonly Json[]; readonly error?: unknown } {
  const lines: Json[] = [];
  const reader = new JsonLines((line) => lines.push(line));
  try {
    for (const chunk of chunks) reader.push(chunk);
    reader.finish();
    return { lines };
  } catch (error) {
    return { lines, error };
  }
}

test("lines are the same however they are cut, with and without a last line break", () => {
  const value = fc.record({ text: fc.string({ unit: "binary" }), 空: fc.string({ unit: "grapheme" }) });
  const breaks = fc.constantFrom("\n", "\r\n", "\n\n", "\n \n");
  fc.assert(
    fc.property(
      fc.array(value, { maxLength: 5 }),
      breaks,
      fc.boolean(),
      fc.array(fc.nat(200)),
      (lines, end, closed, at) => {
        const text = lines.map((line) => JSON.stringify(line)).join(end) + (closed ? end : "");
        const bytes = Buffer.from(text);
        const cuts = [
          0,
          ...at.map((cut) => Math.min(cut, bytes.length)).toSorted((a, b) => a - b),
          bytes.length,
        ];
        const chunks = cuts.slice(1).map((cut, index) => bytes.subarray(cuts[index], cut));
        expect(read(chunks)).toEqual({ lines });
        expect(read([...bytes].map((byte) => Buffer.from([byte])))).toEqual({ lines });
      },
    ),
    { numRuns: 50 },
  );
});

test.each([
  ['{"a":1}\n{"b"', 1, "upstream_truncated"],
  ['{"a":1}\n{"b":"\xff', 1, "upstream_truncated"],
  ["<html>", 0, "upstream_invalid"],
  ['{"a":1}\nnull\n{"b":2}', 1, "upstream_invalid"],
  ["7\n", 0, "upstream_invalid"],
])("%j has %i good lines, and then is %s", (text, good, code) => {
  const { lines, error } = read([Buffer.from(text, "latin1")]);
  expect(lines).toHaveLength(good);
  expect(error).toMatchObject({ code });
});

test("a line without end is not kept for ever", () => {
  const chunk = Buffer.alloc(1024 * 1024, "a");
  const { error } = read(Array.from({ length: 17 }, () => chunk));
  expect(error).toMatchObject({
    code: "upstream_invalid",
    message: expect.stringContaining("too long a line"),
  });
});
