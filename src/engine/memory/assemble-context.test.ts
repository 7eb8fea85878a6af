import fc from "fast-check";
import { describe, expect, test } from "vitest";

import type { Item } from "../../spec/item.ts";
import type { MemoryPolicy, RememberedItem } from "../../spec/memory.ts";
import { estimateTokens } from "../context.ts";
import { assembleContext } from "./assemble-context.ts";
import { answers, began, calls, remembered, said, storeOf } from "./memory.fixture.ts";
import type { AssembledContext, ContextRequest } from "./memory-context.ts";

const now = began + 400 * 86_400_000;
const filler = (count: number) =>
  Array.from({ length: count }, (_, index) =>
    said(
      index % 2 === 0 ? "user" : "assistant",
      `Small talk number ${index} about nothing that anybody would want to keep.`,
    ),
  );

function assemble(items: readonly RememberedItem[], more: Partial<ContextRequest> & { text?: string }) {
  const { text = "Where does Moritz live?", ...rest } = more;
  return assembleContext(storeOf(items), {
    conversationId: "conv_1",
    input: [said("user", text)],
    policy: "recall",
    maxTokens: 400,
    now,
    ...rest,
  });
}

const texts = ({ items }: AssembledContext) => items.map(({ item }) => textOf(item));

function textOf(item: Item): string {
  if (item.type !== "message") return item.type;
  return item.content.map((part) => (part.type === "text" ? part.text : "")).join("");
}

describe("recall", () => {
  test("an old turn that matters is there, under its date, and before the newest turns", async () => {
    const items = remembered([said("user", "Moritz has found a flat in Leipzig."), ...filler(80)]);
    const context = await assemble(items, {});
    const all = texts(context);
    expect(all[0]).toContain("Older parts");
    expect(all.slice(1, 3)).toEqual(["[Sun 3 May 2026]", "Moritz has found a flat in Leipzig."]);
    expect(all).toContain("[Newest part]");
    expect(all.at(-1)).toContain("number 79");
    expect(context.report).toMatchObject({ whole: false, overBudget: false, summarised: false });
    expect(context.report.recalled).toBeGreaterThan(0);
    expect(context.items.find(({ id }) => id === "item_1")?.why).toBe("recalled");
  });

  test("a conversation that fits is sent as it is, without notes", async () => {
    const context = await assemble(remembered(filler(4)), {});
    expect(context.items.map(({ why }) => why)).toEqual(["recent", "recent", "recent", "recent"]);
    expect(context.report.whole).toBe(true);
  });

  test("a time that the question names finds what was said then", async () => {
    const items = remembered(
      [...filler(20), said("user", "That was a splendid evening, by the way."), ...filler(80)],
      24,
    );
    const on = new Date(items[20]?.at ?? 0).toISOString().slice(0, 10);
    const context = await assemble(items, { text: `What was it that I told on ${on}?` });
    expect(texts(context)).toContain("That was a splendid evening, by the way.");
  });

  test("a question that says nothing leans on what was talked about last", async () => {
    const items = remembered([
      said("user", "The boiler was made by Vaillant."),
      ...filler(80),
      said("user", "The boiler again."),
      said("assistant", "What about the boiler?"),
      said("user", "Now the boiler is broken."),
      said("assistant", "I am sorry to hear that."),
    ]);
    expect(texts(await assemble(items, { text: "Who?" }))).toContain("The boiler was made by Vaillant.");
  });

  test("a call comes with its output, or not at all", async () => {
    const items = remembered([
      said("user", "What is the weather?"),
      calls("c1", '{"city":"Reykjavik"}'),
      answers("c1", "Reykjavik: snow"),
      said("assistant", "It snows."),
      calls("c2", '{"city":"Reykjavik, without an end"}'),
      ...filler(80),
    ]);
    const context = await assemble(items, { text: "And what about Reykjavik?" });
    const ids = context.items.map(({ id }) => id);
    expect(ids).toEqual(expect.arrayContaining(["item_2", "item_3"]));
    expect(ids).not.toContain("item_5");
  });

  test("of the same words said twice, one is enough", async () => {
    const items = remembered([
      ...Array.from({ length: 8 }, () => said("user", "Moritz is fine.")),
      ...filler(80),
    ]);
    const found = texts(await assemble(items, { text: "How is Moritz?" })).filter(
      (text) => text === "Moritz is fine.",
    );
    expect(found).toHaveLength(1);
  });

  test("what somebody told is there for a question in other words, before what was only asked", async () => {
    const requests = Array.from({ length: 120 }, (_, index) =>
      index % 2 === 0
        ? said("user", `Tell me something about topic ${index}. What is it good for?`)
        : said(
            "assistant",
            `Topic ${index} is an old one, and there is much to be said about it at any length.`,
          ),
    );
    const items = remembered([
      ...requests.slice(0, 20),
      said("user", "We got the keys to the place in Leeds."),
      said("assistant", "Lovely."),
      ...requests.slice(20),
    ]);
    const context = await assemble(items, { text: "Whereabouts are we resident?" });
    expect(texts(context)).toContain("We got the keys to the place in Leeds.");
    expect(context.tokens).toBeLessThanOrEqual(400);
  });

  test("a reranker joins in, and may fail", async () => {
    const items = remembered([said("user", "Er zog in den Norden."), ...filler(80)]);
    const found = await assemble(items, { reranker: () => Promise.resolve([1]) });
    expect(texts(found)).toContain("Er zog in den Norden.");
    const failed = await assemble(items, { reranker: () => Promise.reject(new Error("away")) });
    expect(failed.report.overBudget).toBe(false);
  });
});

describe("the other policies", () => {
  const items = remembered([said("user", "Moritz lives in Leipzig."), ...filler(80)]);

  test("truncate_oldest sends the newest turns, and nothing else", async () => {
    const context = await assemble(items, { policy: "truncate_oldest" });
    const positions = context.items.map(({ position }) => position);
    expect(positions).toEqual(items.slice(-positions.length).map(({ position }) => position));
    expect(new Set(context.items.map(({ why }) => why))).toEqual(new Set(["recent"]));
  });

  test("error refuses what does not fit, and sends what does", async () => {
    await expect(assemble(items, { policy: "error" })).rejects.toMatchObject({
      code: "context_length_exceeded",
    });
    expect((await assemble(items, { policy: "error", maxTokens: 100_000 })).items).toHaveLength(items.length);
  });

  test("summarize puts the summary before the newest turns, and recalls where there is none yet", async () => {
    const summary = { id: "cmp_1", item: said("developer", "They talked."), tokens: 8, until: items.length };
    const context = await assemble(items, { policy: "summarize", summary });
    expect(context.items[0]).toMatchObject({ id: "cmp_1", why: "summary" });
    expect(context.report).toMatchObject({ summarised: true, recalled: 0 });
    const without = await assemble(items, { policy: "summarize" });
    expect(texts(without)).toContain("Moritz lives in Leipzig.");
  });

  test("above a threshold the summary stands for what it covers, though all would fit", async () => {
    const summary = { id: "cmp_1", item: said("user", "They talked."), tokens: 8, until: 40 };
    const more = { policy: "summarize", summary, maxTokens: 100_000 } as const;
    const compact = await assemble(items, { ...more, compactAbove: 100 });
    const positions = compact.items.flatMap(({ position }) => position ?? []);
    expect(compact.items[0]).toMatchObject({ id: "cmp_1", why: "summary" });
    expect(positions).toEqual(items.slice((positions[0] ?? 0) - 1).map(({ position }) => position));
    expect(positions[0]).toBeGreaterThan(38);
    expect(positions[0]).toBeLessThanOrEqual(41);
    expect(compact.report).toMatchObject({ whole: false, summarised: true, recalled: 0 });
    const below = await assemble(items, { ...more, compactAbove: 100_000 });
    expect(below.report).toMatchObject({ whole: true, summarised: false });
    const without = await assemble(items, { policy: "summarize", maxTokens: 100_000, compactAbove: 100 });
    expect(without.report.whole).toBe(true);
  });

  test("what lies between a summary and the newest turns is recalled, and nothing that it covers", async () => {
    const late = remembered([...filler(30), said("user", "Moritz lives in Leipzig."), ...filler(80)]);
    const until = late.findIndex(({ item }) => JSON.stringify(item).includes("Moritz"));
    const summary = { id: "cmp_1", item: said("user", "They talked."), tokens: 8, until };
    const context = await assemble(late, { policy: "summarize", summary });
    expect(context.items[0]).toMatchObject({ id: "cmp_1", why: "summary" });
    expect(texts(context)).toContain("Moritz lives in Leipzig.");
    const positions = context.items.flatMap(({ position }) => position ?? []);
    expect(Math.min(...positions)).toBeGreaterThan(until);
    const covering = await assemble(late, { policy: "summarize", summary: { ...summary, until: until + 1 } });
    expect(texts(covering)).not.toContain("Moritz lives in Leipzig.");
  });
});

describe("what must be there", () => {
  test("calls that the input answers come along, however long they are", async () => {
    const long = calls("c9", "x ".repeat(3_000));
    const context = await assemble(remembered([...filler(10), said("user", "Go"), long]), {
      input: [answers("c9")],
    });
    expect(context.items.at(-1)?.item).toEqual(long);
    expect(context.report.overBudget).toBe(true);
  });

  test("instructions and pinned items stay, and say so when they are too much", async () => {
    const items = remembered([said("developer", "Be kind. ".repeat(200)), ...filler(30)]);
    const context = await assemble(items, { maxTokens: 100 });
    expect(context.items.filter(({ why }) => why === "pinned")).toHaveLength(1);
    expect(context.report.overBudget).toBe(true);
  });
});

/** Turns with calls as models make them: some alone, some side by side, thoughts before them. */
const turn: fc.Arbitrary<readonly Item[]> = fc
  .record({
    words: fc.array(fc.constantFrom("tea", "Moritz", "Leipzig", "boat", "seven", "blue"), {
      minLength: 1,
      maxLength: 12,
    }),
    calls: fc.nat(3),
    thinks: fc.boolean(),
  })
  .map(({ words, calls: count, thinks }) => {
    const ids = Array.from({ length: count }, () => `call_${Math.random()}`);
    return [
      said("user", words.join(" ")),
      ...(thinks ? [{ type: "reasoning", text: "hm" } as const] : []),
      ...ids.map((id) => calls(id, words.join(" "))),
      ...ids.map((id) => answers(id, words.toReversed().join(" "))),
      said("assistant", words.slice(1).join(", ")),
    ];
  });

test("whatever is said: the budget holds, order is kept, pairs stay together, and nothing gets lost or comes twice", async () => {
  const pins = fc.array(fc.boolean(), { minLength: 40, maxLength: 40 });
  const policies = fc.constantFrom<MemoryPolicy>("recall", "truncate_oldest", "summarize");
  await fc.assert(
    fc.asyncProperty(
      fc.array(turn, { maxLength: 25 }),
      fc.integer({ min: 60, max: 1_500 }),
      policies,
      pins,
      async (turns, maxTokens, policy, pinned) => {
        const items = remembered(turns.flat(), 7).map((item, index) => ({
          ...item,
          pinned: item.item.type === "message" && index % 9 === 0 && pinned[index % 40] === true,
        }));
        const context = await assemble(items, { maxTokens, policy, text: "Does Moritz like blue tea?" });
        const { report, tokens } = context;
        const input = estimateTokens(said("user", "Does Moritz like blue tea?"));
        expect(tokens).toBe(context.items.reduce((sum, item) => sum + item.tokens, input));
        const held = items.filter((item) => item.pinned).reduce((sum, item) => sum + item.tokens, input);
        if (held <= maxTokens) expect(tokens).toBeLessThanOrEqual(maxTokens);
        expect(report.overBudget).toBe(tokens > maxTokens);

        const sent = context.items.flatMap(({ position }) => position ?? []);
        expect(sent).toEqual(sent.toSorted((one, other) => one - other));
        expect(new Set(sent).size).toBe(sent.length);
        const byPosition = new Map(items.map((item) => [item.position, item]));
        for (const { position, id, item } of context.items) {
          if (position !== undefined) expect(byPosition.get(position)).toMatchObject({ id, item });
        }
        for (const item of items) if (item.pinned) expect(sent).toContain(item.position);

        const open = new Set<string>();
        for (const { item } of context.items) {
          if (item.type === "function_call") open.add(item.callId);
          if (item.type === "function_call_output") expect(open.delete(item.callId)).toBe(true);
        }
        expect(open.size).toBe(0);
      },
    ),
    { numRuns: 300 },
  );
});
