import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createSeededRandom, hashText } from "./seeded-random.ts";

describe("createSeededRandom", () => {
  test("repeats its row for the same seed", () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const row = () => {
          const random = createSeededRandom(seed);
          return Array.from({ length: 20 }, () => random.next());
        };
        expect(row()).toEqual(row());
        expect(new Set(row()).size).toBeGreaterThan(15);
      }),
    );
  });

  test("stays within its bounds, and comes near all of them", () => {
    const random = createSeededRandom(7);
    const counts = [0, 0, 0, 0, 0];
    for (let round = 0; round < 5_000; round++) counts[random.below(5)]!++;
    for (const count of counts) expect(count).toBeGreaterThan(800);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(5_000);
  });
});

describe("hashText", () => {
  test("gives 32 bits that spread over all places", () => {
    const places = new Set(Array.from({ length: 1_000 }, (_, index) => hashText(`word${index}`) % 64));
    expect(places.size).toBe(64);
    expect(hashText("")).toBeGreaterThanOrEqual(0);
    expect(hashText("ü😀")).toBeLessThan(2 ** 32);
  });
});
