import type { EmbedTask } from "../../../spec/call.ts";
import { type EmbeddingRequest, embeddingRequest } from "./schema.ts";

/** A request for embeddings as a task. */
export function embedTask(request: EmbeddingRequest): EmbedTask {
  return {
    kind: "embed",
    inputs: inputs(request),
    ...unknownMembers(request),
    ...(typeof request.dimensions === "number" && { dimensions: request.dimensions }),
  };
}

function inputs({ input }: EmbeddingRequest): readonly (string | readonly number[])[] {
  if (typeof input === "string") return [input];
  if (typeof input[0] === "number") return [input as number[]];
  return input as (string | number[])[];
}

const understood: ReadonlySet<string> = new Set(
  Object.keys(embeddingRequest.shape).filter((name) => name !== "user"),
);

function unknownMembers(request: EmbeddingRequest): Pick<EmbedTask, "others"> {
  const rest = Object.entries(request).filter(
    ([name, value]) => !understood.has(name) && value !== null && value !== undefined,
  );
  return rest.length === 0 ? {} : { others: Object.fromEntries(rest) };
}
