import { expect, test } from "vitest";
import { endsLike, plainEnds } from "./line-ends.ts";

test("a file keeps the ends of its lines", () => {
  const file = "a: 1\r\nb: 2\r\n";
  expect(plainEnds(file)).toBe("a: 1\nb: 2\n");
  expect(endsLike(file, plainEnds(file))).toBe(file);
  expect(endsLike(file, "a: 1\nc: 3\n")).toBe("a: 1\r\nc: 3\r\n");
  expect(endsLike("a: 1\n", "a: 1\nb: 2")).toBe("a: 1\nb: 2");
});
