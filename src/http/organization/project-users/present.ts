import type { z } from "zod";
import { canManage, type Member } from "../../../admin/accounts/members.ts";
import type { Actor } from "../../../spec/actor.ts";
import { seconds } from "../paging.ts";
import type { projectUserObject } from "./schema.ts";

export function presentProjectUser(
  actor: Actor,
  { account, membership }: Member,
): z.output<typeof projectUserObject> {
  const manages = canManage(actor, membership);
  return {
    object: "organization.project.user",
    id: account.id,
    email: account.email,
    name: account.name,
    role: membership.role,
    role_from: membership.roleFrom ?? null,
    added_at: seconds(membership.createdAt),
    can: { update: manages, remove: manages },
  };
}
