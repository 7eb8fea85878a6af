import type { Dialect, DialectRequest, WireRequest } from "../../spec/dialect.ts";
import { checkRequest } from "./check-request.ts";
import { problem } from "./errors.ts";
import { type Json, object, union } from "./fields.ts";
import { presentModels } from "./models.ts";
import { readItems } from "./read-items.ts";
import { readOptions } from "./read-options.ts";
import { ConverseWriter } from "./stream-writer.ts";

const operation = /^\/model\/([^/]+)\/(converse|converse-stream|count-tokens)$/;

/** Amazon Bedrock Runtime: Converse, ConverseStream and CountTokens; and the list of models of its other host. */
export const bedrockDialect: Dialect = { read, problem };

function read({ method, path, body }: WireRequest): DialectRequest | undefined {
  if (method === "GET" && path === "/foundation-models") return { kind: "models", present: presentModels };
  if (method === "GET" && path === "/inference-profiles") {
    return { kind: "document", status: 200, body: { inferenceProfileSummaries: [] } };
  }
  const match = operation.exec(path);
  if (match === null || method !== "POST") return undefined;
  const model = decoded(match[1] ?? "");
  const asked = object(body, "body");
  if (match[2] === "count-tokens") return readCount(asked, model);
  return {
    kind: "answer",
    task: readTask(asked),
    model,
    stream: match[2] === "converse-stream",
    writer: () => new ConverseWriter(),
  };
}

function readTask(body: Json): Extract<DialectRequest, { kind: "answer" }>["task"] {
  const task = { kind: "generate", items: readItems(body), options: readOptions(body) } as const;
  checkRequest(body);
  return task;
}

function readCount(body: Json, model: string): DialectRequest {
  const [kind, content] = union(body["input"], "input");
  return {
    kind: "count",
    task: readTask(object(content, `input.${kind}`)),
    model,
    present: (inputTokens) => ({ inputTokens }),
  };
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment; // no name of a model; it is told as it came
  }
}
