import type { Dialect, DialectRequest } from "../../spec/dialect.ts";
import { checkTurns } from "./check-turns.ts";
import { presentModels, presentOneOf } from "./models.ts";
import { presentProblem } from "./problem.ts";
import { readCount, readMessages } from "./read-request.ts";

const readers: Readonly<Record<string, (body: unknown) => DialectRequest>> = {
  "/v1/messages": (body) => {
    const asked = readMessages(body);
    checkTurns(body);
    return asked;
  },
  "/v1/messages/count_tokens": readCount,
};

/** Anthropic's Messages, the count of their tokens, and its Models. */
export const anthropicDialect: Dialect = {
  read({ method, path, body }) {
    if (method === "POST") return Object.hasOwn(readers, path) ? readers[path]?.(body) : undefined;
    if (method !== "GET") return undefined;
    if (path === "/v1/models") return { kind: "models", present: presentModels };
    if (!path.startsWith("/v1/models/")) return undefined;
    const id = decoded(path.slice("/v1/models/".length));
    return { kind: "models", present: (models) => presentOneOf(models, id) };
  },
  problem: (error) => presentProblem(error),
};

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment; // no name of a model; it is told as it came
  }
}
