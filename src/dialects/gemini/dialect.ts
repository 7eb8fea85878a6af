import { validate } from "../../lib/validate.ts";
import type { GenerateTask } from "../../spec/call.ts";
import type { Dialect, DialectRequest, WireRequest } from "../../spec/dialect.ts";
import { GeminiWriter } from "./answer-writer.ts";
import { embeddingWriter, embedTask } from "./embeddings.ts";
import { withOneSpelling } from "./member-names.ts";
import { presentModels, presentOneOf } from "./models.ts";
import { problem } from "./problem.ts";
import { itemsOf } from "./read-contents.ts";
import { optionsOf } from "./read-options.ts";
import {
  batchEmbedRequest,
  countRequest,
  embedRequest,
  type GenerateRequest,
  generateRequest,
} from "./schema.ts";

/**
 * Google's Gemini API (https://ai.google.dev/api), below `/v1beta` and its sisters: generateContent and its stream,
 * embedContent and its batch, countTokens, and the list of models.
 */
export const geminiDialect: Dialect = {
  read(request) {
    const address = /^\/v1(?:beta|alpha)?\/(models(?:\/.+)?|tunedModels\/.+)$/.exec(request.path)?.[1];
    if (address === undefined) return undefined;
    if (request.method === "GET") return readModels(address);
    const colon = address.lastIndexOf(":");
    const [name, method] = [address.slice(0, colon), address.slice(colon + 1)];
    if (request.method !== "POST" || colon === -1 || !name.includes("/")) return undefined;
    const reader = Object.hasOwn(methods, method) ? methods[method] : undefined;
    return reader?.(modelOf(name), withOneSpelling(request.body), request);
  },
  problem,
};

type Reader = (model: string, body: unknown, request: WireRequest) => DialectRequest;

const methods: Readonly<Record<string, Reader>> = {
  generateContent: (model, body) => readGenerate(model, body, { stream: false, events: false }),
  // Without `alt=sse` a stream is one JSON list that grows.
  streamGenerateContent: (model, body, { query }) =>
    readGenerate(model, body, { stream: true, events: query["alt"] === "sse" }),
  countTokens(model, body) {
    const request = validate(countRequest, body);
    const counted = request["generateContentRequest"] ?? request;
    const task = taskOf(counted as GenerateRequest);
    return { kind: "count", task, model, present: (totalTokens) => ({ totalTokens }) };
  },
  embedContent(model, body) {
    const task = embedTask([validate(embedRequest, body)]);
    return { kind: "answer", task, model, stream: false, writer: () => embeddingWriter(false) };
  },
  batchEmbedContents(model, body) {
    const task = embedTask(validate(batchEmbedRequest, body).requests);
    return { kind: "answer", task, model, stream: false, writer: () => embeddingWriter(true) };
  },
};

function readGenerate(
  model: string,
  body: unknown,
  { stream, events }: { readonly stream: boolean; readonly events: boolean },
): DialectRequest {
  const request = validate(generateRequest, body);
  const thoughts = request.generationConfig?.thinkingConfig?.includeThoughts === true;
  return {
    kind: "answer",
    task: taskOf(request),
    model,
    stream,
    writer: (frame) => new GeminiWriter(frame, { thoughts, events }),
  };
}

function taskOf(request: GenerateRequest): GenerateTask {
  return { kind: "generate", items: itemsOf(request), options: optionsOf(request) };
}

function readModels(address: string): DialectRequest {
  if (address === "models") return { kind: "models", present: presentModels };
  return { kind: "models", present: (models) => presentOneOf(models, modelOf(address)) };
}

/** The name in the address, without `models/`: other makers' names may have slashes, too. */
function modelOf(address: string): string {
  const name = address.replace(/^models\//, "");
  try {
    return decodeURIComponent(name);
  } catch {
    return name; // no name of a model; it is told as it came
  }
}
