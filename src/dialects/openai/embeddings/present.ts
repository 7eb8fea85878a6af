import type { Answer } from "../../../spec/answer.ts";
import type { EmbeddingRequest } from "./schema.ts";

/** The answer of the embeddings dialect. Usage is absent where it is unknown. */
export function presentEmbeddings(answer: Answer, request: EmbeddingRequest): object {
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
