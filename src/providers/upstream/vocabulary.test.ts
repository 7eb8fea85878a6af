import { describe, expect, test } from "vitest";
import { problemBody as anthropicBody } from "../../dialects/anthropic/problem.ts";
import { presentError } from "../../dialects/openai-responses/errors.ts";
import { problemBody } from "../../dialects/openai/problem.ts";
import type { ParleyError } from "../../spec/errors.ts";
import { messagesError } from "../anthropic/errors.ts";
import { refused as bedrockError } from "../bedrock/errors.ts";
import { geminiError } from "../gemini/errors.ts";
import { geminiParameters } from "../gemini/parameters.ts";
import { createErrors } from "../ollama/errors.ts";
import { upstreamError as compatibleError } from "../openai-compatible/errors.ts";
import { upstreamError as responsesError } from "../openai-responses/errors.ts";
import { parameters as responsesParameters } from "../openai-responses/parameters.ts";
import { callersParam } from "./callers-param.ts";

const fault = { status: 400, headers: {}, now: 0 };
const violation = (field: string) => ({
  error: {
    code: 400,
    status: "INVALID_ARGUMENT",
    message: "Out of range.",
    details: [{ "@type": "type.googleapis.com/google.rpc.BadRequest", fieldViolations: [{ field }] }],
  },
});
const openAi = (param: string, code: string | number | null = null) => ({
  error: { message: "Out of range.", type: "invalid_request_error", param, code },
});

/** An error of each upstream, and the parameter that callers of chat, and of Responses, are told. */
const cases: readonly (readonly [
  name: string,
  error: ParleyError,
  told: { readonly chat: string | null; readonly responses: string | null; readonly code?: string },
])[] = [
  [
    "Anthropic",
    messagesError({
      ...fault,
      body: {
        error: { type: "invalid_request_error", message: "Out of range.", details: { error_code: "x" } },
      },
    }),
    { chat: null, responses: null },
  ],
  [
    "Gemini",
    geminiError({ ...fault, body: violation("generation_config.max_output_tokens") }),
    { chat: "max_completion_tokens", responses: "max_output_tokens" },
  ],
  [
    "Gemini, a list",
    geminiError({ ...fault, body: violation("tools[0].function_declarations[1].name") }),
    { chat: "tools", responses: "tools" },
  ],
  [
    "Gemini, what no caller wrote",
    geminiError({ ...fault, body: violation("contents[0].parts[1].inlineData") }),
    { chat: null, responses: null },
  ],
  [
    "Bedrock",
    bedrockError({
      ...fault,
      headers: { "x-amzn-errortype": "ValidationException:http://internal.amazon.com/" },
      body: { message: "Out of range." },
    }),
    { chat: null, responses: null },
  ],
  [
    "Ollama",
    createErrors("ollama")({ ...fault, body: { error: "Out of range." } }),
    { chat: null, responses: null },
  ],
  [
    "Responses",
    responsesError({ ...fault, body: openAi("max_output_tokens") }),
    { chat: "max_completion_tokens", responses: "max_output_tokens" },
  ],
  [
    "Responses, the conversation",
    responsesError({ ...fault, body: openAi("input[2].content[0].image_url", "invalid_image_url") }),
    { chat: "messages", responses: "input", code: "invalid_image_url" },
  ],
  [
    "a server of the chat protocol",
    compatibleError({ ...fault, body: openAi("messages[1].content", "invalid_type") }),
    { chat: "messages[1].content", responses: "input", code: "invalid_type" },
  ],
  [
    "one that writes its status as the code",
    compatibleError({ ...fault, body: openAi("response_format", 400) }),
    { chat: "response_format", responses: "text.format" },
  ],
];

describe("a rejection is told in the words of the protocol that the caller speaks", () => {
  test.each(cases)("%s", (_name, error, { chat, responses, code = null }) => {
    const rest = { message: "Out of range.", type: "invalid_request_error", code };
    expect(problemBody(error).error).toEqual({ ...rest, param: chat });
    expect(presentError(error)).toEqual({ ...rest, param: responses });
    expect(anthropicBody(error)).toEqual({
      type: "error",
      error: { type: "invalid_request_error", message: "Out of range." },
    });
  });

  test.each(cases)("%s: the upstream's own words stay in the log", (_name, { raw }) => {
    expect(raw).toMatchObject({ status: 400 });
  });
});

test.each([
  ["generationConfig.stopSequences", "stop"],
  ["generation_config.stop_sequences[3]", "stop"],
  ["generationConfig.responseJsonSchema.properties", "response_format"],
  ["generationConfig.thinkingConfig.thinkingBudget", "reasoning_tokens"],
  ["model", "model"],
  ["generationConfig", undefined],
  ["generationConfig.maxOutputTokensAndMore", undefined],
  ["inlineData", undefined],
  ["", undefined],
  [undefined, undefined],
])("Gemini's %s is the caller's %s", (path, name) => expect(callersParam(geminiParameters, path)).toBe(name));

test.each([
  ["text.format.schema", "response_format"],
  ["reasoning.effort", "reasoning_effort"],
  ["tools.0.parameters", "tools"],
  ["truncation", undefined],
])("Responses' %s is the caller's %s", (path, name) =>
  expect(callersParam(responsesParameters, path)).toBe(name),
);
