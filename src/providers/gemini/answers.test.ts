import { expect, it } from "vitest";
import type { StreamEvent } from "../../spec/event.ts";
import { playRecorded, readAll } from "../upstream/recorded.fixture.ts";
import { cuts, play, providerAt, recorded, signal } from "./gemini.fixture.ts";

const text = (words: string, choice = 0): StreamEvent => ({ type: "text-delta", choice, text: words });
const finish = (unified: "stop" | "length" | "tool-calls" | "content-filter", raw: string, choice = 0) =>
  ({ type: "choice-finish", choice, finish: { unified, raw } }) as const;
const end = (upstreamRequestId: string, usage: object, model = "gemini-2.5-flash") => ({
  type: "end",
  model,
  usage,
  upstreamRequestId,
});
const call = (index: number, callId: string, name: string, args: string, seal?: string) => [
  {
    type: "tool-call-start",
    choice: 0,
    index,
    callId,
    name,
    kind: "function",
    ...(seal !== undefined && { seal: { maker: "google", data: seal } }),
  },
  { type: "tool-call-delta", choice: 0, index, text: args },
];

const answers: Readonly<Record<string, readonly unknown[]>> = {
  images: [
    text("Three cups"),
    text(" on a tray ☕."),
    finish("stop", "STOP"),
    end("qZ4iaqImagesSeen", { inputTokens: 266, inputImageTokens: 258, outputTokens: 8 }),
  ],
  text: [
    text("AI learns patterns from data to make predictions."),
    finish("stop", "STOP"),
    end("mZ4iaqX1NqLhz7IP8r2JgQk", { inputTokens: 8, outputTokens: 9 }),
  ],
  stream: [
    text("Guten Tag! 東京の天気は"),
    text("晴れ ☀️ です。"),
    text(" 👩‍🚀🇯🇵 “So viel dazu.”"),
    finish("stop", "STOP"),
    end("pJ4iatTbK4WG", { inputTokens: 12, cachedTokens: 8, outputTokens: 24 }),
  ],
  tools: [
    ...call(
      0,
      "v1x8q0bq",
      "get_current_temperature",
      '{"location":"London"}',
      "CpYCAVSoXO4WxVvnmPIGCb4SvmgWCRZGrYyJ7nqW",
    ),
    finish("tool-calls", "STOP"),
    end("yJ4iaun9O8Sr", { inputTokens: 74, outputTokens: 76, reasoningTokens: 58 }, "gemini-3-flash-preview"),
  ],
  "parallel-tools": [
    ...call(0, "call_3Z4iaoKtBd_0", "power_disco_ball", '{"power":true}', "EqQDCqEDAdHtim8h"),
    ...call(1, "call_3Z4iaoKtBd_1", "start_music", '{"energetic":true,"loud":true}'),
    ...call(2, "call_3Z4iaoKtBd_2", "dim_lights", '{"brightness":0.5}'),
    finish("tool-calls", "STOP"),
    end("3Z4iaoKtBd", { inputTokens: 201, outputTokens: 123, reasoningTokens: 71 }, "gemini-3-pro-preview"),
  ],
  thinking: [
    {
      type: "reasoning-delta",
      choice: 0,
      text: "**Counting the letters**\n\nI'll spell the word ",
    },
    { type: "reasoning-delta", choice: 0, text: "out and look for r." },
    text("There are "),
    text("three."),
    {
      type: "reasoning-seal",
      choice: 0,
      seal: { maker: "google", data: "EvoCCvcCAb4+9vt1Wd3y2Q==", hidden: true },
    },
    finish("stop", "STOP"),
    end("-p4iauS5Ib", { inputTokens: 11, outputTokens: 56, reasoningTokens: 50 }, "gemini-3-flash-preview"),
  ],
  refusal: [
    text("First you"),
    finish("content-filter", "SAFETY"),
    end("Fp8iaq2XG6", { inputTokens: 9, outputTokens: 2 }),
  ],
  // The prompt was read and is paid for; nothing was written.
  blocked: [
    finish("content-filter", "PROHIBITED_CONTENT"),
    end("IZ8iaqKCMq", { inputTokens: 7, outputTokens: 0 }),
  ],
  length: [
    text("Once upon a time there"),
    text(" was a"),
    finish("length", "MAX_TOKENS"),
    end("Lp8iateVJ4", { inputTokens: 6, outputTokens: 8 }),
  ],
  choices: [
    text("Heads"),
    text("Tails", 1),
    text("."),
    text(".", 1),
    finish("stop", "STOP"),
    finish("length", "MAX_TOKENS", 1),
    end("Z58iavnEGs", { inputTokens: 5, outputTokens: 4 }),
  ],
  grounding: [
    text("¡España ganó la Eurocopa! 🏆"),
    text(" It beat England 2–1."),
    source(0, 28, "1", "aljazeera.com", "¡España ganó la Eurocopa! 🏆"),
    source(29, 49, "1", "aljazeera.com", "It beat England 2–1."),
    source(29, 49, "2", "uefa.com", "It beat England 2–1."),
    finish("stop", "STOP"),
    end("d58iatmZO7", { inputTokens: 50, outputTokens: 15 }),
  ],
  logprobs: [
    {
      type: "text-delta",
      choice: 0,
      text: "Hé",
      logprobs: [
        {
          token: "H",
          logprob: -0.25,
          bytes: [72],
          top: [
            { token: "H", logprob: -0.25, bytes: [72] },
            { token: "A", logprob: -1.5, bytes: [65] },
          ],
        },
        { token: "é", logprob: 0, bytes: [195, 169], top: [{ token: "é", logprob: 0, bytes: [195, 169] }] },
      ],
    },
    finish("stop", "STOP"),
    end("g58iasOhB8", { inputTokens: 4, outputTokens: 2 }),
  ],
};

function source(start: number, position: number, place: string, title: string, quote: string): unknown {
  const url = `https://vertexaisearch.cloud.google.com/grounding-api-redirect/AUZIYQ${place}`;
  return {
    type: "annotation",
    choice: 0,
    annotation: { type: "url", url, title, start, end: position, quote },
  };
}

it.each(Object.keys(answers))("reads the answer `%s` whole and in pieces", async (name) => {
  for (const pieces of cuts) {
    const { events, error } = await play(name, pieces);
    expect(error).toBeUndefined();
    expect(events).toEqual(answers[name]);
  }
});

it("asks for a stream, with the key in a header and nowhere else", async () => {
  const { requests } = await play("text", [1_000_000]);
  expect(requests).toHaveLength(1);
  expect(requests[0]).toMatchObject({
    method: "POST",
    url: "/v1beta/models/gemini-2.5-flash:streamGenerateContent?alt=sse",
    headers: { "x-goog-api-key": "test-key", "content-type": "application/json" },
    body: { contents: [{ role: "user", parts: [{ text: "Hi" }] }] },
  });
  expect(requests[0]?.headers["authorization"]).toBeUndefined();
});

it("reads embeddings, and refuses a wrong number of them", async () => {
  const upstream = await playRecorded([recorded("embeddings")]);
  const provider = providerAt(upstream);
  const embed = (inputs: readonly string[]) => {
    const task = { kind: "embed", inputs, dimensions: 3 } as const;
    return readAll(
      provider.embed({ callId: "req_1", model: "gemini-embedding-001", task, stream: false, signal }),
    );
  };
  expect(await embed(["one", "two"])).toEqual({
    events: [
      { type: "embedding", index: 0, vector: Float32Array.of(0.25, -0.5, 1) },
      { type: "embedding", index: 1, vector: Float32Array.of(0, 0.125, -1) },
      { type: "end", model: "gemini-embedding-001" },
    ],
    error: undefined,
  });
  expect(await embed(["one"])).toMatchObject({ events: [], error: { code: "upstream_invalid" } });
  await provider.close();
  const one = {
    model: "models/gemini-embedding-001",
    content: { parts: [{ text: "one" }] },
    outputDimensionality: 3,
  };
  expect(upstream.requests[1]).toMatchObject({
    url: "/v1beta/models/gemini-embedding-001:batchEmbedContents",
    body: { requests: [one] },
  });
});

it("reads the list of models, page by page and not for ever", async () => {
  const upstream = await playRecorded([recorded("models")]);
  const provider = providerAt(upstream);
  const models = await provider.listModels(signal);
  await provider.close();
  expect(models.slice(0, 2)).toEqual([
    { id: "gemini-2.5-flash", ownedBy: "google", contextTokens: 1_048_576, outputTokens: 65_536 },
    { id: "gemini-embedding-001", ownedBy: "google", contextTokens: 2048, abilities: ["embeddings"] },
  ]);
  expect(upstream.requests).toHaveLength(10);
  expect(upstream.requests.slice(0, 2).map(({ url }) => url)).toEqual([
    "/v1beta/models?pageSize=1000",
    "/v1beta/models?pageSize=1000&pageToken=page%20two",
  ]);
});
