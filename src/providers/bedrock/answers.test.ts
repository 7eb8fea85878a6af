import { describe, expect, test } from "vitest";
import { Secret } from "../../lib/secret.ts";
import type { ErrorCode } from "../../spec/errors.ts";
import type { StreamEvent } from "../../spec/event.ts";
import type { Finish } from "../../spec/finish.ts";
import type { Provider } from "../../spec/provider.ts";
import type { Usage } from "../../spec/usage.ts";
import { type PlayOptions, playRecorded, readAll, readRecorded } from "../upstream/recorded.fixture.ts";
import { createBedrock } from "./provider.ts";

const clocks = { connect: 2_000, firstByte: 2_000, idle: 2_000, total: 10_000 };

function bedrockAt(origin: string): Provider {
  const options = { name: "aws", baseUrl: origin, headers: {}, clocks, models: [], apiKey: new Secret("k") };
  return createBedrock({ clock: { now: () => 1_700_000_000_000 } }, options);
}

async function play(name: string, options: PlayOptions = {}) {
  const answer = readRecorded(new URL(`./fixtures/bedrock-${name}.http`, import.meta.url));
  const { origin } = await playRecorded([answer], options);
  const provider = bedrockAt(origin);
  const played = await readAll(
    provider.generate({
      callId: "req_1",
      model: "anthropic.claude-sonnet-4-5-20250929-v1:0",
      task: {
        kind: "generate",
        items: [{ type: "message", role: "user", content: [{ type: "text", text: "?" }] }],
        options: {},
      },
      stream: true,
      signal: new AbortController().signal,
    }),
  );
  await provider.close();
  return played;
}

const text = (...pieces: string[]): StreamEvent[] =>
  pieces.map((piece) => ({ type: "text-delta", choice: 0, text: piece }));

const start = (index: number, callId: string, name: string): StreamEvent => ({
  type: "tool-call-start",
  choice: 0,
  index,
  callId,
  name,
  kind: "function",
});

const args = (index: number, ...pieces: string[]): StreamEvent[] =>
  pieces.map((piece) => ({ type: "tool-call-delta", choice: 0, index, text: piece }));

function end(unified: Finish["unified"], raw: string, usage: Usage): StreamEvent[] {
  const upstreamRequestId = "a3fdcb2c-8cf2-4f10-b5f6-35d2bb3bcd2d";
  return [
    { type: "choice-finish", choice: 0, finish: { unified, raw } },
    { type: "end", usage, upstreamRequestId },
  ];
}

const answers: Readonly<Record<string, readonly StreamEvent[]>> = {
  images: [
    ...text("A map of", " Vienna 🗺️."),
    ...end("stop", "end_turn", { inputTokens: 1594, outputTokens: 11 }),
  ],
  text: [
    ...text("Here are three pop songs: ", "上を向いて歩こう 🎵, ", "Waterloo."),
    ...end("stop", "end_turn", { inputTokens: 125, outputTokens: 60 }),
  ],
  cache: [
    ...text("As before."),
    ...end("stop", "end_turn", {
      inputTokens: 4 + 1027 + 12,
      cachedTokens: 1027,
      cacheWriteTokens: 12,
      outputTokens: 3,
    }),
  ],
  tools: [
    ...text("Let me look."),
    start(0, "tooluse_kZJMlvQmRJ6eAyJE5GIl7Q", "top_song"),
    ...args(0, '{"sign": "WZ', 'PZ"}'),
    ...end("tool-calls", "tool_use", { inputTokens: 423, outputTokens: 55 }),
  ],
  "parallel-tools": [
    start(0, "tooluse_1", "get_weather"),
    ...args(0, '{"city":"東京"}'),
    start(1, "tooluse_2", "get_time"),
    ...args(1, '{"zone":', '"Asia/Tokyo"}'),
    start(2, "tooluse_3", "get_news"),
    ...end("tool-calls", "tool_use", { inputTokens: 512, outputTokens: 88 }),
  ],
  thinking: [
    { type: "reasoning-delta", choice: 0, text: "The user asks " },
    { type: "reasoning-delta", choice: 0, text: "for a sum: 2 + 2." },
    { type: "reasoning-seal", choice: 0, seal: { maker: "bedrock", data: "EpcCCkYIBxgCKkBvb3Bz" } },
    { type: "reasoning-seal", choice: 0, seal: { maker: "bedrock", data: "RW5jcnlwdGVk", hidden: true } },
    ...text("4"),
    ...end("stop", "end_turn", { inputTokens: 43, outputTokens: 71 }),
  ],
  citations: [
    ...text("The grass is green"),
    {
      type: "annotation",
      choice: 0,
      annotation: {
        type: "document",
        document: 0,
        start: 0,
        end: 18,
        title: "Colours",
        quote: "Grass is green.",
        place: { unit: "page", from: 5, to: 6 },
      },
    },
    ...text(", and the sky is 青い"),
    {
      type: "annotation",
      choice: 0,
      annotation: { type: "url", url: "https://example.com/sky", start: 18, end: 37, title: "Sky" },
    },
    {
      type: "annotation",
      choice: 0,
      annotation: {
        type: "document",
        document: 1,
        start: 18,
        end: 37,
        place: { unit: "char", from: 10, to: 24 },
      },
    },
    ...text("."),
    ...end("stop", "end_turn", { inputTokens: 700, outputTokens: 40 }),
  ],
  length: [...text("Once upon a"), ...end("length", "max_tokens", { inputTokens: 12, outputTokens: 4 })],
  "stop-sequence": [...text("1, 2, "), ...end("stop", "stop_sequence", { inputTokens: 12, outputTokens: 4 })],
  guardrail: [
    ...text("Sorry, the model cannot answer this question."),
    ...end("content-filter", "guardrail_intervened", { inputTokens: 0, outputTokens: 0 }),
  ],
  refusal: end("content-filter", "content_filtered", { inputTokens: 30, outputTokens: 1 }),
};

describe.each(Object.entries(answers))("bedrock-%s", (name, expected) => {
  test.each<[string, readonly number[]]>([
    ["whole", [1_000_000]],
    ["byte by byte", [1]],
    ["in odd pieces", [3, 1, 11, 2, 7, 101, 13]],
  ])("%s", async (_way, pieces) => {
    expect(await play(name, { pieces })).toEqual({ events: expected, error: undefined });
  });

  test("cut off in the middle is no answer", async () => {
    const { events, error } = await play(name, { breakAfter: 150 });
    expect(events).not.toContainEqual(expect.objectContaining({ type: "end" }));
    expect(error).toMatchObject({ code: "upstream_truncated" });
  });
});

test("an answer is whole after its last event, also where the usage never came", async () => {
  const answer = readRecorded(new URL("./fixtures/bedrock-text.http", import.meta.url));
  const withoutMetadata = answer.body.lastIndexOf(":event-type\x07\x00\x08metadata") - 13;
  const { origin } = await playRecorded([{ ...answer, body: answer.body.subarray(0, withoutMetadata) }]);
  const provider = bedrockAt(origin);
  const { events, error } = await readAll(
    provider.generate({
      callId: "req_1",
      model: "m",
      task: {
        kind: "generate",
        items: [{ type: "message", role: "user", content: [{ type: "text", text: "?" }] }],
        options: {},
      },
      stream: true,
      signal: new AbortController().signal,
    }),
  );
  await provider.close();
  expect(error).toBeUndefined();
  expect(events.at(-1)).toEqual({
    type: "end",
    upstreamRequestId: "a3fdcb2c-8cf2-4f10-b5f6-35d2bb3bcd2d",
  });
});

describe("exceptions inside a stream end it, behind what came before", () => {
  test.each<[string, string, ErrorCode]>([
    ["breaks-throttled", "Here", "rate_limit_exceeded"],
    ["breaks-model", "Here", "upstream_failed"],
    ["breaks-internal", "Here", "upstream_failed"],
    ["breaks-unavailable", "", "upstream_overloaded"],
    ["breaks-validation", "", "context_length_exceeded"],
    ["malformed", "Let me", "upstream_failed"],
  ])("bedrock-%s", async (name, said, code) => {
    const { events, error } = await play(name, { pieces: [5] });
    expect(events).toEqual(said === "" ? [] : text(said));
    expect(error).toMatchObject({ code });
    expect((error as Error).message).not.toMatch(/10\.0\.0\.7|123456789012/);
  });
});

describe("refusals", () => {
  const ofRequest = "The value at messages.0.content.1 is not a valid image.";
  test.each<[string, ErrorCode, string, string?]>([
    ["throttled", "rate_limit_exceeded", "ThrottlingException"],
    ["validation", "upstream_rejected", "ValidationException", ofRequest],
    ["too-long", "context_length_exceeded", "ValidationException", "Input is too long for requested model."],
    ["no-such-model", "model_not_found", "ValidationException"],
    ["access-denied", "upstream_credentials", "AccessDeniedException"],
    ["signature", "upstream_credentials", "InvalidSignatureException"],
    ["not-found", "model_not_found", "ResourceNotFoundException"],
    ["not-ready", "upstream_overloaded", "ModelNotReadyException"],
    ["timeout", "upstream_timeout", "ModelTimeoutException"],
    ["quota", "upstream_quota", "ServiceQuotaExceededException"],
    ["model-error", "upstream_failed", "ModelErrorException"],
    ["internal", "upstream_failed", "InternalServerException"],
    ["overload", "upstream_overloaded", "ServiceUnavailableException"],
  ])("bedrock-%s is %s", async (name, code, type, message) => {
    const { events, error } = await play(name);
    expect(events).toEqual([]);
    expect(error).toMatchObject({ code, raw: { type } });
    if (message === undefined) expect((error as Error).message).not.toMatch(/10\.0\.0\.7|123456789012|arn:/);
    else expect((error as Error).message).toBe(message);
  });

  test("say when to come back", async () => {
    expect((await play("throttled")).error).toMatchObject({ retryAfterMs: 7_000 });
  });
});
