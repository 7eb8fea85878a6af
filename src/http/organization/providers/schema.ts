import { z } from "zod";

/** Body of `POST /v1/organization/providers/:name/key`. */
export const providerKeyRequest = z.strictObject({
  key: z
    .string()
    .min(1)
    .max(8192)
    .describe("The provider's key. It is stored encrypted, and never shown again."),
});

export const providerObject = z.object({
  object: z.literal("organization.provider"),
  name: z.string(),
  type: z.string(),
  origin: z.string().nullable(),
  key: z.object({
    from: z.enum(["settings", "stored", "nowhere"]),
    set: z.boolean(),
    set_at: z.int().nullable(),
    misplaced: z.boolean(),
  }),
  can: z.object({ set_key: z.boolean() }),
});

export const providerList = z.object({
  object: z.literal("list"),
  data: z.array(providerObject),
});

export const providerKeyRemoved = z.object({
  object: z.literal("organization.provider.key.deleted"),
  name: z.string(),
  deleted: z.literal(true),
});
