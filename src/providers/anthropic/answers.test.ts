import { describe, expect, test } from "vitest";
import { ParleyError } from "../../spec/errors.ts";
import type { StreamEvent } from "../../spec/event.ts";
import { readAll } from "../upstream/recorded.fixture.ts";
import { attemptOf, feed, merged, played, recorded } from "./anthropic.fixture.ts";
import { MessagesTranslator } from "./events.ts";

const text = (piece: string): StreamEvent => ({ type: "text-delta", choice: 0, text: piece });
const thought = (piece: string): StreamEvent => ({ type: "reasoning-delta", choice: 0, text: piece });
const finish = (unified: "stop" | "length" | "tool-calls" | "content-filter", raw: string): StreamEvent => ({
  type: "choice-finish",
  choice: 0,
  finish: { unified, raw },
});
const call = (
  index: number,
  callId: string,
  name: string,
  input: string,
  kind: "function" | "custom" = "function",
): StreamEvent[] => [
  { type: "tool-call-start", choice: 0, index, callId, name, kind },
  { type: "tool-call-delta", choice: 0, index, text: input },
];
const end = (usage: object): StreamEvent => ({
  type: "end",
  model: "claude-opus-4-8",
  usage,
  upstreamRequestId: "req_018EeWyXxfu5pfWkrYcMdjWG",
  upstreamLimits: [{ name: "requests", limit: 4000, remaining: 3999, resetMs: 30_000 }],
});

const document = { type: "document", document: 0, title: "Example Document" } as const;

/** What comes out of each recorded answer, neighbouring pieces put together. */
const answers: Readonly<Record<string, readonly StreamEvent[]>> = {
  images: [
    text("An ant, seen from the side 🐜."),
    finish("stop", "end_turn"),
    end({ inputTokens: 1551, cachedTokens: 0, cacheWriteTokens: 0, outputTokens: 12 }),
  ],
  stream: [
    text("Hello! 你好，世界 👋🏽"),
    finish("stop", "end_turn"),
    end({ inputTokens: 25, outputTokens: 15 }),
  ],
  tools: [
    text("Okay, let's check the weather:"),
    ...call(
      0,
      "toolu_01T1x1fJ34qAmk2tNTrN7Up6",
      "get_weather",
      `{"location": "San Francisco, CA", "unit": "fahrenheit"}`,
    ),
    finish("tool-calls", "tool_use"),
    end({ inputTokens: 472, outputTokens: 89 }),
  ],
  "parallel-tools": [
    ...call(0, "toolu_01A09q90qw90lq917835lq9", "get_weather", `{"location": "San Francisco, CA"}`),
    ...call(1, "toolu_01B", "get_weather", `{"location": "New York, NY"}`),
    ...call(2, "toolu_01C", "get_time", "{}"),
    finish("tool-calls", "tool_use"),
    end({ inputTokens: 500, outputTokens: 130 }),
  ],
  "custom-tool": [
    ...call(0, "toolu_01D", "run_sql", `select "a" from 表;\n`, "custom"),
    finish("tool-calls", "tool_use"),
    end({ inputTokens: 25, outputTokens: 40 }),
  ],
  thinking: [
    thought(
      "I need to find the GCD of 1071 and 462 using the Euclidean algorithm.\n\n1071 = 2 × 462 + 147\n147 = 7 × 21 + 0, so GCD(1071, 462) = 21",
    ),
    {
      type: "reasoning-seal",
      choice: 0,
      seal: { maker: "anthropic", data: "EqQBCgIYAhIM1gbcDa9GJwZA2b3hGgxBdjrkzLoky3dl1pkiMOYds" },
    },
    {
      type: "reasoning-seal",
      choice: 0,
      seal: {
        maker: "anthropic",
        data: "EmwKAhgBEgy3va3pzix/LafPsn4aDFIT2Xlxh0L5L8rLVyIwxtE3rAFBa8cr3qpP",
        hidden: true,
      },
    },
    text("The greatest common divisor of 1071 and 462 is **21**."),
    finish("stop", "end_turn"),
    end({ inputTokens: 25, outputTokens: 90, reasoningTokens: 61 }),
  ],
  "omitted-thinking": [
    { type: "reasoning-seal", choice: 0, seal: { maker: "anthropic", data: "EosnCkYICxIMMb3LzNrMu" } },
    text("The answer is 12,231."),
    finish("stop", "end_turn"),
    end({ inputTokens: 25, outputTokens: 40 }),
  ],
  citations: [
    text("According to the document, 草は緑 🌱"),
    {
      type: "annotation",
      choice: 0,
      annotation: {
        ...document,
        start: 27,
        end: 33,
        quote: "The grass is green. ",
        place: { unit: "char", from: 0, to: 20 },
      },
    },
    text(" and water is essential"),
    {
      type: "annotation",
      choice: 0,
      annotation: {
        type: "document",
        document: 1,
        start: 38,
        end: 56,
        quote: "Water is essential.",
        place: { unit: "page", from: 5, to: 6 },
      },
    },
    {
      type: "annotation",
      choice: 0,
      annotation: {
        type: "document",
        document: 2,
        title: "Custom",
        start: 38,
        end: 56,
        quote: "These are important findings.",
        place: { unit: "block", from: 0, to: 1 },
      },
    },
    {
      type: "annotation",
      choice: 0,
      annotation: {
        type: "url",
        url: "https://en.wikipedia.org/wiki/Claude_Shannon",
        title: "Claude Shannon - Wikipedia",
        start: 38,
        end: 56,
        quote: "Claude Elwood Shannon (April 30, 1916 – February 24, 2001)",
      },
    },
    finish("stop", "end_turn"),
    end({ inputTokens: 25, outputTokens: 60 }),
  ],
  cached: [
    text("Hi"),
    finish("stop", "end_turn"),
    end({ inputTokens: 1209, cachedTokens: 1000, cacheWriteTokens: 188, outputTokens: 393 }),
  ],
  length: [text("Once upon a"), finish("length", "max_tokens"), end({ inputTokens: 25, outputTokens: 3 })],
  "context-window": [
    text("Once"),
    finish("length", "model_context_window_exceeded"),
    end({ inputTokens: 25, outputTokens: 3 }),
  ],
  "stop-sequence": [
    text("1, 2, "),
    finish("stop", "stop_sequence"),
    end({ inputTokens: 25, outputTokens: 7 }),
  ],
  pause: [text("I'll search."), finish("stop", "pause_turn"), end({ inputTokens: 25, outputTokens: 20 })],
  refusal: [
    text("Hello.."),
    { type: "refusal-delta", choice: 0, text: "This request could enable cyber harm." },
    finish("content-filter", "refusal"),
    end({ inputTokens: 25, outputTokens: 22 }),
  ],
};

const sql = { kind: "generate", options: { tools: [{ type: "custom", name: "run_sql" }] } } as const;

describe.each(Object.entries(answers))("%s", (name, expected) => {
  test.each([[[]], [[1]], [[7, 31, 2]]])("over a socket, in pieces of %j bytes", async (pieces) => {
    const { provider } = await played([name], pieces.length === 0 ? {} : { pieces });
    const { events, error } = await readAll(provider.generate(attemptOf(sql)));
    expect(error).toBeUndefined();
    expect(merged(events)).toEqual(expected);
  });

  test("cut at every byte", () => {
    const { body } = recorded(name);
    const custom = new Set(["run_sql"]);
    const whole = feed(new MessagesTranslator({ now: () => 0 }, custom), body, []);
    expect(whole.error).toBeUndefined();
    for (let at = 1; at < body.length; at++) {
      expect(feed(new MessagesTranslator({ now: () => 0 }, custom), body, [at])).toEqual(whole);
    }
  });

  test("broken off anywhere, it never ends cleanly", () => {
    const { body } = recorded(name);
    // Without its last line end the last event is not there.
    for (let length = 0; length < body.length - 1; length++) {
      const { events, error } = feed(new MessagesTranslator({ now: () => 0 }), body.subarray(0, length), []);
      expect(error).toBeInstanceOf(ParleyError);
      expect(events.some(({ type }) => type === "end")).toBe(false);
    }
  });
});

test.each([
  ["mid-stream-error", "upstream_overloaded", { type: "overloaded_error" }],
  ["mid-stream-failure", "upstream_failed", { type: "api_error" }],
  ["broken-off", "upstream_truncated", undefined],
  ["text", "upstream_invalid", undefined],
])("%s: what came before the failure is the caller's", async (name, code, raw) => {
  const { provider } = await played([name]);
  const { events, error } = await readAll(provider.generate(attemptOf()));
  expect(merged(events)).toEqual(name === "text" ? [] : [text("Hel")]);
  expect(error).toMatchObject({ code, raw });
});

test("a connection that breaks is told apart from an end", async () => {
  const { provider } = await played(["stream"], { breakAfter: 700 });
  const { events, error } = await readAll(provider.generate(attemptOf()));
  expect(events.some(({ type }) => type === "end")).toBe(false);
  expect(error).toMatchObject({ code: "upstream_truncated" });
});
