import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type DiffLine, lineDiff, withContext } from "./line-diff.ts";

const shown = (lines: readonly DiffLine[]): string =>
  lines.map(({ kind, text }) => ({ same: " ", removed: "-", added: "+" })[kind] + text).join("\n");

test("a line that has changed is taken out and put in, and the others stay", () => {
  const lines = lineDiff("a: 1\nb: 2\nc: 3\n", "a: 1\nb: 5\nc: 3\nd: 4\n");
  expect(shown(lines)).toBe(" a: 1\n-b: 2\n+b: 5\n c: 3\n+d: 4\n ");
  expect(lines[1]).toEqual({ kind: "removed", text: "b: 2", before: 2 });
  expect(lines[4]).toEqual({ kind: "added", text: "d: 4", after: 4 });
});

test("a difference says both texts, and the same text has none", () => {
  const text = fc
    .array(fc.constantFrom("a", "b", "c", ""), { maxLength: 12 })
    .map((lines) => lines.join("\n"));
  fc.assert(
    fc.property(text, text, (before, after) => {
      const lines = lineDiff(before, after);
      const of = (kind: DiffLine["kind"]) =>
        lines.filter((line) => line.kind === "same" || line.kind === kind);
      expect(
        of("removed")
          .map(({ text: line }) => line)
          .join("\n"),
      ).toBe(before);
      expect(
        of("added")
          .map(({ text: line }) => line)
          .join("\n"),
      ).toBe(after);
      expect(of("removed").map((line) => line.before)).toEqual(of("removed").map((_, at) => at + 1));
      expect(of("added").map((line) => line.after)).toEqual(of("added").map((_, at) => at + 1));
      if (before === after) expect(lines.every(({ kind }) => kind === "same")).toBe(true);
    }),
  );
});

describe("of long texts", () => {
  test("only what is near a change is shown", () => {
    const before = Array.from({ length: 30 }, (_, at) => `line ${at}`);
    const after = before.with(15, "other");
    const rows = withContext(lineDiff(before.join("\n"), after.join("\n")), 2);
    expect(rows.map((row) => (row.kind === "gap" ? row.lines : row.kind[0]))).toEqual([
      13,
      "s",
      "s",
      "r",
      "a",
      "s",
      "s",
      12,
    ]);
  });

  test("that have nothing in common no more is compared than can be", () => {
    const many = (word: string) => Array.from({ length: 3_000 }, (_, at) => `${word} ${at}`).join("\n");
    const lines = lineDiff(many("a"), many("b"));
    expect(lines).toHaveLength(6_000);
    expect(lines.filter(({ kind }) => kind === "removed")).toHaveLength(3_000);
  });
});
