import { randomBytes } from "node:crypto";
import { randomId } from "../../lib/random-id.ts";
import { Secret } from "../../lib/secret.ts";
import type { Invite } from "../../spec/account.ts";
import type { Actor, Role } from "../../spec/actor.ts";
import { ParleyError } from "../../spec/errors.ts";
import { audited } from "../audit/audited.ts";
import { demand, demandRole } from "../can.ts";
import { demandProject } from "../projects.ts";
import { type AccountDeps, tokenHash } from "./deps.ts";
import { checkedEmail } from "./email.ts";

/** How long an invitation can be accepted, in milliseconds. */
const validFor = 7 * 24 * 3_600_000;

/** Projects in one invitation. */
const mostProjects = 100;

export interface NewInvite {
  readonly email: string;
  /** In the installation. */
  readonly role?: Role | undefined;
  readonly projects?: Invite["projects"] | undefined;
}

/** An invitation and its token, which is in this answer and nowhere else, never again. */
export interface MadeInvite {
  readonly invite: Invite;
  readonly token: Secret;
}

/** Lets somebody register. Nobody invites to more than they are themselves. */
export async function createInvite(deps: AccountDeps, actor: Actor, input: NewInvite): Promise<MadeInvite> {
  demand(actor, "invite.create");
  const { role, projects = [] } = input;
  const email = checkedEmail(input.email);
  if (role !== undefined) demandRole(actor, role);
  if (projects.length > mostProjects) throw new ParleyError("array_above_max_length", { param: "projects" });
  for (const project of projects) {
    await demandProject(deps, actor, project.id);
    demandRole(actor, project.role, project.id);
  }
  const now = deps.clock.now();
  const token = newToken();
  const invite: Invite = {
    id: randomId("invite"),
    email,
    ...(role !== undefined && { role }),
    projects: projects.map(({ id, role: inProject }) => ({ id, role: inProject })),
    invitedBy: actor.id,
    createdAt: now,
    expiresAt: now + validFor,
  };
  return audited(deps, actor, async (within) => {
    if ((await within.accounts.people.findByEmail(email)) !== undefined) {
      throw new ParleyError("conflict", {
        message: "There is an account with this e-mail address already.",
        param: "email",
      });
    }
    await within.accounts.invites.insert(invite, tokenHash(deps.pepper, "invite", token));
    const details = { email, role: role ?? null, projects: invite.projects.map(({ id }) => id) };
    const note = { action: "invite.sent", subject: { kind: "invite", id: invite.id }, details } as const;
    return { result: { invite, token: new Secret(token) }, notes: [note] };
  });
}

/** 256 random bits. */
export function newToken(): string {
  return randomBytes(32).toString("base64url");
}

/** Oldest first. */
export async function listInvites({ stores }: AccountDeps, actor: Actor): Promise<readonly Invite[]> {
  demand(actor, "invite.read");
  return stores.accounts.invites.list();
}

/** Fails with `not_found`. */
export async function findInvite(
  { stores }: AccountDeps,
  actor: Actor,
  { id }: { readonly id: string },
): Promise<Invite> {
  demand(actor, "invite.read");
  const invite = await stores.accounts.invites.find(id);
  if (invite === undefined) throw noInvite();
  return invite;
}

/** Takes an invitation back. One that was accepted cannot be. */
export async function removeInvite(
  deps: AccountDeps,
  actor: Actor,
  { id }: { readonly id: string },
): Promise<void> {
  demand(actor, "invite.remove");
  await audited(deps, actor, async (within) => {
    const invite = await within.accounts.invites.find(id);
    if (invite === undefined) throw noInvite();
    if (invite.acceptedAt !== undefined) {
      throw new ParleyError("invalid_value", { message: "This invitation was accepted: remove the user." });
    }
    await within.accounts.invites.remove(id);
    const details = { email: invite.email };
    const note = { action: "invite.deleted", subject: { kind: "invite", id }, details } as const;
    return { result: undefined, notes: [note] };
  });
}

function noInvite(): ParleyError {
  return new ParleyError("not_found", { message: "There is no such invitation.", param: "invite_id" });
}
