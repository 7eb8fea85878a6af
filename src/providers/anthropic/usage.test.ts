import { expect, test } from "vitest";
import { mergeUsage, readUsage } from "./usage.ts";

test("the input is what was read, and what came out of the cache and went into it", () => {
  const usage = {
    input_tokens: 1,
    cache_read_input_tokens: 20,
    cache_creation_input_tokens: 300,
    output_tokens: 4,
  };
  expect(readUsage(usage)).toEqual({
    inputTokens: 321,
    cachedTokens: 20,
    cacheWriteTokens: 300,
    outputTokens: 4,
  });
});

test.each([
  [{ cache_read_input_tokens: 5 }, { cachedTokens: 5 }],
  [{ input_tokens: null, output_tokens: "7" }, undefined],
  [{ input_tokens: -1, output_tokens: 1.5 }, undefined],
  [{ input_tokens: Number.MAX_SAFE_INTEGER, cache_read_input_tokens: 1 }, { cachedTokens: 1 }],
  [
    { output_tokens: 3, output_tokens_details: { thinking_tokens: 2 } },
    { outputTokens: 3, reasoningTokens: 2 },
  ],
  [[], undefined],
  ["x", undefined],
])("what is no figure stays unknown: %j", (value, usage) => {
  expect(readUsage(value)).toEqual(usage);
});

test("later figures replace earlier ones; null says nothing, but that a 0 was none", () => {
  const start = { input_tokens: 25, output_tokens: 1 };
  expect(mergeUsage(start, { output_tokens: 15, input_tokens: null })).toEqual({
    input_tokens: 25,
    output_tokens: 15,
  });
  expect(mergeUsage({ input_tokens: 0, output_tokens: 0 }, { input_tokens: null, output_tokens: 2 })).toEqual(
    { output_tokens: 2 },
  );
  expect(mergeUsage(start, null)).toBe(start);
});
