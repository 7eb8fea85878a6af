import { z } from "zod";
import { integer } from "../../../lib/validate.ts";

const tokens = z.array(integer(0)).min(1).max(8192);

/** Body of `POST /v1/embeddings`. At most 2,048 inputs, as OpenAI has it. */
export const embeddingRequest = z.looseObject({
  model: z.string().min(1),
  input: z.union([
    z.string().min(1),
    z.array(z.string().min(1)).min(1).max(2048),
    tokens,
    z.array(tokens).min(1).max(2048),
  ]),
  encoding_format: z.enum(["float", "base64"]).nullish(),
  dimensions: integer(1, 65_536).nullish(),
  user: z.string().nullish(),
});

export type EmbeddingRequest = z.infer<typeof embeddingRequest>;

/** Answer of `POST /v1/embeddings`. */
export const embeddingList = z.looseObject({
  object: z.literal("list"),
  data: z.array(
    z.looseObject({
      object: z.literal("embedding"),
      index: z.int(),
      embedding: z.union([z.array(z.number()), z.string()]),
    }),
  ),
  model: z.string(),
  usage: z.object({ prompt_tokens: z.int(), total_tokens: z.int() }),
});
