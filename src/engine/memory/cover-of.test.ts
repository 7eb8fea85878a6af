import { expect, test } from "vitest";

import { termsOf } from "../../lib/terms/terms-of.ts";
import { coverOf } from "./cover-of.ts";
import { remembered, said } from "./memory.fixture.ts";

const turns = remembered([
  said("user", "Moritz has found a flat."),
  said("assistant", "In Leipzig?"),
  said("user", "It rained all day."),
]);

test("a question is covered by a turn and its neighbours together", () => {
  expect(coverOf(termsOf("Moritz Leipzig"), turns, [1])).toBe(1);
  expect(coverOf(termsOf("Moritz Leipzig"), turns, [3])).toBe(0.5);
  expect(coverOf(termsOf("Moritz Leipzig"), turns, [3, 2])).toBe(1);
});

test("nothing covers a question without terms, or of other words", () => {
  expect(coverOf([], turns, [1])).toBe(0);
  expect(coverOf(termsOf("violin"), turns, [1, 2, 3])).toBe(0);
  expect(coverOf(termsOf("Moritz"), turns, [])).toBe(0);
  expect(coverOf(termsOf("Moritz"), turns, [77])).toBe(0);
});
