import { expect, test } from "vitest";
import { firstGgufPart, ggufParts, isGgufPart } from "./gguf-parts.ts";

test("a part leads to the first, and to all of them", () => {
  const second = "a/b-Q8_0-00002-of-00003.gguf";
  expect(isGgufPart(second)).toBe(true);
  expect(firstGgufPart(second)).toBe("a/b-Q8_0-00001-of-00003.gguf");
  expect(ggufParts(second)).toEqual([1, 2, 3].map((part) => `a/b-Q8_0-0000${part}-of-00003.gguf`));
});

test.each(["b.gguf", "b-1-of-3.gguf", "b-00001-of-00003.gguf.part", "b-00001-of-00000.gguf"])(
  "%s stands for itself",
  (path) => {
    expect(ggufParts(path)).toEqual([path]);
  },
);

test("a file that claims to be one of very many leads to no endless list", () => {
  expect(ggufParts("b-00001-of-99999.gguf")).toHaveLength(500);
});
