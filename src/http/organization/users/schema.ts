import { z } from "zod";
import { roles } from "../../../spec/actor.ts";
import { deletedObject, listOf, pageParameters } from "../paging.ts";

/** OpenAI knows two roles; its `reader` is our `viewer`. */
export const roleWord = z
  .enum([...roles, "reader"])
  .transform((role) => (role === "reader" ? "viewer" : role))
  .describe(`One of ${roles.join(", ")}; reader is viewer.`);

export const userObject = z.object({
  object: z.literal("organization.user"),
  id: z.string(),
  email: z.string(),
  name: z.string(),
  role: z.enum(roles).nullable(),
  role_from: z.string().nullable().describe("The provider of single sign-on that gave the role."),
  added_at: z.int(),
  last_login_at: z.int().nullable(),
  disabled_at: z.int().nullable(),
  can: z.object({ update: z.boolean(), remove: z.boolean(), end_sessions: z.boolean() }),
});

export const usersQuery = z.strictObject({
  ...pageParameters,
  emails: z.array(z.string().max(254)).max(100).optional().describe("Only these addresses."),
});
export const userList = listOf(userObject);

export const userUpdate = z.strictObject({
  role: roleWord.nullish().describe("In the installation; null: none."),
  name: z.string().max(200).optional(),
  disabled: z
    .boolean()
    .optional()
    .describe("true: the person cannot sign in any more, and loses all sessions and own keys."),
});

export const userDeleted = deletedObject("organization.user.deleted");
