import { describe, expect, it } from "vitest";
import type { GenerateOptions } from "../../spec/call.ts";
import type { Item } from "../../spec/item.ts";
import { detailRemarks } from "./generation-config.ts";
import { body, config, hi, type Json } from "./request.fixture.ts";
import { embedBody, modelPath } from "./request.ts";

const signal = new AbortController().signal;

it("says which tools there are, and which may be called", () => {
  const tools = [
    { type: "function", name: "look", description: "Looks.", parameters: { type: "object" } },
    { type: "custom", name: "sql", description: "Asks." },
  ] as const;
  const members = (options: GenerateOptions) => body([hi], { tools, ...options });
  expect(members({})["toolConfig"]).toBeUndefined();
  expect(members({})["tools"]).toEqual([
    {
      functionDeclarations: [
        { name: "look", description: "Looks.", parametersJsonSchema: { type: "object" } },
        {
          name: "sql",
          description: "Asks.",
          parametersJsonSchema: {
            type: "object",
            properties: { input: { type: "string" } },
            required: ["input"],
          },
        },
      ],
    },
  ]);
  const choice = (toolChoice: NonNullable<GenerateOptions["toolChoice"]>) =>
    (members({ toolChoice })["toolConfig"] as Json)["functionCallingConfig"];
  expect(choice({ type: "auto" })).toEqual({ mode: "AUTO" });
  expect(choice({ type: "none" })).toEqual({ mode: "NONE" });
  expect(choice({ type: "required" })).toEqual({ mode: "ANY" });
  expect(choice({ type: "named", name: "look" })).toEqual({ mode: "ANY", allowedFunctionNames: ["look"] });
  const names = ["look", "sql"];
  expect(choice({ type: "allowed", mode: "auto", names })).toEqual({
    mode: "VALIDATED",
    allowedFunctionNames: names,
  });
  expect(choice({ type: "allowed", mode: "required", names })).toEqual({
    mode: "ANY",
    allowedFunctionNames: names,
  });
  expect(body([hi], { tools: [{ ...tools[0], strict: true }] })["toolConfig"]).toEqual({
    functionCallingConfig: { mode: "VALIDATED" },
  });
  expect(body([hi], { tools: [], toolChoice: { type: "auto" } })["toolConfig"]).toBeUndefined();
});

it("writes the settings of an answer under Gemini's names", () => {
  expect(
    config({
      maxOutputTokens: 9,
      temperature: 0.5,
      topP: 0.9,
      topK: 40,
      choices: 2,
      stop: ["END"],
      presencePenalty: 1,
      frequencyPenalty: -1,
      seed: 7,
      logprobs: true,
      topLogprobs: 5,
      verbosity: "low",
      endUser: "ada",
    }),
  ).toEqual({
    maxOutputTokens: 9,
    temperature: 0.5,
    topP: 0.9,
    topK: 40,
    candidateCount: 2,
    stopSequences: ["END"],
    presencePenalty: 1,
    frequencyPenalty: -1,
    seed: 7,
    responseLogprobs: true,
    logprobs: 5,
  });
  expect(config({ logprobs: true, topLogprobs: 0 })).toEqual({ responseLogprobs: true });
  expect(body([hi], { serviceTier: "flex" })["serviceTier"]).toBe("flex");
  expect(body([hi], { serviceTier: "default" })["serviceTier"]).toBe("standard");
  expect(body([hi], { serviceTier: "auto" })["serviceTier"]).toBeUndefined();
});

it("asks for JSON", () => {
  const json = { responseMimeType: "application/json" };
  const schema = { type: "object" };
  const format = { type: "json_schema", name: "x", schema, strict: true } as const;
  expect(config({ format: { type: "text" } })).toEqual({});
  expect(config({ format: { type: "json_object" } })).toEqual(json);
  expect(config({ format })).toEqual({ ...json, responseJsonSchema: schema });
  expect(config({ format: { ...format, description: "A thing." } })).toEqual({
    ...json,
    responseJsonSchema: { description: "A thing.", type: "object" },
  });
});

it.each([
  ["gemini-3-flash-preview", "medium", { thinkingLevel: "MEDIUM", includeThoughts: true }],
  ["gemini-flash-latest", "max", { thinkingLevel: "HIGH", includeThoughts: true }],
  ["gemini-3.1-pro-preview", "minimal", { thinkingLevel: "LOW", includeThoughts: true }],
  ["models/gemini-2.5-flash", "none", { thinkingBudget: 0 }],
  ["gemini-2.5-flash-lite", "low", { thinkingBudget: 1024, includeThoughts: true }],
  ["gemini-2.5-pro", "xhigh", { thinkingBudget: 24_576, includeThoughts: true }],
  ["gemini-2.0-flash", "none", undefined],
] as const)("tells %s to think with the effort %s", (model, reasoningEffort, thinkingConfig) => {
  expect(config({ reasoningEffort }, model)).toEqual(thinkingConfig === undefined ? {} : { thinkingConfig });
});

it("tells a number of tokens as it is, and refuses an effort that a model lacks", () => {
  expect(config({ reasoningTokens: 500, reasoningEffort: "low" })).toEqual({
    thinkingConfig: { thinkingBudget: 500, includeThoughts: true },
  });
  for (const [effort, model] of [
    ["high", "gemini-2.0-flash"],
    ["none", "gemini-2.5-pro"],
    ["none", "gemini-3-flash-preview"],
    ["toString", "gemini-3-flash"],
  ] as const) {
    expect(() => config({ reasoningEffort: effort }, model)).toThrow(/knows the efforts/);
  }
});

it("embeds texts alone, and knows a model's whole name", () => {
  const task = { kind: "embed", inputs: [[1, 2]] } as const;
  const attempt = { callId: "req_1", model: "m", task, stream: false, signal };
  expect(() => embedBody(attempt)).toThrow(/no lists of tokens/);
  expect(modelPath("tunedModels/mine")).toBe("tunedModels/mine");
  expect(modelPath("gemini-3-flash")).toBe("models/gemini-3-flash");
});

it("sends nothing that Gemini would refuse: no alternatives alone, no empty texts, no empty list of stops", () => {
  expect(config({ topLogprobs: 2, stop: [] })).toEqual({});
  expect(config({ topLogprobs: 2, logprobs: true })).toEqual({ responseLogprobs: true, logprobs: 2 });
});

describe("details of images", () => {
  const image = (detail: string | undefined): Item => ({
    type: "message",
    role: "user",
    content: [{ type: "image", url: "https://a.example/b.png", ...(detail !== undefined && { detail }) }],
  });

  it.each([
    ["alike", ["low", "low"], 0],
    ["none", [undefined, undefined], 0],
    ["one that was asked for and one that was not", ["low", undefined], 1],
    ["both", ["low", "high"], 1],
  ] as const)("%s: what is not had is told", (_name, details, count) => {
    expect(detailRemarks(details.map(image))).toHaveLength(count);
  });
});
