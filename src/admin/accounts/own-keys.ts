import type { Role } from "../../spec/actor.ts";
import type { KeepingStores } from "../../spec/audit.ts";
import type { KeyRow } from "../../spec/stores.ts";
import type { Note } from "../audit/audited.ts";
import { atLeast } from "../can.ts";

/**
 * Brings a person's own keys down to what the person may still do: to be called whenever that has become less. A key that
 * its owner could not make any more is revoked. Gives what the audit log shall tell.
 */
export async function narrowOwnKeys(
  within: KeepingStores,
  accountId: string,
  now: number,
): Promise<readonly Note[]> {
  const { people } = within.accounts;
  const account = await people.find(accountId);
  const active = account?.disabledAt === undefined ? account : undefined;
  const memberships = await people.memberships({ accountId });
  const notes: Note[] = [];
  for (const key of await within.keys.list()) {
    if (key.owner?.type !== "account" || key.owner.id !== accountId || key.revokedAt !== undefined) continue;
    const own = memberships.find(({ projectId }) => projectId === key.projectId)?.role;
    const most = active === undefined ? undefined : higher(active.role, own);
    notes.push(...(await narrow(within, key, { most, installation: active?.role, now })));
  }
  return notes;
}

interface Bounds {
  /** The most that the owner is in the key's project. */
  readonly most: Role | undefined;
  readonly installation: Role | undefined;
  readonly now: number;
}

async function narrow(within: KeepingStores, key: KeyRow, bounds: Bounds): Promise<readonly Note[]> {
  const { most, installation, now } = bounds;
  const about = { subject: { kind: "api_key", id: key.id }, projectId: key.projectId } as const;
  const over = key.role !== undefined && !atLeast(installation, key.role);
  if (most === undefined || !atLeast(most, "member") || over) {
    await within.keys.revoke(key.id, now);
    return [{ ...about, action: "api_key.deleted", details: { reason: "its owner lost the role for it" } }];
  }
  if (atLeast(most, key.projectRole)) return [];
  await within.keys.update(key.id, { projectRole: most });
  const details = { changes: { projectRole: { old: key.projectRole, new: most } } };
  return [{ ...about, action: "api_key.updated", details }];
}

/** The higher of two roles; no role is the lowest. */
export function higher(one: Role | undefined, other: Role | undefined): Role | undefined {
  return other === undefined || atLeast(one, other) ? one : other;
}
