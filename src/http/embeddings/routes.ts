import type { Answer } from "../../spec/answer.ts";
import { sendAnswer } from "../answer.ts";
import { readJson } from "../body.ts";
import type { RouteDeps } from "../deps.ts";
import type { Exchange } from "../exchange.ts";
import type { Route } from "../route.ts";
import { validate } from "../../lib/validate.ts";
import { embeddingList, type EmbeddingRequest, embeddingRequest } from "./schema.ts";

export function embeddingRoutes(deps: RouteDeps): readonly Route[] {
  return [
    {
      method: "POST",
      path: "/v1/embeddings",
      access: "key",
      summary: "Turns texts into vectors.",
      tag: "Embeddings",
      request: embeddingRequest,
      response: embeddingList,
      idempotent: true,
      handle: (exchange) => embed(deps, exchange),
    },
  ];
}

async function embed(deps: RouteDeps, exchange: Exchange): Promise<void> {
  const { bytes, value, span } = await readJson(exchange.request, deps.limits, "model");
  const request = validate(embeddingRequest, value);
  const stream = deps.engine.run({
    id: exchange.id,
    principal: exchange.principal,
    model: request.model,
    task: {
      kind: "embed",
      inputs: inputs(request),
      ...(typeof request.dimensions === "number" && { dimensions: request.dimensions }),
    },
    stream: false,
    signal: exchange.signal,
    source: {
      dialect: "embeddings",
      bytes,
      body: value as Record<string, unknown>,
      includeUsage: false,
      ...(span !== undefined && { modelSpan: span }),
    },
  });
  await sendAnswer(exchange, stream, false, { whole: (answer) => present(answer, request) });
}

function inputs(request: EmbeddingRequest): readonly (string | readonly number[])[] {
  const { input } = request;
  if (typeof input === "string") return [input];
  if (typeof input[0] === "number") return [input as number[]];
  return input as (string | number[])[];
}

function present(answer: Answer, request: EmbeddingRequest): object {
  const base64 = request.encoding_format === "base64";
  const tokens = answer.usage?.inputTokens;
  return {
    object: "list",
    data: answer.embeddings.map((vector, index) => ({
      object: "embedding",
      index,
      embedding: base64 ? toBase64(vector) : [...vector],
    })),
    model: answer.model ?? request.model,
    ...(tokens !== undefined && { usage: { prompt_tokens: tokens, total_tokens: tokens } }),
  };
}

/** Little-endian 32-bit floats, whatever the machine. */
function toBase64(vector: Float32Array): string {
  const bytes = Buffer.alloc(vector.length * 4);
  for (const [i, figure] of vector.entries()) bytes.writeFloatLE(figure, i * 4);
  return bytes.toString("base64");
}
