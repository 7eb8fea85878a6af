import { ApiError, FunctionCallingConfigMode, GoogleGenAI, type Part } from "@google/genai";
import { expect, it, onTestFinished } from "vitest";
import { geminiDialect } from "../../dialects/gemini/dialect.ts";
import type { GenerateTask } from "../../spec/call.ts";
import { ParleyError } from "../../spec/errors.ts";
import type { StreamEvent } from "../../spec/event.ts";
import type { Attempt, Provider } from "../../spec/provider.ts";
import { scripted } from "./contract/subject.fixture.ts";
import { startMock } from "./start-mock.ts";

const choice = 0;
const signature = Buffer.from("what only Google can read").toString("base64");
const usage = { inputTokens: 12, outputTokens: 34, cachedTokens: 4, reasoningTokens: 5 };
const end: StreamEvent = { type: "end", model: "gemini-3-flash", usage };
const finish = (unified: "stop" | "tool-calls"): StreamEvent => ({
  type: "choice-finish",
  choice,
  finish: { unified },
});

const textual: readonly StreamEvent[] = [
  { type: "reasoning-delta", choice, text: "Birds… 考え" },
  { type: "text-delta", choice, text: "Pelicans " },
  { type: "text-delta", choice, text: "fly. 👋🏽" },
  { type: "reasoning-seal", choice, seal: { maker: "google", data: signature, hidden: true } },
  {
    type: "annotation",
    choice,
    annotation: { type: "url", url: "https://example.com/", title: "Birds", start: 0, end: 8 },
  },
  finish("stop"),
  end,
];
/** Two calls whose arguments come by turns, as some upstreams write them; one has another maker's seal. */
const calls: readonly StreamEvent[] = [
  {
    type: "tool-call-start",
    choice,
    index: 0,
    callId: "call_1",
    name: "get_weather",
    kind: "function",
    seal: { maker: "google", data: signature },
  },
  {
    type: "tool-call-start",
    choice,
    index: 1,
    callId: "call_2",
    name: "get_weather",
    kind: "function",
    seal: { maker: "openai", data: "gAAAAABo", hidden: true, id: "rs_1" },
  },
  { type: "tool-call-delta", choice, index: 0, text: `{"city":` },
  { type: "tool-call-delta", choice, index: 1, text: `{"city":"Bo` },
  { type: "tool-call-delta", choice, index: 0, text: `"Oslo"}` },
  { type: "tool-call-delta", choice, index: 1, text: `gotá"}` },
  finish("tool-calls"),
  end,
];

/** The official client at a server of ours, and what the server understood of each call. */
async function clientOf(answer: readonly StreamEvent[] | ParleyError) {
  const tasks: GenerateTask[] = [];
  const model = scripted(answer instanceof ParleyError ? [] : answer);
  const provider: Provider = {
    ...model,
    models: [{ id: "gemini-3-flash", contextTokens: 1000, outputTokens: 100 }],
    generate(attempt: Attempt<GenerateTask>) {
      tasks.push(attempt.task);
      const stream = model.generate(attempt);
      if (answer instanceof ParleyError) stream.next = () => Promise.reject(answer);
      return stream;
    },
  };
  const server = await startMock({
    host: "127.0.0.1",
    port: 0,
    dialect: geminiDialect,
    provider,
    requestIdHeader: "x-request-id",
    now: () => 0,
  });
  onTestFinished(() => server.close());
  const client = new GoogleGenAI({ apiKey: "any", httpOptions: { baseUrl: server.url } });
  return { client, tasks };
}

const question = { model: "gemini-3-flash", contents: "Do pelicans fly?" } as const;
const thinking = { thinkingConfig: { includeThoughts: true, thinkingBudget: 100 } };

it("answers the official client whole", async () => {
  const { client, tasks } = await clientOf(textual);
  const config = { ...thinking, systemInstruction: "Be brief.", temperature: 0.5, topK: 3, seed: 7 };
  const answer = await client.models.generateContent({ ...question, config });
  expect(answer.text).toBe("Pelicans fly. 👋🏽");
  expect(answer.modelVersion).toBe("gemini-3-flash");
  expect(answer.candidates?.[0]).toMatchObject({
    finishReason: "STOP",
    content: { role: "model", parts: [{ text: "Birds… 考え", thought: true }, {}, {}] },
    groundingMetadata: {
      groundingChunks: [{ web: { uri: "https://example.com/", title: "Birds" } }],
      groundingSupports: [{ segment: { startIndex: 0, endIndex: 8 }, groundingChunkIndices: [0] }],
    },
  });
  expect(answer.usageMetadata).toMatchObject({
    promptTokenCount: 12,
    cachedContentTokenCount: 4,
    candidatesTokenCount: 29,
    thoughtsTokenCount: 5,
    totalTokenCount: 46,
  });
  expect(tasks).toEqual([
    {
      kind: "generate",
      items: [
        { type: "message", role: "system", content: [{ type: "text", text: "Be brief." }] },
        { type: "message", role: "user", content: [{ type: "text", text: "Do pelicans fly?" }] },
      ],
      options: { temperature: 0.5, topK: 3, seed: 7, reasoningTokens: 100 },
    },
  ]);
});

it("streams to the official client, and shows thoughts only to who asked for them", async () => {
  const { client } = await clientOf(textual);
  for (const config of [thinking, {}]) {
    const parts: Part[] = [];
    let last: string | undefined;
    for await (const chunk of await client.models.generateContentStream({ ...question, config })) {
      parts.push(...(chunk.candidates?.[0]?.content?.parts ?? []));
      last = chunk.candidates?.[0]?.finishReason ?? last;
    }
    const said = parts.filter(({ thought }) => thought !== true).map(({ text }) => text);
    expect(said.join("")).toBe("Pelicans fly. 👋🏽");
    const thoughts = parts.filter(({ thought }) => thought === true).map(({ text }) => text);
    expect(thoughts).toEqual(config === thinking ? ["Birds… 考え"] : []);
    expect(parts.some(({ thoughtSignature }) => thoughtSignature === signature)).toBe(true);
    expect(last).toBe("STOP");
  }
});

it("carries a whole round with tools, and every maker's seals", async () => {
  const { client, tasks } = await clientOf(calls);
  const parameters = { type: "object", properties: { city: { type: "string" } } };
  const config = {
    tools: [{ functionDeclarations: [{ name: "get_weather", parametersJsonSchema: parameters }] }],
    toolConfig: { functionCallingConfig: { mode: FunctionCallingConfigMode.ANY } },
  };
  const chat = client.chats.create({ model: "gemini-3-flash", config });
  const answer = await chat.sendMessage({ message: "Weather?" });
  expect(answer.functionCalls).toEqual([
    { id: "call_1", name: "get_weather", args: { city: "Oslo" } },
    { id: "call_2", name: "get_weather", args: { city: "Bogotá" } },
  ]);
  const message = (answer.functionCalls ?? []).map(({ id = "", name = "" }) => ({
    functionResponse: { id, name, response: { output: "Rain" } },
  }));
  await chat.sendMessage({ message });
  const call = (callId: string, city: string, seal: object) => ({
    type: "function_call",
    callId,
    name: "get_weather",
    arguments: JSON.stringify({ city }),
    seal,
  });
  const output = (callId: string) => ({
    type: "function_call_output",
    callId,
    output: [{ type: "text", text: "Rain" }],
  });
  expect(tasks[1]).toEqual({
    kind: "generate",
    items: [
      { type: "message", role: "user", content: [{ type: "text", text: "Weather?" }] },
      call("call_1", "Oslo", { maker: "google", data: signature }),
      call("call_2", "Bogotá", { maker: "openai", data: "gAAAAABo", hidden: true, id: "rs_1" }),
      output("call_1"),
      output("call_2"),
    ],
    options: {
      tools: [{ type: "function", name: "get_weather", parameters }],
      toolChoice: { type: "required" },
    },
  });
});

it("tells the official client of failures, before and within a stream", async () => {
  const { client } = await clientOf(new ParleyError("rate_limit_exceeded", { retryAfterMs: 2000 }));
  const failure: unknown = await client.models.generateContent(question).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(ApiError);
  expect(failure).toMatchObject({ status: 429 });
  expect((failure as ApiError).message).toContain('"retryDelay":"2s"');

  const { client: other } = await clientOf(textual);
  const wrong = { ...question, config: { temperature: 9 } };
  const refused: unknown = await other.models.generateContent(wrong).catch((error: unknown) => error);
  expect(refused).toMatchObject({ status: 400 });
  expect((refused as ApiError).message).toContain("generationConfig.temperature");
});

it("counts, embeds and lists for the official client", async () => {
  const vector = Float32Array.of(0.5, -0.25);
  const { client } = await clientOf([
    { type: "embedding", index: 0, vector },
    { type: "embedding", index: 1, vector },
    { ...end, usage: { inputTokens: 12 } },
  ]);
  expect(await client.models.countTokens(question)).toMatchObject({ totalTokens: 12 });
  const embedded = await client.models.embedContent({ model: "gemini-3-flash", contents: ["a", "b"] });
  expect(embedded.embeddings).toMatchObject([{ values: [0.5, -0.25] }, { values: [0.5, -0.25] }]);
  const names: (string | undefined)[] = [];
  for await (const model of await client.models.list()) names.push(model.name);
  expect(names).toEqual(["models/gemini-3-flash"]);
  expect(await client.models.get({ model: "gemini-3-flash" })).toMatchObject({ inputTokenLimit: 1000 });
});
