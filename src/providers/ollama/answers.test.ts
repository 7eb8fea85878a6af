import { describe, expect, test } from "vitest";
import { ParleyError } from "../../spec/errors.ts";
import type { StreamEvent } from "../../spec/event.ts";
import type { Usage } from "../../spec/usage.ts";
import { type PlayOptions, playRecorded, readAll } from "../upstream/recorded.fixture.ts";
import { attemptOf, ollamaAt, playCases, recorded } from "./ollama.fixture.ts";

const text = (piece: string): StreamEvent => ({ type: "text-delta", choice: 0, text: piece });
const thought = (piece: string): StreamEvent => ({ type: "reasoning-delta", choice: 0, text: piece });
const finish = (unified: "stop" | "length" | "tool-calls", raw?: string): StreamEvent => ({
  type: "choice-finish",
  choice: 0,
  finish: { unified, ...(raw !== undefined && { raw }) },
});
const end = (model: string, usage?: Usage): StreamEvent => ({
  type: "end",
  model,
  ...(usage !== undefined && { usage }),
});
const call = (index: number, callId: string, name: string, inputs: string): StreamEvent[] => [
  { type: "tool-call-start", choice: 0, index, callId, name, kind: "function" },
  { type: "tool-call-delta", choice: 0, index, text: inputs },
];

const hi = { token: "Hi", logprob: -0.12, bytes: [72, 105] };
const cases: Readonly<Record<string, readonly StreamEvent[]>> = {
  text: [
    text("Hello! How are you today?"),
    finish("stop"),
    end("llama3.2", { inputTokens: 26, outputTokens: 298 }),
  ],
  stream: [
    text("The"),
    text(" sky: 空は青い"),
    text(" 🌤️"),
    finish("stop", "stop"),
    end("llama3.2", { inputTokens: 26, outputTokens: 282 }),
  ],
  "cached-prompt": [text("Yes."), finish("stop", "stop"), end("llama3.2", { outputTokens: 2 })],
  tools: [
    ...call(0, "call_0123456789abcdef0123456789abcdef_0", "get_weather", '{"city":"Tokyo"}'),
    finish("tool-calls", "stop"),
    end("llama3.2", { inputTokens: 169, outputTokens: 15 }),
  ],
  "parallel-tools": [
    thought("Two cities."),
    ...call(0, "call_o2rb5fsj", "get_weather", '{"city":"Tōkyō","days":2}'),
    ...call(1, "call_x1kq9zza", "get_weather", '{"city":"Paris 🗼"}'),
    ...call(2, "call_7hd0sm2p", "now", "{}"),
    finish("tool-calls", "stop"),
    end("qwen3", { inputTokens: 211, outputTokens: 61 }),
  ],
  thinking: [
    thought("There are"),
    thought(" three letters r."),
    text("Three"),
    text("."),
    finish("stop", "stop"),
    end("deepseek-r1", { inputTokens: 10, outputTokens: 2514 }),
  ],
  images: [
    text(" The image features a cute, little pig"),
    finish("stop"),
    end("llava", { inputTokens: 26, outputTokens: 83 }),
  ],
  refusal: [
    text("I can’t help with that."),
    finish("stop", "stop"),
    end("llama3.2", { inputTokens: 31, outputTokens: 8 }),
  ],
  length: [
    text("Once upon a"),
    finish("length", "length"),
    end("llama3.2", { inputTokens: 12, outputTokens: 3 }),
  ],
  logprobs: [
    {
      type: "text-delta",
      choice: 0,
      text: "Hi",
      logprobs: [{ ...hi, top: [hi, { token: "Hello", logprob: -2.5, bytes: [72, 101, 108, 108, 111] }] }],
    },
    {
      type: "text-delta",
      choice: 0,
      text: " 👋",
      logprobs: [
        { token: " ", logprob: -0.5, bytes: [32], top: [] },
        { token: "👋", logprob: -1, bytes: [240, 159, 145, 139], top: [] },
      ],
    },
    finish("stop", "stop"),
    end("gemma3", { inputTokens: 11, outputTokens: 3 }),
  ],
  "json-schema": [
    text('{"age": 22, '),
    text('"available": false}'),
    finish("stop", "stop"),
    end("llama3.1", { inputTokens: 34, outputTokens: 12 }),
  ],
  raw: [
    text(" The sky"),
    text(" appears blue"),
    finish("stop", "stop"),
    end("mistral", { inputTokens: 14, outputTokens: 110 }),
  ],
  load: [finish("stop", "load"), end("llama3.2")],
  unload: [finish("stop", "unload"), end("llama3.2")],
};

const cuts: Readonly<Record<string, PlayOptions>> = {
  whole: {},
  "byte by byte": { pieces: [1] },
  "in odd pieces": { pieces: [3, 17, 101, 7] },
};

describe.each(Object.entries(cuts))("answers, %s", (_name, options) => {
  test.each(Object.entries(cases))("%s", async (name, events) => {
    const { provider } = await playCases([name], options);
    expect(await readAll(provider.generate(attemptOf(name === "raw" ? { raw: true } : {})))).toEqual({
      events,
      error: undefined,
    });
  });
});

test("embeddings, one for each text", async () => {
  const { provider, requests } = await playCases(["embeddings", "embeddings-uncounted"], { pieces: [5] });
  const embed = (inputs: readonly (string | number[])[]) =>
    readAll(
      provider.embed({
        ...attemptOf(),
        model: "all-minilm",
        task: { kind: "embed", inputs, dimensions: 3 },
      }),
    );
  expect((await embed(["a", "b"])).events).toEqual([
    { type: "embedding", index: 0, vector: Float32Array.of(0.5, -0.25, 0.125) },
    { type: "embedding", index: 1, vector: Float32Array.of(-1, 0.75, 0) },
    end("all-minilm", { inputTokens: 8 }),
  ]);
  expect((await embed(["a"])).events.at(-1)).toEqual(end("all-minilm"));
  expect((await embed(["a", "b"])).error).toMatchObject({ code: "upstream_invalid" });
  expect((await embed([[1, 2]])).error).toMatchObject({ code: "unsupported_by_provider", param: "input" });
  expect(requests.map(({ url }) => url)).toEqual(["/api/embed", "/api/embed", "/api/embed"]);
  expect(requests[0]?.body).toEqual({
    model: "all-minilm",
    input: ["a", "b"],
    dimensions: 3,
    truncate: false,
  });
});

test.each([
  ["error-model-not-found", "model_not_found", /llama3\.2.*parley pull home\/llama3\.2/, 404],
  ["error-model-missing", "model_not_found", /parley pull home\/llama3\.2/, 404],
  ["error-invalid-request", "upstream_rejected", /^invalid options: top_k$/, 400],
  ["error-no-tools", "unsupported_by_provider", /cannot call tools/, 400],
  ["error-no-thinking", "unsupported_by_provider", /`reasoning_effort`/, 400],
  ["error-no-chat", "unsupported_by_provider", /embeddings/, 400],
  ["error-context", "context_length_exceeded", /exceeds the context length/, 400],
  ["error-unauthorized", "upstream_credentials", /^(?!.*ollama\.com)/, 401],
  ["error-cloud-disabled", "upstream_credentials", /./, 403],
  ["error-rate-limit", "rate_limit_exceeded", /^Rate limit/, 429],
  ["error-overload", "upstream_overloaded", /./, 503],
  ["error-internal", "upstream_failed", /^(?!.*GiB)/, 500],
  ["error-bad-gateway", "upstream_failed", /./, 502],
])("%s is %s", async (name, code, message, status) => {
  const { provider } = await playCases([name]);
  const { events, error } = await readAll(provider.generate(attemptOf()));
  expect(events).toEqual([]);
  expect(error).toBeInstanceOf(ParleyError);
  expect(error).toMatchObject({ code, message: expect.stringMatching(message), raw: { status } });
});

test("an error in mid-stream comes after what came before it", async () => {
  const { provider } = await playCases(["error-in-stream"], { pieces: [11] });
  const { events, error } = await readAll(provider.generate(attemptOf()));
  expect(events).toEqual([text("Half an")]);
  expect(error).toMatchObject({ code: "upstream_failed" });
});

test("wherever a stream breaks off before its last line is whole, it does not end cleanly", async () => {
  const { body, headers } = recorded("stream");
  const last = body.lastIndexOf("\n", body.length - 2) + 1;
  for (const at of [0, 1, 60, last - 1, last, last + 1, body.length - 2]) {
    const cut = { status: 200, headers, body: body.subarray(0, at) };
    const { origin } = await playRecorded([cut]);
    const { events, error } = await readAll(ollamaAt(origin).generate(attemptOf()));
    expect(error, String(at)).toMatchObject({ code: "upstream_truncated" });
    expect(events.some(({ type }) => type === "end")).toBe(false);
  }
  const { provider } = await playCases(["stream"], { breakAfter: last + 10 });
  expect((await readAll(provider.generate(attemptOf()))).error).toMatchObject({ code: "upstream_truncated" });
});

test.each([
  "<html><body>Ollama is running</body></html>",
  "Ollama is running",
  "[]\n",
  "null\n",
  "{}\n",
  '{"done":"yes"}\n',
  '{"message":"text","done":false}\n',
  '{"message":[],"done":false}\n',
  '{"message":{"content":{"a":1}},"done":false}\n',
  '{"message":{"thinking":7},"done":false}\n',
  '{"response":7,"done":false}\n',
  '{"message":{"content":"","tool_calls":{}},"done":false}\n',
  '{"message":{"content":"","tool_calls":[null]},"done":false}\n',
  '{"message":{"content":"","tool_calls":[{"function":{}}]},"done":false}\n',
  '{"message":{"content":"a"},"logprobs":7,"done":false}\n',
  '{"message":{"content":"a"},"logprobs":[{"token":7,"logprob":0}],"done":false}\n',
  '{"message":{"content":"a"},"logprobs":[{"token":"a","logprob":null}],"done":false}\n',
  '{"message":{"content":"a"},"logprobs":[{"token":"a","logprob":0,"top_logprobs":7}],"done":false}\n',
  '{"message":{"content":"\\ud800"',
  Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d, 0x0a]),
])("a hostile line is told apart: %s", async (line) => {
  const body = Buffer.from(line);
  const { origin } = await playRecorded([
    { status: 200, headers: [["Content-Type", "application/x-ndjson"]], body },
  ]);
  const { events, error } = await readAll(ollamaAt(origin).generate(attemptOf()));
  expect(events).toEqual([]);
  expect(error).toMatchObject({ code: expect.stringMatching(/^upstream_(invalid|truncated)$/) });
});

test("odd figures are no figures, and what comes after the end is nobody's", async () => {
  const lines = [
    { message: { content: "a", tool_calls: null }, done: false, logprobs: null },
    { message: null, done: true, done_reason: 7, model: 3, prompt_eval_count: -1, eval_count: 1.5 },
    { error: "too late" },
  ];
  const body = Buffer.from(lines.map((line) => `${JSON.stringify(line)}\r\n\n`).join(""));
  const { origin } = await playRecorded([{ status: 200, headers: [], body }]);
  expect(await readAll(ollamaAt(origin).generate(attemptOf()))).toEqual({
    events: [text("a"), finish("stop"), { type: "end" }],
    error: undefined,
  });
});
