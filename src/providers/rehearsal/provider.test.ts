import { setTimeout as delay } from "node:timers/promises";
import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import type { Tokenizer } from "../../lib/tokenizer.ts";
import { createRehearsal } from "./provider.ts";
import { answer, generate, hear, message, sleepForEver, startRehearsal } from "./rehearsal.fixture.ts";

const rehearsal = startRehearsal();
const sleeping = {
  provider: createRehearsal({ tokenizer: rehearsal.tokenizer, sleep: sleepForEver }, { name: "sleeping" }),
};
afterAll(() => rehearsal.tokenizer.close());

const hello = ["Hello, world!"];

/** What a promise is rejected with, taken at once so that no rejection is without an owner. */
function outcome(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => "fulfilled",
    (error: unknown) => error,
  );
}

describe("createRehearsal", () => {
  test("lists its models with their contexts", async () => {
    const { provider } = rehearsal;
    expect(provider.models.map(({ id }) => id)).toEqual([
      "rehearsal",
      "rehearsal-embedding",
      "rehearsal-slow",
      "rehearsal-breaks-midway",
      "rehearsal-rate-limited",
      "rehearsal-fails-midway",
      "rehearsal-refuses-key",
      "rehearsal-overloaded",
      "rehearsal-times-out",
      "rehearsal-no-usage",
      "rehearsal-refuses",
      "rehearsal-garbage",
    ]);
    expect(provider.models.every(({ contextTokens = 0 }) => contextTokens > 0)).toBe(true);
    expect(await provider.listModels(new AbortController().signal)).toEqual(provider.models);
  });

  test("knows no other model", async () => {
    const { error } = await answer(rehearsal, { says: hello, model: "gpt-5" });
    expect(error).toMatchObject({
      code: "model_not_found",
      message: "The model `gpt-5` does not exist or you do not have access to it.",
    });
    expect((await answer(rehearsal, { says: hello, model: "rehearsal-embedding" })).error).toMatchObject({
      code: "invalid_value",
      param: "model",
    });
  });

  test("streams one token at a time, and ends with the truth", async () => {
    const { events, texts, end } = await answer(rehearsal, { says: hello });
    const tokens = await rehearsal.tokenizer.split(texts[0] ?? "");
    expect(events.slice(0, -2)).toEqual(tokens.map(({ text }) => ({ type: "text-delta", choice: 0, text })));
    expect(events.slice(-2)).toEqual([
      { type: "choice-finish", choice: 0, finish: { unified: "stop" } },
      end,
    ]);
    expect(end).toEqual({
      type: "end",
      model: "rehearsal",
      // 3 for the message, 1 for its role, 4 for its text, 3 for the answer's beginning.
      usage: { inputTokens: 11, outputTokens: tokens.length, reasoningTokens: 0 },
    });
  });

  test("sends all at once to who does not read along", async () => {
    const streamed = await answer(rehearsal, { says: hello });
    const whole = await answer(rehearsal, { says: hello, stream: false });
    expect(whole.events.map(({ type }) => type)).toEqual(["text-delta", "choice-finish", "end"]);
    expect(whole.texts).toEqual(streamed.texts);
    expect(whole.end).toEqual(streamed.end);
  });

  test("counts names, tools, calls and outputs as input", async () => {
    const says = [
      { ...message("user", "hi"), name: "Ada" },
      { type: "function_call", callId: "c", name: "look", arguments: '{"a":1}' },
      { type: "function_call_output", callId: "c", output: [{ type: "text", text: "seen" }] },
    ] as const;
    const tool = {
      type: "function",
      name: "look",
      description: "Looks.",
      parameters: { type: "object" },
    } as const;
    const { end } = await answer(rehearsal, { says, options: { tools: [tool] } });
    const texts = ["user", "hi", "Ada", "assistant", "look", '{"a":1}', "tool", "seen"];
    const schema = JSON.stringify({ name: "look", description: "Looks.", parameters: { type: "object" } });
    const counts = await rehearsal.tokenizer.count([...texts, schema]);
    // Three frames of 3, 1 for the name, 3 for the answer's beginning.
    expect(end?.usage?.inputTokens).toBe(counts.reduce((sum, count) => sum + count, 0) + 9 + 1 + 3);
  });

  test("refuses a conversation that is longer than the context, in OpenAI's words", async () => {
    const { error } = await answer(rehearsal, { says: ["x ".repeat(130_000)] });
    expect(error).toMatchObject({ code: "context_length_exceeded", param: "messages" });
    expect(error?.message).toBe(
      "This model's maximum context length is 128000 tokens. However, your messages resulted in more than 128000 tokens. Please reduce the length of the messages.",
    );
  });

  test("refuses a conversation that leaves no room for an answer with its exact number", async () => {
    // Beside the text: 3 tokens of the answer's frame, 3 of the message's, 1 of its role.
    const fitting = "x".concat(" x".repeat(127_999 - 7 - 1));
    const full = await answer(rehearsal, { says: [`${fitting} x`] });
    expect(full.error?.message).toContain("your messages resulted in 128000 tokens.");
    const fits = await answer(rehearsal, { says: [fitting] });
    expect(fits.end?.usage).toMatchObject({ inputTokens: 127_999, outputTokens: 1 });
  });

  test("does not let small calls wait for a conversation that is far too long", async () => {
    const order: string[] = [];
    // The spaces are few tokens and much work: some 30 turns of the tokenizer, where the small call needs three.
    const huge = answer(rehearsal, { says: [" ".repeat(1_000_000) + "a1 ".repeat(300_000)] }).then(
      ({ error }) => {
        order.push("huge");
        return error;
      },
    );
    await delay(1);
    await answer(rehearsal, { says: hello }).then(() => order.push("small"));
    expect(await huge).toMatchObject({ code: "context_length_exceeded" });
    expect(order).toEqual(["small", "huge"]);
  });

  test("waits for nothing when it has no pace, and lets the event loop turn", async () => {
    let turns = 0;
    let counting = true;
    const count = (): void => {
      turns++;
      if (counting) setImmediate(count);
    };
    setImmediate(count);
    const { events } = await answer(rehearsal, { says: ["count to 2000"] });
    counting = false;
    expect(events.length).toBeGreaterThan(5_000);
    expect(turns).toBeGreaterThan(50);
    expect(rehearsal.slept).toEqual([]);
  });

  test("keeps the pace of the settings", async () => {
    const paced = startRehearsal({ tokensPerSecond: 100 });
    const { end } = await answer(paced, { says: hello });
    expect(paced.slept).toEqual(Array.from({ length: end?.usage?.outputTokens ?? 0 }, () => 10));
    const fast = startRehearsal({ tokensPerSecond: 1_000 });
    await answer(fast, { says: ["count to 100"] });
    // Timers are no finer than some milliseconds: four tokens wait together.
    expect(new Set(fast.slept)).toEqual(new Set([4]));
    await Promise.all([paced.tokenizer.close(), fast.tokenizer.close()]);
  });
});

describe("the models named after faults", () => {
  test("rehearsal-slow takes half a second and then 50 ms a token", async () => {
    const slow = startRehearsal();
    const { end } = await answer(slow, { says: hello, model: "rehearsal-slow" });
    const tokens = end?.usage?.outputTokens ?? 0;
    expect(slow.slept).toEqual([500, ...Array.from({ length: tokens }, () => 50)]);
    slow.slept.length = 0;
    await answer(slow, { says: hello, model: "rehearsal-slow", stream: false });
    expect(slow.slept).toEqual([500, tokens * 50]);
    await slow.tokenizer.close();
  });

  test.each([true, false])(
    "rehearsal-breaks-midway breaks off after half of the answer (stream: %s)",
    async (stream) => {
      const [whole, broken] = await Promise.all([
        answer(rehearsal, { says: ["count to 20"] }),
        answer(rehearsal, { says: ["count to 20"], model: "rehearsal-breaks-midway", stream }),
      ]);
      const text = broken.events.map((event) => ("text" in event ? event.text : "")).join("");
      expect(whole.texts[0]?.startsWith(text)).toBe(true);
      expect(text.length).toBeGreaterThan(10);
      expect(text.length).toBeLessThan((whole.texts[0] ?? "").length - 10);
      expect(broken.error).toMatchObject({ code: "upstream_truncated" });
      expect(broken.finishes).toEqual([]);
    },
  );

  test("rehearsal-garbage fails after some text", async () => {
    const { events, error } = await answer(rehearsal, { says: hello, model: "rehearsal-garbage" });
    expect(events.length).toBeGreaterThan(0);
    expect(events.every(({ type }) => type === "text-delta")).toBe(true);
    expect(error).toMatchObject({ code: "upstream_invalid" });
  });

  test.each([
    ["rehearsal-rate-limited", { code: "rate_limit_exceeded", retryAfterMs: 1_000 }],
    ["rehearsal-overloaded", { code: "upstream_overloaded", retryAfterMs: undefined }],
    ["rehearsal-refuses-key", { code: "upstream_credentials" }],
    ["rehearsal-times-out", { code: "upstream_timeout" }],
  ])("%s fails before anything is said", async (model, fault) => {
    const { events, error } = await answer(rehearsal, { says: hello, model });
    expect(events).toEqual([]);
    expect(error).toMatchObject(fault);
  });

  test("rehearsal-times-out is silent for as long as it is told to", async () => {
    for (const [options, ms] of [
      [{}, 5_000],
      [{ timeoutMs: 70 }, 70],
    ] as const) {
      const silent = startRehearsal(options);
      await answer(silent, { says: hello, model: "rehearsal-times-out" });
      expect(silent.slept).toEqual([ms]);
    }
  });

  test("rehearsal-no-usage ends without a word about usage", async () => {
    const { end, texts } = await answer(rehearsal, { says: hello, model: "rehearsal-no-usage" });
    expect(texts[0]).toMatch(/^Hello/);
    expect(end).toEqual({ type: "end", model: "rehearsal-no-usage" });
  });

  test("rehearsal-refuses refuses, and finishes as OpenAI does", async () => {
    const heard = await answer(rehearsal, { says: hello, model: "rehearsal-refuses" });
    expect(heard.refusal).toMatch(/^I'm sorry/);
    expect(heard.texts).toEqual([""]);
    expect(heard.finishes).toEqual(["stop"]);
    expect(heard.end?.usage?.outputTokens).toBeGreaterThan(5);
  });
});

describe("a stream of the rehearsal", () => {
  test("does nothing before it is read, and can be left before", async () => {
    const lazy = startRehearsal();
    const stream = generate(lazy, { says: hello });
    expect(await stream.return()).toEqual({ done: true, value: undefined });
    expect(await stream.next()).toEqual({ done: true, value: undefined });
    expect(lazy.tokenizer.running).toBe(false);
  });

  test("ends once, and stays ended", async () => {
    const stream = generate(rehearsal, { says: hello });
    const { events } = await hear(stream);
    expect(events.filter(({ type }) => type === "end")).toHaveLength(1);
    expect(await stream.next()).toEqual({ done: true, value: undefined });
    const failing = generate(rehearsal, { says: hello, model: "rehearsal-overloaded" });
    await expect(failing.next()).rejects.toMatchObject({ code: "upstream_overloaded" });
    expect(await failing.next()).toEqual({ done: true, value: undefined });
  });

  test("is cancelled at whatever event the caller leaves", async () => {
    const { events } = await answer(rehearsal, { says: ["count to 30"] });
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: events.length - 1 }), async (last) => {
        const controller = new AbortController();
        const stream = generate(rehearsal, { says: ["count to 30"], signal: controller.signal });
        for (let read = 0; read < last; read++) await stream.next();
        controller.abort();
        await expect(stream.next()).rejects.toMatchObject({ code: "cancelled" });
        expect(await stream.next()).toEqual({ done: true, value: undefined });
      }),
      { numRuns: 40 },
    );
  });

  test.each(["rehearsal-times-out", "rehearsal-slow"])(
    "stops waiting at once when the caller leaves %s",
    async (model) => {
      const controller = new AbortController();
      const pending = outcome(generate(sleeping, { says: hello, model, signal: controller.signal }).next());
      await delay(20);
      controller.abort();
      expect(await pending).toMatchObject({ code: "cancelled" });
    },
  );

  test("stops waiting at once when the reader returns", async () => {
    const stream = generate(sleeping, { says: hello, model: "rehearsal-times-out" });
    const pending = outcome(stream.next());
    await delay(20);
    expect(await stream.return()).toEqual({ done: true, value: undefined });
    expect(await pending).toMatchObject({ code: "cancelled" });
    expect(await stream.next()).toEqual({ done: true, value: undefined });
  });

  test("tells the tokenizer when the caller has left", async () => {
    const signals: (AbortSignal | undefined)[] = [];
    const tokenizer: Tokenizer = {
      ...rehearsal.tokenizer,
      running: true,
      count: (_texts, options) => {
        signals.push(options?.signal);
        return new Promise<never>(() => undefined);
      },
    };
    const provider = createRehearsal({ tokenizer, sleep: sleepForEver }, { name: "listening" });
    const pending = outcome(generate({ provider }, { says: hello }).next());
    await delay(5);
    expect(signals.map((signal) => signal?.aborted)).toEqual([false]);
    const controller = new AbortController();
    const left = outcome(generate({ provider }, { says: hello, signal: controller.signal }).next());
    await delay(5);
    controller.abort();
    expect(await left).toMatchObject({ code: "cancelled" });
    expect(signals.map((signal) => signal?.aborted)).toEqual([false, true]);
    void pending;
  });

  test("does not wait for the tokenizer when the caller has left", async () => {
    const hanging = {
      ...rehearsal.tokenizer,
      running: true,
      count: () => new Promise<never>(() => undefined),
    };
    const provider = createRehearsal({ tokenizer: hanging, sleep: sleepForEver }, { name: "hanging" });
    const controller = new AbortController();
    const pending = outcome(generate({ provider }, { says: hello, signal: controller.signal }).next());
    await delay(5);
    controller.abort();
    expect(await pending).toMatchObject({ code: "cancelled" });
  });

  test("fails with the tokenizer's own error", async () => {
    const broken = startRehearsal();
    await broken.tokenizer.close();
    expect((await answer(broken, { says: hello })).error).toMatchObject({ code: "shutting_down" });
  });
});
