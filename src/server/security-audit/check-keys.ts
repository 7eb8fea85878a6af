import { atLeast } from "../../admin/can.ts";
import type { KeyRow } from "../../spec/stores.ts";
import type { SecurityFacts, StoredFacts } from "./facts.ts";
import type { SecurityFinding } from "../../spec/security-finding.ts";

const day = 86_400_000;

/** Days without use after which a key should go, and days after which a secret should be replaced. */
const stale = 90;
const neverUsed = 30;
const old = 365;

/** Keys that nobody uses, that may do more than they need, or whose secret is old. */
export function checkKeys({ stored, now }: SecurityFacts): readonly SecurityFinding[] {
  if (stored === undefined) return [];
  const working = stored.keys.filter(
    ({ revokedAt, expiresAt }) => revokedAt === undefined && (expiresAt ?? Infinity) > now,
  );
  return working.flatMap((key) => [
    ...checkUse(key, now),
    ...checkBreadth(key),
    ...checkAge(key, stored, now),
  ]);
}

function checkUse({ id, name, createdAt, lastUsedAt }: KeyRow, now: number): readonly SecurityFinding[] {
  const remedy = `If nobody needs it: parley keys revoke ${id}`;
  const days = (since: number): number => Math.floor((now - since) / day);
  if (lastUsedAt === undefined) {
    if (days(createdAt) < neverUsed) return [];
    const message = `The key ${shown(name)} was made ${days(createdAt)} days ago and never used.`;
    return [{ id: "unused-key", severity: "low", message, remedy, subject: id }];
  }
  if (days(lastUsedAt) < stale) return [];
  const message = `The key ${shown(name)} was not used for ${days(lastUsedAt)} days.`;
  return [{ id: "stale-key", severity: "medium", message, remedy, subject: id }];
}

function checkBreadth(key: KeyRow): readonly SecurityFinding[] {
  const { id, name, role, projectRole, scopes, expiresAt, addresses } = key;
  const narrow = `parley keys update ${id} --scopes … --addresses … --expires 90d`;
  const keepsHouse = scopes === undefined || scopes.includes("admin");
  if (atLeast(role, "admin") && keepsHouse && expiresAt === undefined && addresses === undefined) {
    const message = `The key ${shown(name)} may keep the whole house, from everywhere and for ever.`;
    return [{ id: "broad-admin-key", severity: "medium", message, remedy: narrow, subject: id }];
  }
  if (role === undefined && scopes === undefined && atLeast(projectRole, "admin")) {
    const message = `The key ${shown(name)} may do everything in its project.`;
    return [{ id: "broad-key", severity: "low", message, remedy: narrow, subject: id }];
  }
  return [];
}

function checkAge({ id, name }: KeyRow, { secrets }: StoredFacts, now: number): readonly SecurityFinding[] {
  const newest = secrets.find(({ keyId }) => keyId === id);
  if (newest === undefined || now - newest.createdAt < old * day) return [];
  const days = Math.floor((now - newest.createdAt) / day);
  return [
    {
      id: "old-secret",
      severity: "low",
      message: `The secret of the key ${shown(name)} is ${days} days old.`,
      remedy: `parley keys rotate ${id} --overlap 24h`,
      subject: id,
    },
  ];
}

function shown(name: string): string {
  return JSON.stringify(name);
}
