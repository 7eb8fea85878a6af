import { describe, expect, test } from "vitest";
import type { ErrorCode, ParleyError } from "../../spec/errors.ts";
import type { StreamEvent } from "../../spec/event.ts";
import type { Item } from "../../spec/item.ts";
import { readAll } from "../upstream/recorded.fixture.ts";
import { attemptOf, hello, merged, played, recorded } from "./openai-responses.fixture.ts";

const choice = 0;
const text = (piece: string): StreamEvent => ({ type: "text-delta", choice, text: piece });
const thought = (piece: string): StreamEvent => ({ type: "reasoning-delta", choice, text: piece });
const seal = (data: string, id: string): StreamEvent => ({
  type: "reasoning-seal",
  choice,
  seal: { maker: "openai", data, hidden: true, id },
});
const call = (
  index: number,
  callId: string,
  name: string,
  input: string,
  kind: "function" | "custom" = "function",
): StreamEvent[] => [
  { type: "tool-call-start", choice, index, callId, name, kind },
  { type: "tool-call-delta", choice, index, text: input },
];
const finish = (
  unified: "stop" | "length" | "tool-calls" | "content-filter",
  raw = "completed",
): StreamEvent => ({ type: "choice-finish", choice, finish: { unified, raw } });
const end = (model: string, inputTokens: number, outputTokens: number, more: object = {}): StreamEvent => ({
  type: "end",
  model,
  usage: { inputTokens, outputTokens, cachedTokens: 0, reasoningTokens: 0, ...more },
  upstreamRequestId: "req_8f2c6d1f5b8f4d9a9f0f3a1be2c4d5e6",
  upstreamLimits: [{ name: "requests", limit: 10_000, remaining: 9_999, resetMs: 6 }],
});
const gpt4 = "gpt-4.1-2025-04-14";
const gpt5 = "gpt-5.1-2025-11-13";
const token = (piece: string, logprob: number) => ({
  token: piece,
  logprob,
  bytes: [...Buffer.from(piece)],
});
const quiet: readonly StreamEvent[] = [
  thought("Quietly.\n\nVery."),
  seal("c2VhbA==", "rs_q"),
  text("All at once: 一度に"),
  { type: "annotation", choice, annotation: { type: "url", url: "https://example.com/", start: 0, end: 3 } },
  ...call(0, "call_q", "get_time", `{"zone":"UTC"}`),
  finish("tool-calls"),
];

/** What comes out of each recorded answer, neighbouring pieces put together. */
const answers: Readonly<Record<string, readonly StreamEvent[]>> = {
  images: [text("A lighthouse at dusk 🌅."), finish("stop"), end(gpt4, 789, 8)],
  text: [
    text("Hi there! How can I assist you today? 你好 👋🏽"),
    finish("stop"),
    end(gpt4, 37, 11, { cachedTokens: 16, cacheWriteTokens: 8 }),
  ],
  tools: [
    ...call(0, "call_RzfkBpJgzeR0S242qfvjadNe", "get_weather", `{"location":"Paris, France"}`),
    finish("tool-calls"),
    end(gpt4, 291, 23),
  ],
  "parallel-tools": [
    ...call(0, "call_12345xyz", "get_weather", `{"location":"Paris"}`),
    ...call(1, "call_67890abc", "get_weather", `{"location":"Bogotá"}`),
    ...call(2, "call_99999def", "send_email", `{"to":"bob@email.com","body":"Hi bob"}`),
    finish("tool-calls"),
    end(gpt4, 402, 61),
  ],
  "custom-tool": [
    seal("gAAAAABokZfYr3n0", "rs_6890e972fa7c819ca8bc561526b989170694874912ae0ea6"),
    ...call(0, "call_aGiFQkRWSWAIsMQ19fKqxUgb", "code_exec", `print("hello, world")`, "custom"),
    finish("tool-calls"),
    end(gpt5, 48, 26),
  ],
  thinking: [
    thought("**Considering the pelicans**\n\nThere are two of them."),
    seal("gAAAAABodM8CrUEJ0v7", "rs_6876cf02e0bc8192b74af0fb64b715ff06fa2fcced15a5ac"),
    text("There are two pelicans."),
    finish("stop"),
    end(gpt5, 24, 120, { reasoningTokens: 64 }),
  ],
  "open-thinking": [thought("The user says hi."), text("Hi!"), finish("stop"), end("gpt-oss-120b", 9, 12)],
  refusal: [
    { type: "refusal-delta", choice, text: "I'm sorry, I cannot assist with that request." },
    finish("stop"),
    end(gpt4, 81, 11),
  ],
  length: [text("One, two and"), finish("length", "max_output_tokens"), end(gpt4, 8, 16)],
  "content-filter": [text("The"), finish("content-filter", "content_filter"), end(gpt4, 8, 1)],
  citations: [
    text("Let me look. 🔎\n\nPelicans fly. They eat fish."),
    {
      type: "annotation",
      choice,
      annotation: {
        type: "url",
        url: "https://example.com/pelicans",
        title: "Pelicans",
        start: 17,
        end: 30,
      },
    },
    // The other file is none of the conversation's.
    { type: "annotation", choice, annotation: { type: "document", document: 1, start: 31, end: 31 } },
    finish("stop"),
    end(gpt5, 60, 18),
  ],
  logprobs: [
    {
      type: "text-delta",
      choice,
      text: "Yes.",
      logprobs: [
        { ...token("Yes", -0.05), top: [token("Yes", -0.05), token("No", -3.1)] },
        { ...token(".", -0.2), top: [token(".", -0.2), token("!", -1.9)] },
      ],
    },
    finish("stop"),
    end(gpt4, 5, 2),
  ],
  "quiet-items": [...quiet, end("quiet-1", 3, 4)],
  "quiet-response": [...quiet, end("quiet-2", 3, 4)],
};

const documents: readonly Item[] = [
  {
    type: "message",
    role: "user",
    content: [
      { type: "file", fileId: "file-1", filename: "fish.pdf" },
      { type: "file", fileId: "file-2", filename: "birds.pdf" },
    ],
  },
];

describe("answers", () => {
  test.each(Object.entries(answers))("%s, whole and in pieces", async (name, expected) => {
    for (const pieces of [undefined, [1, 7, 2, 19, 3, 64], [700, 5]]) {
      const { provider } = await played([recorded(name)], pieces === undefined ? {} : { pieces });
      const { events, error } = await readAll(provider.generate(attemptOf(documents)));
      expect(error).toBeUndefined();
      expect(merged(events)).toEqual(expected);
    }
  });

  test("that end too early are no answers", async () => {
    const whole = recorded("text");
    for (const share of [0.2, 0.5, 0.8, 0.95]) {
      const breakAfter = Math.floor(whole.body.length * share);
      const { provider } = await played([whole], { breakAfter });
      const { events, error } = await readAll(provider.generate(attemptOf(hello)));
      expect((error as ParleyError).code).toBe("upstream_truncated");
      expect(events.some(({ type }) => type === "end" || type === "choice-finish")).toBe(false);
    }
  });

  test("whose body ends well, but without the response's end, are cut", async () => {
    const whole = recorded("text");
    const cut = whole.body.indexOf("event: response.completed");
    const { provider } = await played([{ ...whole, body: whole.body.subarray(0, cut) }]);
    const { error } = await readAll(provider.generate(attemptOf(hello)));
    expect((error as ParleyError).code).toBe("upstream_truncated");
  });
});

describe("errors", () => {
  test.each<[name: string, code: ErrorCode, more: object]>([
    [
      "bad-request",
      "upstream_rejected",
      {
        param: "temperature",
        message: "Unsupported parameter: 'temperature' is not supported with this model.",
      },
    ],
    ["too-long", "context_length_exceeded", { param: "messages" }],
    [
      "encrypted-content",
      "upstream_rejected",
      { raw: { status: 400, type: "invalid_request_error", code: "invalid_encrypted_content" } },
    ],
    [
      "invalid-key",
      "upstream_credentials",
      { message: "The model's provider refused Parley's credentials." },
    ],
    ["region", "upstream_credentials", {}],
    ["unknown-model", "model_not_found", {}],
    ["rate-limit", "rate_limit_exceeded", { retryAfterMs: 20_000 }],
    ["quota", "upstream_quota", {}],
    ["server-error", "upstream_failed", {}],
    ["overloaded", "upstream_overloaded", { retryAfterMs: 2_000 }],
    ["slow-down", "upstream_overloaded", {}],
  ])("%s is %s", async (name, code, more) => {
    const { provider } = await played([recorded(name)]);
    const { events, error } = await readAll(provider.generate(attemptOf(hello)));
    expect(events).toEqual([]);
    expect(error).toMatchObject({ code, ...more });
    expect((error as ParleyError).message).not.toMatch(/org-123|sk-ab/);
  });

  test.each<[name: string, code: ErrorCode]>([
    ["error-mid-stream", "upstream_failed"],
    ["flat-error-mid-stream", "rate_limit_exceeded"],
    ["failed", "upstream_failed"],
  ])("%s comes behind what was said before it", async (name, code) => {
    const { provider } = await played([recorded(name)]);
    const { events, error } = await readAll(provider.generate(attemptOf(hello)));
    expect(merged(events)).toEqual([text("Half an")]);
    expect((error as ParleyError).code).toBe(code);
  });

  test("about the request are told in the upstream's words, also inside the stream", async () => {
    const { provider } = await played([recorded("invalid-image")]);
    const { events, error } = await readAll(provider.generate(attemptOf(hello)));
    expect(events).toEqual([]);
    expect(error).toMatchObject({ code: "upstream_rejected", message: "The image URL is invalid." });
  });
});

test("the request carries key and id, and asks for a stream that is stored nowhere", async () => {
  const { provider, upstream } = await played([recorded("text")]);
  await readAll(provider.generate(attemptOf(hello)));
  const [request] = upstream.requests;
  expect(request).toMatchObject({ method: "POST", url: "/v1/responses" });
  expect(request?.headers).toMatchObject({
    authorization: "Bearer sk-test",
    "x-client-request-id": "req_1-1",
  });
  expect(request?.body).toEqual({
    model: "gpt-5.1",
    input: [{ type: "message", role: "user", content: [{ type: "input_text", text: "Hi!" }] }],
    include: ["reasoning.encrypted_content"],
    store: false,
    stream: true,
  });
});

test("embeddings are refused without asking anybody", async () => {
  const { provider, upstream } = await played([recorded("text")]);
  const { signal } = new AbortController();
  const task = { kind: "embed", inputs: ["one"] } as const;
  const stream = provider.embed({ callId: "req_1", model: "m", task, stream: false, signal });
  expect((await readAll(stream)).error).toMatchObject({ code: "unsupported_by_provider" });
  expect(upstream.requests).toEqual([]);
});
