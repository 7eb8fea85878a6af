import { z } from "zod";
import { integer } from "../../../lib/validate.ts";
import { chatUsage, sampling } from "../chat/schema.ts";

const tokens = z.array(integer(0)).min(1);

/** Body of the legacy `POST /v1/completions`. */
export const completionRequest = z.looseObject({
  model: z.string().min(1),
  prompt: z
    .union([z.string(), z.array(z.string()).min(1).max(128), tokens, z.array(tokens).min(1).max(128)])
    .nullish(),
  ...sampling,
  best_of: integer(1, 20).nullish(),
  echo: z.boolean().nullish(),
  logprobs: integer(0, 5).nullish(),
  suffix: z.string().nullish(),
});

export type CompletionRequest = z.infer<typeof completionRequest>;

/** Answer of `POST /v1/completions`. */
export const completion = z.looseObject({
  id: z.string(),
  object: z.literal("text_completion"),
  created: z.int(),
  model: z.string(),
  choices: z.array(
    z.looseObject({
      text: z.string(),
      index: z.int(),
      logprobs: z.looseObject({}).nullable(),
      finish_reason: z.enum(["stop", "length", "content_filter"]),
    }),
  ),
  usage: chatUsage.optional(),
});
