import { expect, it } from "vitest";
import type { Answer } from "../../spec/answer.ts";
import type { GenerateTask } from "../../spec/call.ts";
import { ParleyError } from "../../spec/errors.ts";
import { geminiDialect } from "./dialect.ts";

const frame = { id: "f00d", createdMs: 0, model: "m" };

function read(address: string, body?: unknown, query: Readonly<Record<string, string>> = {}) {
  const method = body === undefined ? "GET" : "POST";
  return geminiDialect.read({ method, path: address, query, headers: {}, body });
}

function task(body: object): GenerateTask {
  const request = read("/v1beta/models/m:generateContent", body);
  if (request?.kind !== "answer" || request.task.kind !== "generate") throw new TypeError("not read");
  return request.task;
}

function refusal(body: object, method = "generateContent"): unknown {
  try {
    read(`/v1beta/models/m:${method}`, body);
  } catch (error) {
    return error;
  }
  return undefined;
}

const contents = [{ parts: [{ text: "Hi" }] }];

it("has the addresses of Google's API, and no others", () => {
  for (const address of [
    "/v1/models/m:generateContent",
    "/v1alpha/models/m:generateContent",
    "/v1beta/tunedModels/m:generateContent",
  ]) {
    expect(read(address, { contents })).toMatchObject({ kind: "answer", stream: false });
  }
  const named = read("/v1beta/models/acme/large%2F2:streamGenerateContent", { contents });
  expect(named).toMatchObject({ kind: "answer", stream: true, model: "acme/large/2" });
  for (const address of [
    "/v1beta/models/m:toString",
    "/v1beta/models/m",
    "/v1beta/models:generateContent",
    "/v2/models/m:generateContent",
    "/v1beta/files",
  ]) {
    expect(read(address, { contents })).toBeUndefined();
  }
  expect(read("/v1beta/files")).toBeUndefined();
});

it("reads both spellings, and Google's own words for schemas", () => {
  const read = task({
    system_instruction: { parts: [{ text: "Be brief." }] },
    contents: [{ role: "user", parts: [{ inline_data: { mime_type: "image/png", data: "AA==" } }] }],
    tools: [
      {
        function_declarations: [
          {
            name: "look",
            parameters: {
              type: "OBJECT",
              properties: {
                at_place: { type: "STRING", nullable: true },
                many: { type: "ARRAY", items: { type: "INTEGER" }, max_items: "3" },
                either: { anyOf: [{ type: "STRING" }, { type: "NUMBER" }] },
              },
            },
          },
        ],
      },
    ],
    tool_config: { function_calling_config: { mode: "ANY", allowed_function_names: ["look"] } },
    generation_config: {
      max_output_tokens: 5,
      response_mime_type: "application/json",
      response_schema: { type: "STRING", enum: ["a_b"] },
      thinking_config: { thinking_level: "LOW" },
    },
  });
  expect(read).toEqual({
    kind: "generate",
    items: [
      { type: "message", role: "system", content: [{ type: "text", text: "Be brief." }] },
      { type: "message", role: "user", content: [{ type: "image", url: "data:image/png;base64,AA==" }] },
    ],
    options: {
      maxOutputTokens: 5,
      reasoningEffort: "low",
      format: {
        type: "json_schema",
        name: "response",
        schema: { type: "string", enum: ["a_b"] },
        strict: true,
      },
      toolChoice: { type: "named", name: "look" },
      tools: [
        {
          type: "function",
          name: "look",
          parameters: {
            type: "object",
            properties: {
              at_place: { type: ["string", "null"] },
              many: { type: "array", items: { type: "integer" }, maxItems: 3 },
              either: { anyOf: [{ type: "string" }, { type: "number" }] },
            },
          },
        },
      ],
    },
  });
});

it("gives calls without ids one from their place, and finds the call of each response", () => {
  const call = (name: string, args?: object) => ({ functionCall: { name, args } });
  const response = (name: string, said: object) => ({ functionResponse: { name, response: said } });
  const { items } = task({
    contents: [
      ...contents,
      { role: "model", parts: [call("f", { a_b: 1 }), call("g"), call("f")] },
      {
        role: "function",
        parts: [
          response("f", { output: "1" }),
          response("g", { error: { code: 5 } }),
          response("f", { result: 3 }),
        ],
      },
    ],
  });
  expect(items.slice(1)).toEqual([
    { type: "function_call", callId: "call_1_0", name: "f", arguments: '{"a_b":1}' },
    { type: "function_call", callId: "call_1_1", name: "g", arguments: "{}" },
    { type: "function_call", callId: "call_1_2", name: "f", arguments: "{}" },
    { type: "function_call_output", callId: "call_1_0", output: [{ type: "text", text: "1" }] },
    {
      type: "function_call_output",
      callId: "call_1_1",
      output: [{ type: "text", text: '{"code":5}' }],
      failed: true,
    },
    { type: "function_call_output", callId: "call_1_2", output: [{ type: "text", text: '{"result":3}' }] },
  ]);
  expect(refusal({ contents: [{ parts: [response("f", {})] }] })).toMatchObject({
    code: "invalid_value",
    param: "contents[0].parts[0].functionResponse",
  });
});

it("reads thoughts with the signature that came beside or behind the text", () => {
  const { items } = task({
    contents: [
      ...contents,
      {
        role: "model",
        parts: [
          { text: "Hm. ", thought: true },
          { text: "Well.", thought: true },
          { text: "Yes", thoughtSignature: "c2ln" },
          { text: "Again.", thought: true },
          { functionCall: { id: "a", name: "f" }, thoughtSignature: "skip_thought_signature_validator" },
        ],
      },
    ],
  });
  expect(items.slice(1)).toEqual([
    { type: "reasoning", text: "Hm. Well.", seal: { maker: "google", data: "c2ln", hidden: true } },
    { type: "message", role: "assistant", content: [{ type: "text", text: "Yes" }] },
    { type: "reasoning", text: "Again." },
    { type: "function_call", callId: "a", name: "f", arguments: "{}" },
  ]);
});

it("tells apart what is not obeyed and what cannot be", () => {
  const { options } = task({
    contents,
    safetySettings: [],
    generationConfig: { speechConfig: {}, topK: null, thinkingConfig: { thinkingBudget: -1 } },
  });
  expect(options).toEqual({ others: { safetySettings: [], "generationConfig.speechConfig": {} } });
  expect(task({ contents, generationConfig: { thinkingConfig: { thinkingBudget: 0 } } }).options).toEqual({
    reasoningEffort: "none",
  });
  const cases: readonly (readonly [object, string, string])[] = [
    [{ contents, cachedContent: "cachedContents/1" }, "unsupported_parameter", "cachedContent"],
    [{ contents, tools: [{ googleSearch: {} }] }, "unsupported_parameter", "tools[0].googleSearch"],
    [{ contents: [{ parts: [{ executableCode: {} }] }] }, "unsupported_parameter", "contents[0].parts[0]"],
    [{ contents: [] }, "empty_array", "contents"],
    [{}, "missing_required_parameter", "contents"],
    [{ contents: [{ role: "system", parts: [] }] }, "invalid_value", "contents[0].role"],
    [
      { contents, generationConfig: { responseModalities: ["IMAGE"] } },
      "invalid_value",
      "generationConfig.responseModalities[0]",
    ],
  ];
  for (const [body, code, param] of cases) expect(refusal(body)).toMatchObject({ code, param });
});

it("embeds one text or many, and refuses what would change the vectors", () => {
  const content = { parts: [{ text: "a" }] };
  expect(read("/v1beta/models/e:embedContent", { content, output_dimensionality: 3 })).toMatchObject({
    task: { kind: "embed", inputs: ["a"], dimensions: 3 },
    model: "e",
  });
  const uneven = { requests: [{ content }, { content, outputDimensionality: 3 }] };
  expect(refusal(uneven, "batchEmbedContents")).toMatchObject({ param: "outputDimensionality" });
  const typed = { content, taskType: "RETRIEVAL_QUERY" };
  expect(refusal(typed, "embedContent")).toMatchObject({ code: "unsupported_parameter", param: "taskType" });
  const request = read("/v1beta/models/e:embedContent", { content });
  const answer = { ...empty, embeddings: [Float32Array.of(0.5)] };
  const writer = request?.kind === "answer" ? request.writer(frame) : undefined;
  expect(writer?.whole(answer)).toEqual({ embedding: { values: [0.5] } });
});

const empty: Answer = {
  provider: undefined,
  model: undefined,
  limits: undefined,
  warnings: undefined,
  choices: [],
  embeddings: [],
  usage: undefined,
  source: [],
};

it("writes a stream as one JSON list for who asked for no events", () => {
  for (const broken of [false, true]) {
    const request = read("/v1beta/models/m:streamGenerateContent", { contents });
    if (request?.kind !== "answer") throw new TypeError("not read");
    const writer = request.writer(frame);
    expect(writer.streamType).toContain("application/json");
    const text = [
      writer.event({ type: "text-delta", choice: 0, text: "a" }),
      writer.event({ type: "reasoning-delta", choice: 0, text: "hidden" }),
      broken ? writer.failure(new ParleyError("upstream_failed")) : writer.end({ type: "end" }),
    ].join("");
    expect(text).not.toContain("hidden");
    const list = JSON.parse(text) as readonly object[];
    expect(list).toHaveLength(2);
    expect(list[1]).toHaveProperty(broken ? "error" : "candidates");
  }
});

it("counts a request alone or within another, and shows a model that is there", () => {
  for (const body of [{ contents }, { generateContentRequest: { model: "models/m", contents } }]) {
    const request = read("/v1beta/models/m:countTokens", body);
    expect(request).toMatchObject({ kind: "count", model: "m", task: { items: [{ type: "message" }] } });
    expect(request?.kind === "count" && request.present(7)).toEqual({ totalTokens: 7 });
  }
  const one = read("/v1beta/models/acme/x");
  if (one?.kind !== "models") throw new TypeError("not read");
  expect(one.present([{ id: "acme/x", abilities: ["embeddings"] }])).toMatchObject({
    name: "models/acme/x",
    supportedGenerationMethods: ["embedContent", "batchEmbedContents"],
  });
  expect(() => one.present([])).toThrow(/is not found/);
});
