import { fromMarkdown } from "mdast-util-from-markdown";
import { expect, test } from "vitest";
import { isTooDeep } from "./is-too-deep.ts";

test.each([
  ["plain", false],
  [`${"> ".repeat(50)}quoted`, false],
  [`${"> ".repeat(3_000)}deep`, true],
  ["- a\n".repeat(3_000), false],
])("%.10s…: %s", (text, deep) => {
  expect(isTooDeep(fromMarkdown(text))).toBe(deep);
});
