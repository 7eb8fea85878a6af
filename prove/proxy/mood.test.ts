import { expect, test } from "vitest";
import { createSeededRandom } from "../../src/lib/seeded-random.ts";
import { drawMood } from "./mood.ts";

function moods(seed: number, count: number) {
  const random = createSeededRandom(seed);
  return Array.from({ length: count }, () => drawMood(random));
}

test("a seed gives the same moods again", () => {
  expect(moods(7, 50)).toEqual(moods(7, 50));
  expect(moods(7, 50)).not.toEqual(moods(8, 50));
});

test("most connections are fair, and every fault comes", () => {
  const counts = Object.groupBy(moods(1, 1_000), ({ kind }) => kind);
  expect(counts.fair?.length).toBeGreaterThan(500);
  for (const kind of ["stall", "half-close", "reset"] as const)
    expect(counts[kind]?.length).toBeGreaterThan(50);
});
