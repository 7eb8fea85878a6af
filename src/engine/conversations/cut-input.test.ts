import fc from "fast-check";
import { expect, test } from "vitest";
import type { Item } from "../../spec/item.ts";
import { estimateTokens } from "../context.ts";
import { answers, calls, said } from "../memory/memory.fixture.ts";
import { cutInput } from "./cut-input.ts";

const sum = (items: readonly Item[]) => items.reduce((all, item) => all + estimateTokens(item), 0);

test("an input is cut from its beginning, with its instructions, and calls with their outputs", () => {
  const turn = fc.oneof(
    fc.lorem({ maxCount: 20 }).map((text) => [said("user", text)]),
    fc.lorem({ maxCount: 20 }).map((text) => [said("assistant", text)]),
    fc.uuid().map((id) => [calls(id), answers(id)]),
    fc.constant([said("developer", "Be kind.")]),
  );
  fc.assert(
    fc.property(fc.array(turn, { minLength: 1, maxLength: 20 }), fc.nat(400), (turns, budget) => {
      const items = turns.flat();
      const { items: left, cut } = cutInput(items, budget);
      expect(left.length + cut.items).toBe(items.length);
      expect(sum(left) + cut.tokens).toBe(sum(items));
      if (sum(items) <= budget) expect(left).toBe(items);
      expect(left.at(-1)).toBe(items.at(-1));
      const instructions = items.filter((item) => item.type === "message" && item.role === "developer");
      expect(left.filter((item) => instructions.includes(item))).toEqual(instructions);
      const others = left.filter((item) => !instructions.includes(item));
      expect(others).toEqual(
        others.length === 0 ? [] : items.filter((item) => !instructions.includes(item)).slice(-others.length),
      );
      if (others.length > 1) expect(sum(left)).toBeLessThanOrEqual(Math.max(budget, sum(items.slice(-2))));
    }),
  );
});
