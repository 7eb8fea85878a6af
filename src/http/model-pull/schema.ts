import { z } from "zod";

/** Body of `POST /v1/models/pull`. */
export const pullRequest = z.strictObject({
  model: z.string().min(1).max(2_000),
  force: z.boolean().optional(),
});

/** Open models that have a short name. */
export const pullableList = z.object({
  object: z.literal("list"),
  data: z.array(
    z.object({
      id: z.string().describe("What `model` of a pull may be."),
      object: z.literal("model.pullable"),
      repository: z.string(),
      licence: z.string(),
      kind: z.enum(["chat", "embedding"]),
      bytes: z.int().describe("Of the file, about."),
      memory_bytes: z.int().describe("With a context of 8,192 tokens, about."),
    }),
  ),
});
