import { expect, test } from "vitest";
import { createSeededRandom } from "../../src/lib/seeded-random.ts";
import { croppedWelch, Moments, welch } from "./welch.ts";

function moments(values: readonly number[]): Moments {
  const made = new Moments();
  for (const value of values) made.add(value);
  return made;
}

test("mean, variance and t are what books say", () => {
  // Worked by hand: means 3 and 5, variances 2.5 and 10, five of each; t = -2 / sqrt(0.5 + 2).
  const one = moments([1, 2, 3, 4, 5]);
  const other = moments([1, 3, 5, 7, 9]);
  expect([one.mean, one.variance, other.mean, other.variance]).toEqual([3, 2.5, 5, 10]);
  expect(welch(one, other)).toBeCloseTo(-2 / Math.sqrt(2.5), 12);
  expect(welch(one, one)).toBe(0);
  expect(welch(moments([1]), moments([2]))).toBe(0);
});

test("a difference of a hundredth is found under noise, and none is found where there is none", () => {
  const { next: random } = createSeededRandom(7);
  const noisy = (shift: number): Float64Array =>
    Float64Array.from({ length: 200_000 }, () => 100 + shift + random() * 10 + (random() < 0.01 ? 1_000 : 0));
  expect(Math.abs(croppedWelch(noisy(0), noisy(0), 0.9))).toBeLessThan(4.5);
  expect(Math.abs(croppedWelch(noisy(1), noisy(0), 0.9))).toBeGreaterThan(4.5);
});
