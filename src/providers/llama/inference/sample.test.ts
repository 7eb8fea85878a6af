import fc from "fast-check";
import { expect, test } from "vitest";
import { sample } from "./sample.ts";

const all = { temperature: 1, topP: 1, minP: 0 };
const logits = fc
  .array(fc.double({ min: -20, max: 20, noNaN: true }), { minLength: 1, maxLength: 20 })
  .map((list) => list.toSorted((a, b) => b - a));
const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

test("always gives a place of the list", () => {
  const options = fc.record({
    temperature: fc.double({ min: 0, max: 2, noNaN: true }),
    topP: fc.double({ min: 0, max: 1, noNaN: true }),
    minP: fc.double({ min: 0, max: 1, noNaN: true }),
  });
  fc.assert(
    fc.property(logits, options, random, (list, how, dice) => {
      const place = sample(list, how, dice);
      expect(Number.isInteger(place) && place >= 0 && place < list.length).toBe(true);
    }),
  );
});

test("takes the likeliest without temperature, and with the narrowest bounds", () => {
  const list = [2, 1.9, 1];
  for (const how of [
    { ...all, temperature: 0 },
    { ...all, topP: 0 },
    { ...all, minP: 1 },
  ])
    expect(sample(list, how, 0.99)).toBe(0);
});

test("takes each as often as its share says", () => {
  const list = [Math.log(0.5), Math.log(0.3), Math.log(0.2)];
  const counts = [0, 0, 0];
  for (let step = 0; step < 1_000; step++) counts[sample(list, all, step / 1_000)]! += 1;
  expect(counts).toEqual([500, 300, 200]);
  expect(sample(list, { ...all, topP: 0.6 }, 0.999)).toBe(1);
  expect(sample(list, { ...all, minP: 0.5 }, 0.999)).toBe(1);
});
