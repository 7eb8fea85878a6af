import { z } from "zod";

/** Body of `POST /v1/models/pull`. */
export const pullRequest = z.strictObject({
  model: z.string().min(1).max(2_000),
  force: z.boolean().optional(),
});
