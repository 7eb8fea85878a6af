import type { Account, Membership } from "../../spec/account.ts";
import type { Actor, Role } from "../../spec/actor.ts";
import { ParleyError } from "../../spec/errors.ts";
import { audited, type Note } from "../audit/audited.ts";
import { atLeast, can, demand, demandRole } from "../can.ts";
import { demandProject } from "../projects.ts";
import type { AccountDeps } from "./deps.ts";
import { narrowOwnKeys } from "./own-keys.ts";
import { there } from "./people.ts";

/** A person in a project. */
export interface Member {
  readonly account: Account;
  readonly membership: Membership;
}

interface InProject {
  readonly projectId: string;
}

interface OfProject extends InProject {
  readonly userId: string;
}

/** Oldest first. */
export async function listMembers(
  deps: AccountDeps,
  actor: Actor,
  { projectId }: InProject,
): Promise<readonly Member[]> {
  await demandProject(deps, actor, projectId);
  demand(actor, "project_user.read", { projectId });
  const { people } = deps.stores.accounts;
  const [memberships, accounts] = await Promise.all([people.memberships({ projectId }), people.list()]);
  const byId = new Map(accounts.map((account) => [account.id, account]));
  return memberships.flatMap((membership) => {
    const account = byId.get(membership.accountId);
    return account === undefined ? [] : [{ account, membership }];
  });
}

/** Fails with `not_found`. */
export async function findMember(deps: AccountDeps, actor: Actor, wanted: OfProject): Promise<Member> {
  const members = await listMembers(deps, actor, wanted);
  const member = members.find(({ account }) => account.id === wanted.userId);
  if (member === undefined) throw noMember();
  return member;
}

/** Gives a person a role in a project, instead of the one that there may be. */
export async function putMember(
  deps: AccountDeps,
  actor: Actor,
  { projectId, userId, role, add }: OfProject & { readonly role: Role; readonly add: boolean },
): Promise<Member> {
  await demandProject(deps, actor, projectId);
  demand(actor, add ? "project_user.add" : "project_user.update", { projectId });
  demandRole(actor, role, projectId);
  return audited(deps, actor, async (within) => {
    const { people } = within.accounts;
    await people.lock();
    const [before] = (await people.memberships({ projectId, accountId: userId })) as readonly (
      | Membership
      | undefined
    )[];
    // Whoever keeps a project learns nothing of people who are not in it.
    if (before === undefined && !add) throw noMember();
    const account = there(await people.find(userId));
    if (before !== undefined) demandRole(actor, before.role, projectId);
    const now = deps.clock.now();
    const membership: Membership = {
      projectId,
      accountId: userId,
      role,
      createdAt: before?.createdAt ?? now,
    };
    await people.putMembership(membership);
    const notes = await narrowOwnKeys(within, userId, now);
    const note: Note = {
      action: "role.assignment.created",
      subject: { kind: "user", id: userId },
      projectId,
      details: { changes: { role: { old: before?.role ?? null, new: role } } },
    };
    return { result: { account, membership }, notes: [note, ...notes] };
  });
}

/** Takes a person out of a project, with their own keys in it. */
export async function removeMember(deps: AccountDeps, actor: Actor, wanted: OfProject): Promise<void> {
  const { projectId, userId } = wanted;
  await demandProject(deps, actor, projectId);
  demand(actor, "project_user.remove", { projectId });
  await audited(deps, actor, async (within) => {
    const { people } = within.accounts;
    await people.lock();
    const [before] = await people.memberships({ projectId, accountId: userId });
    if (before === undefined) throw noMember();
    demandRole(actor, before.role, projectId);
    await people.removeMembership(projectId, userId);
    const notes = await narrowOwnKeys(within, userId, deps.clock.now());
    const note: Note = {
      action: "role.assignment.deleted",
      subject: { kind: "user", id: userId },
      projectId,
      details: { role: before.role },
    };
    return { result: undefined, notes: [note, ...notes] };
  });
}

/** Whether the actor may change this person's role in the project. */
export function canManage(actor: Actor, { projectId, role }: Membership): boolean {
  const notAbove = atLeast(actor.role, role) || atLeast(actor.projects.get(projectId), role);
  return notAbove && can(actor, "project_user.update", { projectId });
}

function noMember(): ParleyError {
  return new ParleyError("not_found", {
    message: "There is no such user in this project.",
    param: "user_id",
  });
}
