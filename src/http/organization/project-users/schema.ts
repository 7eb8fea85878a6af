import { z } from "zod";
import { roles } from "../../../spec/actor.ts";
import { deletedObject, listOf, pageParameters } from "../paging.ts";
import { roleWord } from "../users/schema.ts";

export const projectUserObject = z.object({
  object: z.literal("organization.project.user"),
  id: z.string(),
  email: z.string(),
  name: z.string(),
  role: z.enum(roles),
  role_from: z.string().nullable().describe("The provider of single sign-on that gave the role."),
  added_at: z.int(),
  can: z.object({ update: z.boolean(), remove: z.boolean() }),
});

export const projectUsersQuery = z.strictObject(pageParameters);
export const projectUserList = listOf(projectUserObject);

export const projectUserCreate = z.strictObject({ user_id: z.string().max(256), role: roleWord });
export const projectUserUpdate = z.strictObject({ role: roleWord });

export const projectUserDeleted = deletedObject("organization.project.user.deleted");
