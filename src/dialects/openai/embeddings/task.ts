import type { EmbedTask } from "../../../spec/call.ts";
import type { EmbeddingRequest } from "./schema.ts";

/** A request for embeddings as a task. */
export function embedTask(request: EmbeddingRequest): EmbedTask {
  return {
    kind: "embed",
    inputs: inputs(request),
    ...(typeof request.dimensions === "number" && { dimensions: request.dimensions }),
  };
}

function inputs({ input }: EmbeddingRequest): readonly (string | readonly number[])[] {
  if (typeof input === "string") return [input];
  if (typeof input[0] === "number") return [input as number[]];
  return input as (string | number[])[];
}
