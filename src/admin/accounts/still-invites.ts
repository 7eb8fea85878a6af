import type { Invite } from "../../spec/account.ts";
import { type Actor, operator } from "../../spec/actor.ts";
import type { KeepingStores } from "../../spec/audit.ts";
import { principalOf } from "../authenticate.ts";
import { can, hasRole } from "../can.ts";
import { actorOfAccount } from "./deps.ts";

/**
 * Whether whoever has invited could still do it: somebody who is out, or is less than before, must not come in again, or
 * bring others in, by what was written before. A key that has ended in its time has done nothing wrong; one that was
 * revoked may have.
 */
export async function stillInvites(within: KeepingStores, invite: Invite): Promise<boolean> {
  const { invitedBy, role, projects } = invite;
  if (invitedBy === operator.id) return true;
  const actor = (await personNow(within, invitedBy)) ?? (await keyNow(within, invitedBy));
  if (actor === undefined || !can(actor, "invite.create")) return false;
  const given = projects.every((project) => hasRole(actor, project.role, project.id));
  return given && (role === undefined || hasRole(actor, role));
}

async function personNow(within: KeepingStores, id: string): Promise<Actor | undefined> {
  const { people } = within.accounts;
  const account = await people.find(id);
  if (account === undefined || account.disabledAt !== undefined) return undefined;
  return actorOfAccount(account, await people.memberships({ accountId: id }));
}

async function keyNow(within: KeepingStores, id: string): Promise<Actor | undefined> {
  const key = await within.keys.find(id);
  return key === undefined || key.revokedAt !== undefined ? undefined : principalOf(key, 1).actor;
}
