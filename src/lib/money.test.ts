import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { proveMoney } from "../../prove/money.ts";
import type { Price } from "../spec/price.ts";
import type { Usage } from "../spec/usage.ts";
import { costBound, costOf, formatMicros, parseMoney } from "./money.ts";

const most = Number.MAX_SAFE_INTEGER;
/** $0.25 / $0.025 / $2.00 for a million tokens. */
const mini: Price = { input: 250_000, cached: 25_000, output: 2_000_000 };
const free: Price = { input: 0, cached: 0, cacheWrite: 0, output: 0 };

describe("costOf", () => {
  test.each<[what: string, price: Price, usage: Usage, cost: number]>([
    ["input and output", mini, { inputTokens: 1_000_000, outputTokens: 500_000 }, 1_250_000],
    ["a cached part", mini, { inputTokens: 1_000_000, cachedTokens: 400_000, outputTokens: 0 }, 160_000],
    [
      "reasoning, which is part of the output",
      mini,
      { inputTokens: 0, outputTokens: 10, reasoningTokens: 10 },
      20,
    ],
    [
      "a part without a price of its own",
      mini,
      { inputTokens: 100, cacheWriteTokens: 100, outputTokens: 0 },
      25,
    ],
    [
      "written and cached parts",
      { input: 2_000_000, cached: 200_000, cacheWrite: 2_500_000, output: 10_000_000 },
      { inputTokens: 100, cachedTokens: 60, cacheWriteTokens: 30, outputTokens: 1 },
      75 + 12 + 20 + 10,
    ],
    ["one rounding, of the sum", { input: 1, output: 1 }, { inputTokens: 400_000, outputTokens: 600_000 }, 1],
    ["a part of a micro-unit, upwards", { input: 1, output: 1 }, { inputTokens: 1, outputTokens: 0 }, 1],
    ["pictures by the piece", { image: 40_000 }, { images: 3 }, 120_000],
    [
      "pictures by the piece, and tokens beside them",
      { image: 40_000, input: 1_000_000, output: 0 },
      { images: 1, inputTokens: 7, outputTokens: 0 },
      40_007,
    ],
    [
      "pictures by their tokens, where they have no price of their own",
      mini,
      { images: 2, inputTokens: 1_000_000, outputTokens: 0 },
      250_000,
    ],
    ["more pictures than can be paid", { image: most }, { images: most }, most],
    ["nothing at all", mini, { inputTokens: 0, outputTokens: 0 }, 0],
    ["what is free", free, { inputTokens: 5, outputTokens: 5 }, 0],
    ["what is free, uncounted", free, {}, 0],
    ["an embedding, which has no output", { input: 20_000, output: 0 }, { inputTokens: 1_000_000 }, 20_000],
    ["a price that is not needed", { input: 20_000 }, { inputTokens: 50, outputTokens: 0 }, 1],
    ["the largest", { input: most, output: most }, { inputTokens: most, outputTokens: most }, most],
    ["beyond doubles, exactly", { input: 3, output: 0 }, { inputTokens: most }, 27_021_597_765],
    ["minus zero", { input: -0, output: -0 }, { inputTokens: -0, outputTokens: -0 }, 0],
  ])("%s", (_, price, usage, cost) => {
    expect(costOf(price, usage)).toBe(cost);
  });

  test.each<[what: string, price: Price | undefined, usage: Usage]>([
    ["without a price", undefined, { inputTokens: 1, outputTokens: 1 }],
    ["with an empty price", {}, { inputTokens: 1, outputTokens: 0 }],
    ["without the input", mini, { outputTokens: 1 }],
    ["without the output", mini, { inputTokens: 1 }],
    ["without the price of the output", { input: 1 }, { inputTokens: 1, outputTokens: 1 }],
    ["without the price of the input", { cached: 1, output: 1 }, { inputTokens: 1, outputTokens: 1 }],
    ["with half of free input", { input: 0, cached: 5, output: 0 }, { outputTokens: 1 }],
    ["with a negative count", mini, { inputTokens: -5, outputTokens: 1 }],
    ["with half a token", mini, { inputTokens: 1, outputTokens: 0.5 }],
    ["with a negative price", { input: -1, output: 1 }, { inputTokens: 1, outputTokens: 1 }],
    ["with a long price and no input", { ...free, long: { above: 5, output: 1 } }, { outputTokens: 1 }],
  ])("is unknown %s", (_, price, usage) => {
    expect(costOf(price, usage)).toBeUndefined();
  });

  test("parts that are larger than the whole do not make a charge negative", () => {
    expect(costOf(mini, { inputTokens: 100, cachedTokens: 1e9, outputTokens: 0 })).toBe(3);
    expect(costOf(mini, { inputTokens: 100, cachedTokens: -100, outputTokens: 0 })).toBe(25);
    expect(costOf(mini, { inputTokens: 100, cachedTokens: 80, cacheWriteTokens: 90, outputTokens: 0 })).toBe(
      23,
    );
  });

  test("a long request has other prices as a whole", () => {
    const price: Price = {
      ...mini,
      long: { above: 272_000, input: 500_000, cached: 50_000, output: 3_000_000 },
    };
    expect(costOf(price, { inputTokens: 272_000, outputTokens: 0 })).toBe(68_000);
    expect(costOf(price, { inputTokens: 272_002, outputTokens: 1 })).toBe(136_001 + 3);
  });
});

describe("costBound", () => {
  test("assumes no discount, and the dearer of the input's prices", () => {
    expect(costBound(mini, 1_000_000, 1_000_000)).toBe(2_250_000);
    expect(costBound({ ...mini, cacheWrite: 300_000 }, 1_000_000, 0)).toBe(300_000);
    expect(costBound({ input: 1, cached: 5, output: 0 }, 1_000_000, 0)).toBe(5);
    expect(costBound(free, undefined, undefined)).toBe(0);
    expect(costBound({ input: 1, output: 0 }, 1_000_000, Infinity)).toBe(1);
  });

  test("covers both sides of a long price", () => {
    const long = { above: 100, input: 10_000, output: 0 };
    expect(costBound({ input: 1_000_000, output: 0, long }, 100, 0)).toBe(100);
    expect(costBound({ input: 1_000_000, output: 0, long }, 1_000, 0)).toBe(100);
    expect(costBound({ input: 1_000_000, output: 0, long }, 1_000_000, 0)).toBe(10_000);
    expect(costBound({ input: 1, output: 1, long }, undefined, 0)).toBeUndefined();
    expect(costBound({ input: 1, output: 1, long: { above: 100, input: 1 } }, 101, 5)).toBeUndefined();
  });

  test.each<[Price | undefined, number | undefined, number | undefined]>([
    [undefined, 1, 1],
    [{}, 1, 0],
    [mini, undefined, 1],
    [mini, 1, undefined],
    [mini, 1, -1],
    [mini, Infinity, 1],
    [{ input: 1 }, 1, 1],
    [{ cached: 1, output: 1 }, 1, 1],
  ])("is unknown for %j, %s, %s", (price, input, output) => {
    expect(costBound(price, input, output)).toBeUndefined();
  });
});

test("20,000 random and extreme amounts are exact, never negative and never infinite", () => {
  const proof = proveMoney(4, 20_000);
  expect(proof.faults).toEqual([]);
  // The row has all kinds in it, or it would prove nothing.
  expect(proof.unknown).toBeGreaterThan(2_000);
  expect(proof.saturated).toBeGreaterThan(500);
  expect(proof.amounts - proof.unknown - proof.saturated).toBeGreaterThan(5_000);
  expect(proveMoney(4, 20_000)).toEqual(proof);
});

describe("amounts as text", () => {
  test.each([
    [0, "$0.00"],
    [12, "$0.000012"],
    [1_250_000, "$1.25"],
    [10_000_000, "$10.00"],
    [500_000, "$0.50"],
    [1_000_100, "$1.0001"],
    [-500_000, "-$0.50"],
    [most, "$9007199254.740991"],
  ])("%i is %s", (micros, text) => {
    expect(formatMicros(micros)).toBe(text);
  });

  test.each([0.5, Number.NaN, Infinity, 2 ** 53])("%s is no amount", (value) => {
    expect(() => formatMicros(value)).toThrow(TypeError);
  });

  test.each([
    ["$10", 10_000_000],
    ["10.50", 10_500_000],
    ["0.000001", 1],
    ["$0.0000010", 1],
    ["007", 7_000_000],
    ["9007199254.740991", most],
  ])("%s is %i micro-units", (text, micros) => {
    expect(parseMoney(text)).toBe(micros);
  });

  test.each([
    "",
    "$",
    "-1",
    "+1",
    "1.",
    ".5",
    "1e3",
    "1,000",
    "1 000",
    " 1",
    "1\n",
    "0.0000001",
    "$-1",
    "€1",
  ])("%j is none", (text) => {
    expect(parseMoney(text)).toBeUndefined();
  });

  test("more than can be kept is none", () => {
    expect(parseMoney("9007199254.740992")).toBeUndefined();
    expect(parseMoney("9999999999999999")).toBeUndefined();
    expect(parseMoney("99999999999999999")).toBeUndefined();
  });

  test("what is written is read again", () => {
    fc.assert(
      fc.property(fc.nat({ max: most }), (micros) => {
        expect(parseMoney(formatMicros(micros))).toBe(micros);
      }),
    );
  });
});
