import type { Account, Membership } from "../../spec/account.ts";
import type { Role } from "../../spec/actor.ts";
import type { KeepingStores } from "../../spec/audit.ts";
import type { Note } from "../audit/audited.ts";
import { higher, narrowOwnKeys } from "./own-keys.ts";
import type { SignOnProvider } from "./sign-on-provider.ts";

/** What a person's groups make of them. */
export interface MappedRoles {
  readonly role: Role | undefined;
  /** By the project's id. */
  readonly projects: ReadonlyMap<string, Role>;
}

/** The highest role that one of the groups gives, here and in each project. */
export function mapRoles(
  { roles, projects }: Pick<SignOnProvider, "roles" | "projects">,
  groups: readonly string[],
): MappedRoles {
  const all = ["*", ...groups];
  const most = (table: Readonly<Record<string, Role>>): Role | undefined =>
    all.reduce<Role | undefined>(
      (found, group) => (Object.hasOwn(table, group) ? higher(found, table[group]) : found),
      undefined,
    );
  const inProjects = Object.entries(projects).flatMap(([id, table]) => {
    const role = most(table);
    return role === undefined ? [] : [[id, role] as const];
  });
  return { role: most(roles), projects: new Map(inProjects) };
}

/** The groups that a claim tells: a list of texts, or one text. Whatever else it is tells nothing. */
export function groupsOf(claim: unknown): readonly string[] {
  const list: readonly unknown[] = Array.isArray(claim) ? claim : [claim];
  return list.filter((entry) => typeof entry === "string").slice(0, 1_000);
}

/**
 * Gives a person what the groups give, and takes away what this provider gave before and does not any more. What a
 * person has given stays: it is not the provider's. The last owner stays one. To be called with the lock of
 * `PeopleStore`.
 */
export async function applyRoles(
  within: KeepingStores,
  account: Account,
  {
    provider,
    mapped,
    now,
  }: { readonly provider: string; readonly mapped: MappedRoles; readonly now: number },
): Promise<readonly Note[]> {
  const roleNotes = await applyRole(within, account, provider, mapped.role);
  const memberNotes = await applyMemberships(within, account, { provider, mapped, now });
  const notes = [...roleNotes, ...memberNotes];
  return notes.length === 0 ? [] : [...notes, ...(await narrowOwnKeys(within, account.id, now))];
}

async function applyRole(
  { accounts: { people } }: KeepingStores,
  account: Account,
  provider: string,
  role: Role | undefined,
): Promise<readonly Note[]> {
  const mayChange = account.role === undefined || account.roleFrom === provider;
  if (!mayChange || account.role === role) return [];
  const isLast = account.role === "owner" && (await people.otherOwners(account.id)) === 0;
  const details = { changes: { role: { old: account.role ?? null, new: role ?? null } }, provider };
  const note = { action: "user.updated", subject: { kind: "user", id: account.id } } as const;
  if (isLast) return [{ ...note, details: { ...details, kept: "the last owner stays one" } }];
  await people.update(account.id, { role: role ?? null, roleFrom: role === undefined ? null : provider });
  return [{ ...note, details }];
}

async function applyMemberships(
  { accounts: { people }, projects }: KeepingStores,
  account: Account,
  {
    provider,
    mapped,
    now,
  }: { readonly provider: string; readonly mapped: MappedRoles; readonly now: number },
): Promise<readonly Note[]> {
  const before = await people.memberships({ accountId: account.id });
  const notes: Note[] = [];
  const note = (membership: Pick<Membership, "projectId" | "role">, isThere: boolean): void => {
    notes.push({
      action: isThere ? "role.assignment.created" : "role.assignment.deleted",
      subject: { kind: "user", id: account.id },
      projectId: membership.projectId,
      details: { role: membership.role, provider },
    });
  };
  for (const old of before) {
    if (old.roleFrom !== provider || mapped.projects.has(old.projectId)) continue;
    await people.removeMembership(old.projectId, account.id);
    note(old, false);
  }
  for (const [projectId, role] of mapped.projects) {
    const old = before.find((each) => each.projectId === projectId);
    if (old !== undefined && (old.roleFrom !== provider || old.role === role)) continue;
    const project = await projects.find(projectId);
    if (project === undefined || project.archivedAt !== undefined) continue;
    const createdAt = old?.createdAt ?? now;
    await people.putMembership({ projectId, accountId: account.id, role, roleFrom: provider, createdAt });
    note({ projectId, role }, true);
  }
  return notes;
}
