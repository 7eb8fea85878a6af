import { anthropicDialect } from "../../dialects/anthropic/dialect.ts";
import { bedrockDialect } from "../../dialects/bedrock/dialect.ts";
import { geminiDialect } from "../../dialects/gemini/dialect.ts";
import { ollamaDialect } from "../../dialects/ollama/dialect.ts";
import { azureDialect, openAiDialect } from "../../dialects/openai/dialect.ts";
import { openAiResponsesDialect } from "../../dialects/openai-responses/dialect.ts";
import type { Dialect } from "../../spec/dialect.ts";

/** A dialect that `parley rehearse --as` can speak. */
export interface RehearsedDialect {
  readonly dialect: Dialect;
  /** What it speaks, after the words "It speaks". */
  readonly summary: string;
  /** The header in which its servers say a request's id. */
  readonly requestIdHeader: string;
  /** What its official clients want behind the origin. */
  readonly clientPath: string;
  /** What `baseUrl` has behind the origin, and the other members, of a provider in Parley's settings that asks it. */
  readonly basePath: string;
  readonly settings: string;
  /** A request to try: its path, and its body. */
  readonly example: { readonly path: string; readonly body: object };
}

const hello = "Hello, world!";
const messages = [{ role: "user", content: hello }];
const model = "rehearsal";

/** By the name that `--as` takes: a new dialect is a folder in dialects/ and an entry here. */
export const rehearsedDialects = {
  openai: {
    dialect: openAiDialect,
    summary: "OpenAI's protocol: chat completions, completions, embeddings and models",
    requestIdHeader: "x-request-id",
    clientPath: "/v1",
    basePath: "/v1",
    settings: "type: openai-compatible, preset: openai",
    example: { path: "/v1/chat/completions", body: { model, messages } },
  },
  azure: {
    dialect: azureDialect,
    summary: "Azure OpenAI: the same at /openai/v1 and at /openai/deployments/NAME",
    requestIdHeader: "apim-request-id",
    clientPath: "",
    basePath: "/openai/v1",
    settings: "type: openai-compatible, preset: azure",
    example: { path: "/openai/v1/chat/completions", body: { model, messages } },
  },
  anthropic: {
    dialect: anthropicDialect,
    summary: "Anthropic's Messages API, with count_tokens and models",
    requestIdHeader: "request-id",
    clientPath: "",
    basePath: "/v1",
    settings: "type: anthropic",
    example: { path: "/v1/messages", body: { model, max_tokens: 100, messages } },
  },
  gemini: {
    dialect: geminiDialect,
    summary: "Google's Gemini API: generateContent, embedContent, countTokens and models",
    requestIdHeader: "x-request-id",
    clientPath: "",
    basePath: "/v1beta",
    settings: "type: gemini",
    example: {
      path: "/v1beta/models/rehearsal:generateContent",
      body: { contents: [{ role: "user", parts: [{ text: hello }] }] },
    },
  },
  ollama: {
    dialect: ollamaDialect,
    summary: "Ollama's native API",
    requestIdHeader: "x-request-id",
    clientPath: "",
    basePath: "",
    settings: "type: ollama",
    example: { path: "/api/chat", body: { model, messages } },
  },
  bedrock: {
    dialect: bedrockDialect,
    summary: "Amazon Bedrock's Converse, ConverseStream and CountTokens; signatures are not checked",
    requestIdHeader: "x-amzn-requestid",
    clientPath: "",
    basePath: "",
    settings: "type: bedrock, region: us-east-1",
    example: {
      path: "/model/rehearsal/converse",
      body: { messages: [{ role: "user", content: [{ text: hello }] }] },
    },
  },
  "openai-responses": {
    dialect: openAiResponsesDialect,
    summary: "OpenAI's Responses, without stored answers",
    requestIdHeader: "x-request-id",
    clientPath: "/v1",
    basePath: "/v1",
    settings: "type: openai-responses",
    example: { path: "/v1/responses", body: { model: "rehearsal", input: "Hello, world!" } },
  },
} as const satisfies Record<string, RehearsedDialect>;

export type RehearsedName = keyof typeof rehearsedDialects;
