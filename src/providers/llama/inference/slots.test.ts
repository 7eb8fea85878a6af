import type { LlamaContextSequence, Token } from "node-llama-cpp";
import { describe, expect, test } from "vitest";
import { Slots } from "./slots.ts";

const never = new AbortController().signal;
const tokens = (text: string): Token[] => [...text].map((letter) => letter.charCodeAt(0) as Token);

/** What `Slots` uses of a sequence; `evaluate` is what a call does with it. */
function fakeSequence(needsCheckpoints = false) {
  let state: Token[] = [];
  const sequence = {
    needsCheckpoints,
    get contextTokens() {
      return state;
    },
    get nextTokenIndex() {
      return state.length;
    },
    async adaptStateToTokens(kept: readonly Token[]) {
      state = [...kept];
    },
  };
  return {
    sequence: sequence as unknown as LlamaContextSequence,
    evaluate: (more: readonly Token[]) => void state.push(...more),
    state: () => String.fromCharCode(...state),
  };
}

describe("a slot", () => {
  test("tells how much of the prompt is there, and has exactly that", async () => {
    const fake = fakeSequence();
    const slots = new Slots([fake.sequence]);
    const first = await slots.take(tokens("abcdef"), never);
    expect(first.cachedTokens).toBe(0);
    fake.evaluate(tokens("abcdef"));
    first.release();
    const next = await slots.take(tokens("abcdxyz"), never);
    expect(next.cachedTokens).toBe(4);
    expect(fake.state()).toBe("abcd");
    next.release();
  });

  test("evaluates the last token anew, when all of the prompt is there", async () => {
    const fake = fakeSequence();
    fake.evaluate(tokens("abcdef"));
    const slot = await new Slots([fake.sequence]).take(tokens("abcdef"), never);
    expect(slot.cachedTokens).toBe(5);
    expect(fake.state()).toBe("abcde");
  });

  test("counts what is given up for a faster evaluation as not there", async () => {
    const fake = fakeSequence();
    fake.evaluate(tokens("abcdef"));
    const asked: number[][] = [];
    const slots = new Slots([fake.sequence], (known, length) => {
      asked.push([known, length]);
      return known - 2;
    });
    const slot = await slots.take(tokens("abcdxyz"), never);
    expect(asked).toEqual([[4, 7]]);
    expect(slot.cachedTokens).toBe(2);
    expect(fake.state()).toBe("ab");
  });

  test("gives nothing up where states cannot be shortened at will", async () => {
    const fake = fakeSequence(true);
    fake.evaluate(tokens("abcdef"));
    const slot = await new Slots([fake.sequence], () => 0).take(tokens("abcdefg"), never);
    expect(slot.cachedTokens).toBe(6);
  });
});

test("a prompt gets the sequence that has most of it, and otherwise the one used longest ago", async () => {
  const [one, two] = [fakeSequence(), fakeSequence()];
  const slots = new Slots([one.sequence, two.sequence]);
  const first = await slots.take(tokens("aaa"), never);
  one.evaluate(tokens("aaa"));
  first.release();
  const second = await slots.take(tokens("bbb"), never);
  expect(second.sequence).toBe(two.sequence);
  two.evaluate(tokens("bbb"));
  second.release();
  const third = await slots.take(tokens("bbbb"), never);
  expect(third.sequence).toBe(two.sequence);
  expect(third.cachedTokens).toBe(3);
  third.release();
  expect((await slots.take(tokens("c"), never)).sequence).toBe(one.sequence);
});

test("those who wait get their turn in order, and who leaves is passed over", async () => {
  const slots = new Slots([fakeSequence().sequence]);
  const first = await slots.take(tokens("a"), never);
  const controller = new AbortController();
  const order: string[] = [];
  const leaver = slots.take(tokens("b"), controller.signal);
  const waiter = slots.take(tokens("c"), never).then((slot) => {
    order.push("c");
    return slot;
  });
  const last = slots.take(tokens("d"), never).then(() => order.push("d"));
  controller.abort();
  await expect(leaver).rejects.toMatchObject({ code: "cancelled" });
  first.release();
  (await waiter).release();
  await last;
  expect(order).toEqual(["c", "d"]);
});
