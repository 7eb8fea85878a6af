import { z } from "zod";

export const projectMemoryObject = z.object({
  object: z.literal("organization.project.memory"),
  project_id: z.string(),
  policy: z.string().nullable(),
  max_tokens: z.int().nullable(),
});
