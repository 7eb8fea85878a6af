import fc from "fast-check";
import { expect, test } from "vitest";
import type { Item, Role } from "../spec/item.ts";
import { estimateTokens, fitContext } from "./context.ts";

const message = (role: Role, text: string): Item => ({
  type: "message",
  role,
  content: [{ type: "text", text }],
});
const item: fc.Arbitrary<Item> = fc.oneof(
  fc
    .tuple(fc.constantFrom<Role>("user", "assistant", "developer"), fc.string())
    .map(([role, text]) => message(role, text)),
  fc.constant<Item>({ type: "function_call", callId: "c", name: "f", arguments: "{}" }),
  fc.constant<Item>({ type: "function_call_output", callId: "c", output: [{ type: "text", text: "x" }] }),
);

test("keeps instructions, the newest turns that fit, their order, and everything fresh", () => {
  fc.assert(
    fc.property(fc.array(item), fc.array(item, { maxLength: 3 }), fc.nat(400), (stored, fresh, budget) => {
      const kept = fitContext(stored, fresh, budget);
      const instruction = (entry: Item) => entry.type === "message" && entry.role === "developer";
      const old = kept.slice(0, kept.length - fresh.length);
      expect(kept.slice(kept.length - fresh.length)).toEqual(fresh);
      expect(old.filter(instruction)).toEqual(stored.filter(instruction));
      const turns = old.filter((entry) => !instruction(entry));
      const all = stored.filter((entry) => !instruction(entry));
      expect(turns).toEqual(turns.length === 0 ? [] : all.slice(-turns.length));
      if (turns.length > 0) {
        expect(turns[0]).toMatchObject({ role: "user" });
        const cost = kept.reduce((sum, entry) => sum + estimateTokens(entry), 0);
        expect(cost).toBeLessThanOrEqual(budget);
      }
    }),
  );
});

test("a budget that is large enough keeps all from the first question on", () => {
  const stored = [message("user", "a"), message("assistant", "b"), message("user", "c")];
  expect(fitContext(stored, [message("user", "d")], 10_000)).toHaveLength(4);
});
