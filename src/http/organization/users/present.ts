import type { z } from "zod";
import { atLeast, whatCan } from "../../../admin/can.ts";
import type { Account } from "../../../spec/account.ts";
import type { Actor } from "../../../spec/actor.ts";
import { seconds, secondsOrNull } from "../paging.ts";
import type { userObject } from "./schema.ts";

const deeds = { update: "user.update", remove: "user.remove", end_sessions: "session.end" } as const;
const nothing = { update: false, remove: false, end_sessions: false };

/** A person, and what its reader may do: nothing to who is above. */
export function presentUser(actor: Actor, account: Account): z.output<typeof userObject> {
  const { id, email, name, role, roleFrom, createdAt, lastLoginAt, disabledAt } = account;
  const isAbove = role !== undefined && !atLeast(actor.role, role);
  return {
    object: "organization.user",
    id,
    email,
    name,
    role: role ?? null,
    role_from: roleFrom ?? null,
    added_at: seconds(createdAt),
    last_login_at: secondsOrNull(lastLoginAt),
    disabled_at: secondsOrNull(disabledAt),
    can: isAbove ? nothing : whatCan(actor, deeds),
  };
}
