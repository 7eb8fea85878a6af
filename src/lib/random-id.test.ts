import { expect, test } from "vitest";
import { randomHex, randomId } from "./random-id.ts";

test("ids have their form and do not repeat, also beyond a block of random bytes", () => {
  const ids = Array.from({ length: 10_000 }, randomHex);
  expect(new Set(ids).size).toBe(10_000);
  for (const id of ids) expect(id).toMatch(/^[0-9a-f]{32}$/);
  expect(randomId("req")).toMatch(/^req_[0-9a-f]{32}$/);
});
