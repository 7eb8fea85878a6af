import { describe, expect, test } from "vitest";
import { Secret } from "../../lib/secret.ts";
import type { Source } from "../../spec/call.ts";
import type { ErrorCode } from "../../spec/errors.ts";
import type { StreamEvent } from "../../spec/event.ts";
import type { Finish } from "../../spec/finish.ts";
import type { Attempt } from "../../spec/provider.ts";
import type { Usage } from "../../spec/usage.ts";
import { type PlayOptions, playRecorded, readAll, readRecorded } from "../upstream/recorded.fixture.ts";
import { presets } from "./presets.ts";
import { createOpenAiCompatible } from "./provider.ts";

const clocks = { connect: 2_000, firstByte: 2_000, idle: 2_000, total: 10_000 };

/** The caller's own request, for the fast lane. */
function sourceOf(stream: boolean): Source {
  const body = { model: "m", messages: [{ role: "user", content: "?" }], stream };
  return { dialect: "chat", bytes: Buffer.from(JSON.stringify(body)), body, includeUsage: true };
}

type Lane = "fast" | "slow" | "fast, not streamed";

async function play(name: string, lane: Lane, options: PlayOptions = {}) {
  const recorded = readRecorded(new URL(`./fixtures/${name}.http`, import.meta.url));
  const { origin } = await playRecorded([recorded], options);
  const provider = createOpenAiCompatible(
    { now: () => 1_700_000_000_000 },
    {
      name: "up",
      baseUrl: `${origin}/v1`,
      apiKey: new Secret("sk-secret"),
      headers: {},
      clocks,
      models: [],
      preset: name.startsWith("azure") ? presets.azure : presets.openai,
    },
  );
  const stream = lane !== "fast, not streamed";
  const attempt: Attempt<Extract<Attempt["task"], { kind: "generate" }>> = {
    callId: "req_1",
    model: "gpt",
    task: { kind: "generate", items: [], options: {} },
    stream,
    signal: new AbortController().signal,
    ...(lane !== "slow" && { source: sourceOf(stream) }),
  };
  const played = await readAll(provider.generate(attempt));
  await provider.close();
  return { ...played, body: recorded.body };
}

const text = (...pieces: string[]): StreamEvent[] =>
  pieces.map((piece) => ({ type: "text-delta", choice: 0, text: piece }));

function call(index: number, callId: string, name: string, ...pieces: string[]): StreamEvent[] {
  return [
    { type: "tool-call-start", choice: 0, index, callId, name, kind: "function" },
    ...pieces.map((piece) => ({ type: "tool-call-delta", choice: 0, index, text: piece }) as const),
  ];
}

const finish = (unified: Finish["unified"], raw: string): StreamEvent => ({
  type: "choice-finish",
  choice: 0,
  finish: { unified, raw },
});

interface Expected {
  readonly events: readonly StreamEvent[];
  readonly usage: Usage;
}

const figures = (
  inputTokens: number,
  outputTokens: number,
  cachedTokens = 0,
  reasoningTokens = 0,
): Usage => ({
  inputTokens,
  outputTokens,
  cachedTokens,
  reasoningTokens,
  inputAudioTokens: 0,
  outputAudioTokens: 0,
});

const answers: Readonly<Record<string, Expected>> = {
  "openai-images": {
    events: [...text("A red kite", " over a harbour 🪁."), finish("stop", "stop")],
    usage: { ...figures(281, 9), inputImageTokens: 255 },
  },
  "openai-thinking": {
    events: [
      { type: "reasoning-delta", choice: 0, text: "Seven times" },
      { type: "reasoning-delta", choice: 0, text: " eight: 五十六." },
      ...text("56", "."),
      finish("stop", "stop"),
    ],
    usage: { inputTokens: 14, outputTokens: 21, cachedTokens: 0, reasoningTokens: 18 },
  },
  "openai-text": {
    events: [...text("Hello", ", 世界", " 👋🏽!"), finish("stop", "stop")],
    usage: figures(19, 10, 8, 2),
  },
  "openai-tools": {
    events: [
      ...call(0, "call_abc123", "get_current_weather", '{"loc', 'ation":"Boston, MA"}'),
      finish("tool-calls", "tool_calls"),
    ],
    usage: figures(82, 17),
  },
  "openai-parallel-tools": {
    events: [
      ...call(0, "call_1", "get_weather", '{"city":"東京"}'),
      ...call(1, "call_2", "get_time", '{"zone":"Asia/Tokyo"}'),
      finish("tool-calls", "tool_calls"),
    ],
    usage: figures(90, 34),
  },
  "openai-refusal": {
    events: [
      { type: "refusal-delta", choice: 0, text: "I'm sorry, " },
      { type: "refusal-delta", choice: 0, text: "I can't help with that." },
      finish("stop", "stop"),
    ],
    usage: figures(14, 11),
  },
  "openai-length": { events: [...text("Once upon"), finish("length", "length")], usage: figures(10, 2) },
  // Before the answer comes what the filters say of the question: a chunk without choices, id and model.
  "azure-text": {
    events: [...text("Grüß", " Gott", "! 你好"), finish("stop", "stop")],
    usage: figures(11, 6),
  },
  "azure-tools": {
    events: [
      ...call(0, "call_7Qx", "get_weather", '{"city":', '"Oslo"}'),
      finish("tool-calls", "tool_calls"),
    ],
    usage: figures(70, 15),
  },
  "azure-filtered-answer": {
    events: [...text("How to"), finish("content-filter", "content_filter")],
    usage: figures(14, 3),
  },
  // Where filters run behind the answer, their notes are choices without a delta.
  "azure-filtered-later": {
    events: [...text("How to", " build"), finish("stop", "stop")],
    usage: figures(14, 3),
  },
  // A filter that failed says so in a member `error`, and the answer is none the worse.
  "azure-filter-down": { events: [...text("Hello"), finish("stop", "stop")], usage: figures(9, 2) },
};

/** What stands at the end of every answer of a service, by its headers. */
function endOf(name: string, usage: Usage): StreamEvent {
  if (name.startsWith("azure")) {
    return {
      type: "end",
      model: "gpt-4o-2024-11-20",
      usage,
      upstreamRequestId: "3b1c2d3e-4a5f-4c1d-8e2f-112233445566",
      upstreamLimits: [
        { name: "requests", remaining: 249 },
        { name: "tokens", remaining: 249_973 },
      ],
    };
  }
  return {
    type: "end",
    model: "gpt-5.4-2026-03-05",
    usage,
    upstreamRequestId: "req_5f1c2d3e4a",
    upstreamLimits: [{ name: "requests", limit: 10_000, remaining: 9999, resetMs: 6 }],
  };
}

/** The bytes of the fast lane, put together. */
function bytesOf(events: readonly StreamEvent[]): string {
  const chunks = events.flatMap((event) => (event.type === "source-bytes" ? [event.bytes] : []));
  return Buffer.concat(chunks).toString("utf8");
}

const ways: readonly [string, readonly number[]][] = [
  ["whole", [1_000_000]],
  ["byte by byte", [1]],
  ["in odd pieces", [3, 1, 11, 2, 7, 101, 13]],
];

describe.each(Object.entries(answers))("%s", (name, { events: expected, usage }) => {
  test.each(ways)("translated, %s", async (_way, pieces) => {
    const { events, error } = await play(name, "slow", { pieces });
    expect(error).toBeUndefined();
    expect(events).toEqual([...expected, endOf(name, usage)]);
  });

  test.each(ways)("handed on untouched, %s", async (_way, pieces) => {
    const { events, error, body } = await play(name, "fast", { pieces });
    expect(error).toBeUndefined();
    expect(bytesOf(events)).toBe(body.toString("utf8").replace("data: [DONE]\n\n", ""));
    expect(events.at(-1)).toEqual(endOf(name, usage));
  });

  test.each<Lane>(["slow", "fast"])("cut off in the middle is no answer (%s)", async (lane) => {
    const { events, error } = await play(name, lane, { breakAfter: 700 });
    expect(events.some(({ type }) => type === "end")).toBe(false);
    expect(error).toMatchObject({ code: "upstream_truncated" });
  });
});

test.each([
  ["openai-whole", figures(19, 10)],
  ["azure-whole", figures(9, 2)],
])("%s, an answer that is not streamed, is handed on untouched", async (name, usage) => {
  const { events, error, body } = await play(name, "fast, not streamed", { pieces: [7] });
  expect(error).toBeUndefined();
  expect(bytesOf(events)).toBe(body.toString("utf8"));
  expect(events.at(-1)).toEqual(endOf(name, usage));
});

describe("errors in the middle of a stream end it, behind what came before", () => {
  test.each<[string, string, ErrorCode]>([
    ["openai-breaks", "Once upon", "upstream_failed"],
    ["openai-breaks-named", "Once upon", "rate_limit_exceeded"],
    ["azure-breaks", "Once", "rate_limit_exceeded"],
    ["azure-breaks-filtered", "Once", "upstream_rejected"],
  ])("%s", async (name, said, code) => {
    const slow = await play(name, "slow", { pieces: [9] });
    expect(slow.events).toEqual(text(said));
    expect(slow.error).toMatchObject({ code });
    const fast = await play(name, "fast", { pieces: [9] });
    expect(bytesOf(fast.events)).toContain(`"content":"${said}"`);
    expect(bytesOf(fast.events)).not.toContain('"error"');
    expect(fast.error).toMatchObject({ code });
    expect((fast.error as Error).message).not.toContain("10.0.0.7");
  });
});

describe("refusals say the same in both lanes", () => {
  const filtered =
    "The response was filtered due to the prompt triggering Azure OpenAI's content management policy. Please modify your prompt and retry.";
  test.each<[string, ErrorCode, object]>([
    [
      "openai-rejected",
      "upstream_rejected",
      {
        param: "temperature",
        raw: { status: 400, type: "invalid_request_error", code: "unsupported_value" },
      },
    ],
    ["openai-too-long", "context_length_exceeded", { param: "messages" }],
    ["openai-wrong-key", "upstream_credentials", {}],
    ["openai-forbidden", "upstream_credentials", {}],
    ["openai-no-such-model", "model_not_found", {}],
    ["openai-rate-limited", "rate_limit_exceeded", { retryAfterMs: 1870 }],
    ["openai-no-quota", "upstream_quota", {}],
    ["openai-failed", "upstream_failed", {}],
    ["openai-overload", "upstream_overloaded", {}],
    // The caller gets Azure's own word, by which its clients know the case.
    [
      "azure-filtered-prompt",
      "upstream_rejected",
      { message: filtered, param: "prompt", raw: { status: 400, code: "content_filter" } },
    ],
    ["azure-wrong-key", "upstream_credentials", { raw: { status: 401, code: "401" } }],
    ["azure-no-deployment", "model_not_found", { raw: { status: 404, code: "DeploymentNotFound" } }],
    ["azure-no-resource", "model_not_found", {}],
    ["azure-too-long", "context_length_exceeded", { param: "messages" }],
    ["azure-rate-limited", "rate_limit_exceeded", { retryAfterMs: 6520 }],
    ["azure-failed", "upstream_failed", {}],
    ["azure-timeout", "upstream_timeout", {}],
    ["azure-overload", "upstream_overloaded", {}],
  ])("%s is %s", async (name, code, details) => {
    for (const lane of ["slow", "fast", "fast, not streamed"] as const) {
      const { events, error } = await play(name, lane);
      expect(events).toEqual([]);
      expect(error).toMatchObject({ code, ...details });
      expect((error as Error).message).not.toMatch(/sk-|org-|aka\.ms|req_/);
    }
  });
});
