import fc from "fast-check";
import { expect, test } from "vitest";
import { keptPrefix, tile } from "./kept-prefix.ts";

test.each([
  ["the question of a conversation's 20th turn fills a tile", 1_619, 1_677, 1_408, 1_613],
  ["a tile is not dearer behind a very long prompt", 3_072, 3_112, 1_408, 3_048],
  ["short prompts keep everything", 100, 158, 1_408, 100],
  ["so do a few new tokens", 1_536, 1_552, 1_408, 1_536],
  ["one token at the least is evaluated anyway", 2_000, 2_001, 1_408, 2_000],
  ["a wide model has more work with its weights", 1_100, 1_140, 8_192, 1_100],
  ["a whole tile and more is as it should be", 1_000, 1_064, 1_408, 1_000],
  ["nothing is there", 0, 1_000, 1_408, 0],
  ["nothing is there, and the prompt is short", 0, 10, 64, 0],
])("%s", (_, common, length, width, kept) => {
  expect(keptPrefix(common, length, width)).toBe(kept);
});

test("it never keeps more than there is, and never evaluates more than a tile again", () => {
  const prompt = fc.integer({ min: 1, max: 20_000 }).chain((length) =>
    fc.record({
      length: fc.constant(length),
      common: fc.integer({ min: 0, max: length - 1 }),
      width: fc.integer({ min: 16, max: 16_384 }),
    }),
  );
  fc.assert(
    fc.property(prompt, ({ common, length, width }) => {
      const kept = keptPrefix(common, length, width);
      expect(kept).toBeGreaterThanOrEqual(0);
      expect(kept).toBeLessThanOrEqual(common);
      if (kept < common) expect(length - kept).toBe(tile);
    }),
  );
});
