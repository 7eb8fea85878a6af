import fc from "fast-check";
import { expect, it } from "vitest";
import type { Tool } from "../../spec/tool.ts";
import { ParleyError } from "../../spec/errors.ts";
import type { StreamEvent } from "../../spec/event.ts";
import { annotationsOf } from "./annotations.ts";
import { geminiError } from "./errors.ts";
import { GeminiDecoder } from "./events.ts";
import { readUsage } from "./usage.ts";

function decode(stream: string | Buffer, tools: readonly Tool[] = [], size = 1_000_000) {
  const decoder = new GeminiDecoder(
    { now: () => 0 },
    { kind: "generate", items: [], options: { tools } },
    "req_1",
  );
  const events: StreamEvent[] = [];
  const bytes = Buffer.from(stream);
  try {
    for (let at = 0; at < bytes.length; at += size) decoder.push(bytes.subarray(at, at + size), events);
    decoder.finish(events);
  } catch (error) {
    return { events, error };
  }
  return { events, error: undefined };
}

const sse = (...chunks: readonly unknown[]) =>
  chunks.map((chunk) => `data: ${JSON.stringify(chunk)}\r\n\r\n`).join("");
const candidate = (parts: unknown, finishReason?: string) => ({
  candidates: [{ content: { role: "model", parts }, finishReason, index: 0 }],
});

it("keeps every letter whole, wherever the bytes are cut", () => {
  const said = "東京 👩‍🚀 e\u0301 \u2028 data: \u0000 🇯🇵";
  const stream = sse(candidate([{ text: said }]), candidate([{ text: said }], "STOP"));
  const length = Buffer.byteLength(stream);
  for (let at = 1; at < length; at++) {
    const decoder = new GeminiDecoder(
      { now: () => 0 },
      { kind: "generate", items: [], options: {} },
      "req_1",
    );
    const events: StreamEvent[] = [];
    const bytes = Buffer.from(stream);
    decoder.push(bytes.subarray(0, at), events);
    decoder.push(bytes.subarray(at), events);
    decoder.finish(events);
    const texts = events.map((event) => (event.type === "text-delta" ? event.text : ""));
    expect(texts.join("")).toBe(said + said);
  }
});

it("takes a custom tool's text out of its argument", () => {
  const tools = [{ type: "custom", name: "sql" }] as const;
  const parts = [
    { functionCall: { name: "sql", args: { input: "SELECT 1" } } },
    { functionCall: { name: "sql", args: { query: 5 } } },
  ];
  const { events } = decode(sse(candidate(parts, "STOP")), tools);
  expect(events).toMatchObject([
    { type: "tool-call-start", index: 0, callId: "call_req_1_0", kind: "custom" },
    { type: "tool-call-delta", text: "SELECT 1" },
    { type: "tool-call-start", index: 1, callId: "call_req_1_1", kind: "custom" },
    { type: "tool-call-delta", text: '{"query":5}' },
    { type: "choice-finish", finish: { unified: "tool-calls" } },
    { type: "end" },
  ]);
});

it("finishes each choice once, at the end, also where the finish is repeated or comes before a call", () => {
  const { events } = decode(
    sse(
      candidate([{ text: "a" }], "STOP"),
      candidate([{ functionCall: { name: "f" } }], "STOP"),
      { usageMetadata: { promptTokenCount: 1 } },
      { usageMetadata: { candidatesTokenCount: 2 } },
    ),
  );
  expect(events.map(({ type }) => type)).toEqual([
    "text-delta",
    "tool-call-start",
    "tool-call-delta",
    "choice-finish",
    "end",
  ]);
  expect(events.at(-2)).toMatchObject({ finish: { unified: "tool-calls", raw: "STOP" } });
  expect(events.at(-1)).toEqual({ type: "end", usage: { inputTokens: 1, outputTokens: 2 } });
});

it("gives a picture out as Markdown, and what was thought of one not at all", () => {
  const inlineData = { mimeType: "image/png", data: "AA==" };
  const { events } = decode(sse(candidate([{ inlineData, thought: true }, { inlineData }], "STOP")));
  expect(events[0]).toMatchObject({ type: "text-delta", text: "![](data:image/png;base64,AA==)" });
  expect(events).toHaveLength(3);
});

const whole = candidate([{ text: "ok" }], "STOP");

it.each<[string, unknown]>([
  ["null", null],
  ["a number", 5],
  ["an empty list", []],
  ["candidates that are none", { candidates: 5 }],
  ["a candidate that is none", { candidates: [null] }],
  ["an index below 0", { candidates: [{ index: -1 }] }],
  ["an index without end", { candidates: [{ index: 1e9 }] }],
  ["an index that is a text", { candidates: [{ index: "0" }] }],
  ["parts that are none", candidate("text")],
  ["a part that is none", candidate([5])],
  ["a call that is none", candidate([{ functionCall: true }])],
  ["a call without a name", candidate([{ functionCall: { args: {} } }])],
  ["arguments that are no object", candidate([{ functionCall: { name: "f", args: [1] } }])],
  ["a picture without data", candidate([{ inlineData: { mimeType: "image/png" } }])],
  ["probabilities that are none", { candidates: [{ logprobsResult: { chosenCandidates: [{ token: 5 }] } }] }],
])("fails with `upstream_invalid` for %s", (_name, chunk) => {
  const { events, error } = decode(sse(chunk, whole));
  expect(error).toMatchObject({ code: "upstream_invalid" });
  expect(events.some(({ type }) => type === "end")).toBe(false);
});

it("is whole only when every choice has said why it finished", () => {
  const begun = { candidates: [{ index: 1, content: { parts: [{ text: "b" }] } }] };
  expect(decode(sse(whole, begun)).error).toMatchObject({ code: "upstream_truncated" });
  expect(decode(sse({ usageMetadata: {} })).error).toMatchObject({ code: "upstream_truncated" });
  expect(decode(sse(candidate([], "FINISH_REASON_UNSPECIFIED"))).error).toMatchObject({
    code: "upstream_truncated",
  });
  expect(decode("").error).toMatchObject({ code: "upstream_truncated" });
  // A whole answer, or a page, where a stream was asked for.
  expect(decode(JSON.stringify(whole)).error).toMatchObject({ code: "upstream_invalid" });
});

it("turns whatever comes into events or a `ParleyError`", () => {
  const names = ["candidates", "content", "parts", "text", "functionCall", "index", "finishReason", "error"];
  const object = fc.dictionary(fc.constantFrom(...names), fc.jsonValue({ maxDepth: 3 }));
  fc.assert(
    fc.property(fc.array(object, { maxLength: 4 }), (chunks) => {
      const { error } = decode(sse(...chunks));
      if (error !== undefined) expect(error).toBeInstanceOf(ParleyError);
    }),
    { numRuns: 300 },
  );
});

it("reads errors inside a stream, alone or in a list", () => {
  const error = { code: 429, message: "No.", status: "RESOURCE_EXHAUSTED" };
  for (const body of [{ error }, [{ error }]]) {
    const { events, error: got } = decode(sse(candidate([{ text: "a" }]), body));
    expect(events).toHaveLength(1);
    expect(got).toMatchObject({ code: "rate_limit_exceeded", raw: { status: 429 } });
  }
});

it.each([
  [{ error: { code: 400, message: "No.", status: "TOO_NEW" } }, "upstream_rejected"],
  [{ error: { status: "INTERNAL" } }, "upstream_failed"],
  [{ error: { status: "constructor" } }, "upstream_failed"],
  [{ error: "no" }, "upstream_failed"],
  [{ error: { code: 503, details: "none" } }, "upstream_overloaded"],
  [undefined, "upstream_failed"],
  ["<html>", "upstream_failed"],
] as const)("makes the best of the error %j", (body, code) => {
  expect(geminiError({ body, now: 0 })).toMatchObject({ code });
});

it.each([
  ["0s", 0],
  ["36.274866222s", 36_275],
  ["86400s", 86_400_000],
  ["99999s", undefined],
  ["-1s", undefined],
  ["1m", undefined],
  [5, undefined],
])("reads the delay %j as %j ms", (retryDelay, ms) => {
  const details = [5, { "@type": "type.googleapis.com/google.rpc.RetryInfo", retryDelay }];
  const error = geminiError({ body: { error: { code: 503, details } }, now: 0 });
  expect(error.retryAfterMs).toBe(ms);
});

it("counts what it is told, and leaves unknown what it is not", () => {
  const prompt = { promptTokenCount: 10 };
  expect(readUsage(undefined)).toBeUndefined();
  expect(readUsage({ trafficType: "ON_DEMAND" })).toBeUndefined();
  expect(readUsage(prompt)).toEqual({ inputTokens: 10 });
  expect(readUsage({ ...prompt, thoughtsTokenCount: 5 })).toEqual({ inputTokens: 10, reasoningTokens: 5 });
  expect(readUsage({ ...prompt, thoughtsTokenCount: 5, totalTokenCount: 15 })).toEqual({
    inputTokens: 10,
    outputTokens: 5,
    reasoningTokens: 5,
  });
  expect(readUsage({ ...prompt, candidatesTokenCount: "7", totalTokenCount: 10 })).toEqual({
    inputTokens: 10,
    outputTokens: 0,
  });
  const details = [
    { modality: "TEXT", tokenCount: 1 },
    { modality: "IMAGE", tokenCount: 258 },
    { modality: "AUDIO", tokenCount: 3 },
  ];
  expect(
    readUsage({ ...prompt, promptTokensDetails: details, candidatesTokensDetails: details.slice(1, 2) }),
  ).toEqual({ inputTokens: 10, inputImageTokens: 258, inputAudioTokens: 3, outputImageTokens: 258 });
});

it("finds what a source speaks of by bytes, or by its words", () => {
  const text = "über 東京 und mehr";
  const from = (segment: object, index: unknown = 0) =>
    annotationsOf(
      text,
      {
        groundingChunks: [{ web: { uri: "https://example.com/" } }],
        groundingSupports: [{ segment, groundingChunkIndices: [index] }],
      },
      undefined,
    ).map(({ start, end }) => text.slice(start, end));
  expect(from({ startIndex: 6, endIndex: 12 })).toEqual(["東京"]);
  expect(from({ startIndex: 0, endIndex: 6, text: "東京" })).toEqual(["東京"]);
  expect(from({ endIndex: 6, text: "Osaka" })).toEqual([]);
  expect(from({ startIndex: 9, endIndex: 2 })).toEqual([]);
  expect(from({ endIndex: 1e9 })).toEqual([text]);
  // Within the first letter of 東京.
  expect(from({ startIndex: 7, endIndex: 9 })).toEqual(["東"]);
  expect(from({ endIndex: 6 }, 4)).toEqual([]);
  expect(from({ endIndex: 6 }, "0")).toEqual([]);
  const citations = {
    citationSources: [{ startIndex: 6, endIndex: 12, uri: "https://example.com/t", license: "MIT" }, 5],
  };
  expect(annotationsOf(text, undefined, citations)).toEqual([
    { type: "url", url: "https://example.com/t", start: 5, end: 7 },
  ]);
});
