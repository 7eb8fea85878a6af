import { z } from "zod";
import { roles } from "../../../spec/actor.ts";
import { deletedObject, listOf, pageParameters } from "../paging.ts";
import { roleWord } from "../users/schema.ts";

const inProject = z.object({ id: z.string(), role: z.enum(roles) });

export const inviteObject = z.object({
  object: z.literal("organization.invite"),
  id: z.string(),
  email: z.string(),
  role: z.enum(roles).nullable(),
  status: z.enum(["pending", "accepted", "expired"]),
  created_at: z.int(),
  expires_at: z.int(),
  accepted_at: z.int().nullable(),
  projects: z.array(inProject),
  can: z.object({ remove: z.boolean() }),
});

/** Parley sends no mail: whoever invites hands the link on. */
export const inviteMade = inviteObject.extend({
  token: z.string().describe("What the person registers with. Shown this once."),
  path: z.string().describe("The same as an address of the console, after its origin."),
});

export const inviteCreate = z.strictObject({
  email: z.string().min(1).max(254),
  role: roleWord.nullish().describe("In the installation; null or absent: none."),
  projects: z
    .array(z.strictObject({ id: z.string().max(256), role: roleWord.default("member") }))
    .max(100)
    .optional(),
});

export const invitesQuery = z.strictObject(pageParameters);
export const inviteList = listOf(inviteObject);
export const inviteDeleted = deletedObject("organization.invite.deleted");
