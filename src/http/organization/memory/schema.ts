import { z } from "zod";
import { memoryWish } from "../../memory-wish.ts";

export const projectMemoryWish = memoryWish.extend({
  embeddings_model: z
    .string()
    .nullish()
    .describe("The embeddings model by whose vectors older turns are found as well; `none` for no model."),
});

export const projectMemoryObject = z.object({
  object: z.literal("organization.project.memory"),
  project_id: z.string(),
  policy: z.string().nullable(),
  max_tokens: z.int().nullable(),
  embeddings_model: z.string().nullable(),
  can: z.object({ update: z.boolean() }),
});
