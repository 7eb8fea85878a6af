import fc from "fast-check";
import { expect, test } from "vitest";
import { newKey } from "../../admin/key-format.ts";
import { masked } from "./masked.ts";

const word = fc.stringMatching(/^[A-Za-z0-9]{43,60}$/);

test("a secret is taken out wherever it stands, and nothing else is", () => {
  const secret = fc.oneof(
    fc.constant(0).map(() => newKey()),
    word.map((text) => `sk-proj-${text}`),
    word.map((text) => `sess_${text}`),
    word.map((text) => `whsec_${text}=`),
    word.map((text) => `Bearer ${text}`),
  );
  const around = fc.stringMatching(/^[ -,.:;"'{}()[\]äöü😀\n]{0,20}$/u);
  fc.assert(
    fc.property(around, secret, around, (before, hidden, after) => {
      expect(masked(`${before}${hidden} ${after}`)).toBe(`${before}[redacted] ${after}`);
    }),
  );
});

test.each([
  "task-force-of-many-people",
  "risk-based-assessment-of-it",
  "sk-short",
  "the bearer of news",
  "sess_ion",
])("%s is no secret", (text) => {
  expect(masked(text)).toBe(text);
});

test("no database stumbles over what is left", () => {
  expect(masked("a\0b\ud800c")).toBe("a\u{fffd}b\u{fffd}c");
});

test("a hostile megabyte takes a moment", () => {
  for (const piece of ["sk-", "bearer  ", "sk-parley-", "sess_a", "whsec_"]) {
    const text = piece.repeat(Math.ceil(1_000_000 / piece.length));
    const begun = performance.now();
    masked(text);
    expect(performance.now() - begun).toBeLessThan(5_000);
  }
});
