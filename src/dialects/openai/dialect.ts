import type { Dialect, DialectRequest, WireRequest } from "../../spec/dialect.ts";
import { ParleyError } from "../../spec/errors.ts";
import { checkTurns } from "./check-turns.ts";
import { presentModels, presentOneOf } from "./models.ts";
import { problemBody, retryHeaders } from "./problem.ts";
import { readChat, readCompletion, readEmbedding } from "./read-request.ts";

/** OpenAI's Chat Completions, Completions, Embeddings and Models, below `/v1`. */
export const openAiDialect: Dialect = {
  read({ method, path, body }) {
    return path.startsWith("/v1/") ? readPath(method, path.slice(3), body) : undefined;
  },
  problem,
};

/** OpenAI's protocol at Azure's addresses: `/openai/v1/…`, or with the model in the path. */
export const azureDialect: Dialect = {
  read(request) {
    const { method, path, body } = request;
    const deployment = /^\/openai\/deployments\/([^/]+)(\/.+)$/.exec(path);
    if (deployment !== null) return readDeployment(request, deployment[1] ?? "", deployment[2] ?? "");
    return path.startsWith("/openai/v1/") ? readPath(method, path.slice(10), body) : undefined;
  },
  problem,
};

const readers: Readonly<Record<string, (body: unknown) => DialectRequest>> = {
  "/chat/completions": (body) => {
    const asked = readChat(body);
    checkTurns(body);
    return asked;
  },
  "/completions": readCompletion,
  "/embeddings": readEmbedding,
};

function readPath(method: string, path: string, body: unknown): DialectRequest | undefined {
  if (method === "POST") return Object.hasOwn(readers, path) ? readers[path]?.(body) : undefined;
  if (method !== "GET") return undefined;
  if (path === "/models") return { kind: "models", present: presentModels };
  if (!path.startsWith("/models/")) return undefined;
  const id = decoded(path.slice("/models/".length));
  return { kind: "models", present: (models) => presentOneOf(models, id) };
}

/** The path names the model; the body need not, and is not asked where it does. */
function readDeployment(
  { method, query, body }: WireRequest,
  name: string,
  path: string,
): DialectRequest | undefined {
  if (query["api-version"] === undefined) {
    throw new ParleyError("missing_required_parameter", {
      message: "The query parameter `api-version` is missing.",
      param: "api-version",
    });
  }
  const isObject = typeof body === "object" && body !== null && !Array.isArray(body);
  return readPath(method, path, isObject ? { ...body, model: decoded(name) } : body);
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment; // no name of a model; it is told as it came
  }
}

function problem(error: ParleyError): ReturnType<Dialect["problem"]> {
  return { status: error.status, body: problemBody(error), headers: retryHeaders(error) };
}
