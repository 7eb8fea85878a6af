import type { Dialect, DialectRequest } from "../../spec/dialect.ts";
import { problem } from "./errors.ts";
import { presentModels, presentOneModel } from "./models.ts";
import { readInputTokens, readResponse } from "./read-request.ts";

/** OpenAI's Responses, without stored answers, and its list of models; below `/v1`. */
export const openAiResponsesDialect: Dialect = {
  read({ method, path, body }) {
    if (method === "POST" && path === "/v1/responses") return readResponse(body);
    if (method === "POST" && path === "/v1/responses/input_tokens") return readInputTokens(body);
    return method === "GET" ? readModels(path) : undefined;
  },
  problem,
};

const models = "/v1/models";

function readModels(path: string): DialectRequest | undefined {
  if (path === models) return { kind: "models", present: presentModels };
  if (!path.startsWith(`${models}/`)) return undefined;
  const id = decoded(path.slice(models.length + 1));
  return { kind: "models", present: (all) => presentOneModel(all, id) };
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment; // no name of a model; it is told as it came
  }
}
