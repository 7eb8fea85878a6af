import type { z } from "zod";
import type { MadeInvite } from "../../../admin/accounts/invites.ts";
import { can } from "../../../admin/can.ts";
import type { Invite } from "../../../spec/account.ts";
import type { Actor } from "../../../spec/actor.ts";
import { seconds, secondsOrNull } from "../paging.ts";
import type { inviteMade, inviteObject } from "./schema.ts";

/** `now` in Unix milliseconds. */
export function presentInvite(actor: Actor, invite: Invite, now: number): z.output<typeof inviteObject> {
  const { id, email, role, projects, createdAt, expiresAt, acceptedAt } = invite;
  const status = acceptedAt !== undefined ? "accepted" : expiresAt <= now ? "expired" : "pending";
  return {
    object: "organization.invite",
    id,
    email,
    role: role ?? null,
    status,
    created_at: seconds(createdAt),
    expires_at: seconds(expiresAt),
    accepted_at: secondsOrNull(acceptedAt),
    projects: projects.map((project) => ({ id: project.id, role: project.role })),
    can: { remove: status !== "accepted" && can(actor, "invite.remove") },
  };
}

/** With the token, behind `#`: what stands there, no browser sends anywhere. */
export function presentMadeInvite(
  actor: Actor,
  { invite, token }: MadeInvite,
  now: number,
): z.output<typeof inviteMade> {
  const text = token.reveal();
  return { ...presentInvite(actor, invite, now), token: text, path: `/sign-in#invite=${text}` };
}
