import type { Token } from "node-llama-cpp";
import { ParleyError } from "../../../spec/errors.ts";
import type { StreamEvent } from "../../../spec/event.ts";
import type { LoadedModel } from "./load-model.ts";
import type { EmbedOrder } from "./protocol.ts";

/** The vectors of all inputs, each of length 1. Ends with the event `end`. */
export async function embed(
  loaded: LoadedModel,
  { inputs, dimensions }: EmbedOrder,
  send: (event: StreamEvent) => void,
  signal: AbortSignal,
): Promise<void> {
  if (loaded.kind === "writer") {
    throw new ParleyError("invalid_value", {
      message: `The model ${loaded.shownName} writes text, and makes no embeddings.`,
      param: "model",
    });
  }
  const { model, context, tokens, contextTokens } = loaded;
  const size = model.embeddingVectorSize;
  if (dimensions !== undefined && dimensions > size) {
    throw new ParleyError("integer_above_max_value", {
      message: `This model's embeddings have ${size} dimensions: 'dimensions' can be at most that.`,
      param: "dimensions",
    });
  }
  const read = inputs.map((input, index) => {
    const path = inputs.length === 1 ? "input" : `input[${index}]`;
    const ids =
      typeof input === "string" ? model.tokenize(input) : input.map((id) => checked(id, tokens.size, path));
    const count = context.calculateInputLength(ids);
    if (count === 0 || count >= contextTokens) throw wrongLength(count, contextTokens, path);
    return { ids, count };
  });
  for (const [index, { ids }] of read.entries()) {
    if (signal.aborted) throw new ParleyError("cancelled");
    const { vector } = await context.getEmbeddingFor(ids);
    send({ type: "embedding", index, vector: normalised(vector, dimensions ?? size) });
  }
  send({ type: "end", usage: { inputTokens: read.reduce((sum, { count }) => sum + count, 0) } });
}

function checked(id: number, size: number, path: string): Token {
  if (Number.isInteger(id) && id >= 0 && id < size) return id as Token;
  throw new ParleyError("invalid_value", {
    message: `Invalid value for '${path}': it contains a number that is no token id of this model.`,
    param: path,
  });
}

function wrongLength(count: number, limit: number, param: string): ParleyError {
  if (count === 0)
    return new ParleyError("empty_string", {
      message: `Invalid value for '${param}': it has no tokens.`,
      param,
    });
  return new ParleyError("context_length_exceeded", {
    param,
    message:
      `This model's maximum context length is ${limit - 1} tokens. However, your input resulted in ` +
      `${count} tokens. Please reduce the length of the input.`,
  });
}

/** The first dimensions, scaled to length 1: so models are made whose embeddings may be shortened. */
function normalised(vector: readonly number[], dimensions: number): Float32Array {
  const kept = Float32Array.from(vector.slice(0, dimensions));
  const length = Math.sqrt(kept.reduce((sum, value) => sum + value * value, 0));
  return length === 0 ? kept : kept.map((value) => value / length);
}
