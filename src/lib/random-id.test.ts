import { expect, test } from "vitest";
import { firstIdOf, randomHex, randomId, timeOfId, timeOrderedId } from "./random-id.ts";

test("ids have their form and do not repeat, also beyond a block of random bytes", () => {
  const ids = Array.from({ length: 10_000 }, randomHex);
  expect(new Set(ids).size).toBe(10_000);
  for (const id of ids) expect(id).toMatch(/^[0-9a-f]{32}$/);
  expect(randomId("req")).toMatch(/^req_[0-9a-f]{32}$/);
});

test("ids of a time begin with it, and sort among those of other times", () => {
  const id = timeOrderedId("req", 1_000);
  expect(id).toMatch(/^req_0000000003e8[0-9a-f]{20}$/);
  expect(id > firstIdOf("req", 1_000)).toBe(true);
  expect(id < firstIdOf("req", 1_001)).toBe(true);
  expect(timeOfId(id)).toBe(1_000);
  for (const other of ["", "req_", "req_00000000zzzz", "anything"]) expect(timeOfId(other)).toBeUndefined();
});
