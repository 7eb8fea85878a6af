import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Item } from "../../spec/item.ts";
import { withoutLoneCalls } from "./lone-calls.ts";
import { answers, calls, remembered, said } from "./memory.fixture.ts";

const thought: Item = { type: "reasoning", text: "hm" };

function left(items: readonly Item[], answered: readonly string[] = [], whole = true): readonly Item[] {
  const newest = remembered(items).toReversed();
  return withoutLoneCalls(newest, new Set(answered), whole)
    .map(({ item }) => item)
    .toReversed();
}

describe("calls and their outputs", () => {
  const question = said("user", "And?");

  test("are left out where one is missing, with the thought before", () => {
    expect(left([question, thought, calls("a"), question])).toEqual([question, question]);
    expect(left([answers("a"), question])).toEqual([question]);
    expect(left([answers("a"), calls("a"), question])).toEqual([question]);
    const pair = [thought, calls("a"), calls("b"), answers("b"), question];
    expect(left(pair)).toEqual([thought, calls("b"), answers("b"), question]);
  });

  test("stay where the output is said now, or the call may be further back", () => {
    const open = [question, thought, calls("a")];
    expect(left(open, ["a"])).toEqual(open);
    expect(left([answers("a"), question], [], false)).toEqual([answers("a"), question]);
    const far = [answers("a"), ...Array.from({ length: 100 }, () => question)];
    expect(left([question, ...far], [], false)).toHaveLength(102);
    expect(left([...far.slice(1), ...far], [], false).filter(({ type }) => type !== "message")).toEqual([]);
  });

  test("never separate, whatever was said", () => {
    const id = fc.constantFrom("a", "b", "c");
    const item = fc.oneof(
      fc.constant(question),
      fc.constant(said("assistant", "Well.")),
      fc.constant(thought),
      id.map((callId) => calls(callId)),
      id.map((callId) => answers(callId)),
    );
    fc.assert(
      fc.property(fc.array(item, { maxLength: 12 }), (items) => {
        const kept = left(items);
        const made = kept.flatMap((one) => (one.type === "function_call" ? [one.callId] : []));
        const got = kept.flatMap((one) => (one.type === "function_call_output" ? [one.callId] : []));
        expect(got.toSorted()).toEqual(made.toSorted());
        const open = new Set<string>();
        for (const one of kept) {
          if (one.type === "function_call") open.add(one.callId);
          if (one.type === "function_call_output") expect(open.delete(one.callId)).toBe(true);
        }
        expect(kept.filter(({ type }) => type === "message")).toEqual(
          items.filter(({ type }) => type === "message"),
        );
      }),
    );
  });
});
