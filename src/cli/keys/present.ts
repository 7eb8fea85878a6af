import { idleMs, stateOf } from "../../admin/key-state.ts";
import { works } from "../../admin/rotate-key.ts";
import type { KeyRow, KeySecret } from "../../spec/stores.ts";
import { isoTime } from "../printable.ts";

/** A key as one JSON object. Listed by hand, so that no member shows itself by being added to the row. */
export function presentKey(key: KeyRow, now: number, secrets: readonly KeySecret[] = []) {
  const state = stateOf(key, now);
  return {
    id: key.id,
    name: key.name,
    hint: key.hint,
    project: key.projectId,
    admin: key.role !== undefined,
    role: key.role ?? null,
    project_role: key.projectRole,
    owner: key.owner?.id ?? null,
    status: state,
    scopes: key.scopes ?? null,
    models: key.models ?? null,
    addresses: key.addresses ?? null,
    origins: key.origins ?? null,
    metadata: key.metadata,
    created_at: isoTime(key.createdAt),
    expires_at: timeOrNull(key.expiresAt),
    last_used_at: timeOrNull(key.lastUsedAt),
    idle_days: Math.floor(idleMs(key, now) / 86_400_000),
    revoked_at: timeOrNull(key.revokedAt),
    secrets: secrets
      .filter(({ keyId }) => keyId === key.id)
      .map((secret) => ({
        hint: secret.hint,
        created_at: isoTime(secret.createdAt),
        last_used_at: timeOrNull(secret.lastUsedAt),
        ends_at: timeOrNull(endOf(secret)),
        works: state === "active" && works(secret, now),
      })),
  };
}

function endOf({ endsAt, revokedAt }: KeySecret): number | undefined {
  return revokedAt === undefined ? endsAt : Math.min(revokedAt, endsAt ?? revokedAt);
}

export const keyHeadings = ["ID", "ENDS IN", "NAME", "PROJECT", "ROLE", "CREATED", "LAST USED", "STATE"];

/** A key as a row under `keyHeadings`. While it is rotated, the old secret has a say in its state. */
export function keyRow(key: KeyRow, now: number, secrets: readonly KeySecret[]): readonly string[] {
  const { id, hint, name, project, role, created_at, last_used_at } = presentKey(key, now);
  return [
    id,
    hint,
    name,
    project,
    role ?? "-",
    created_at,
    last_used_at ?? "never",
    stateText(key, now, secrets),
  ];
}

function stateText(key: KeyRow, now: number, secrets: readonly KeySecret[]): string {
  const state = stateOf(key, now);
  if (state === "revoked") return `revoked ${isoTime(key.revokedAt ?? now)}`;
  if (state === "expired") return `expired ${isoTime(key.expiresAt ?? now)}`;
  const old = secrets.find(
    (secret) => secret.keyId === key.id && secret.endsAt !== undefined && works(secret, now),
  );
  const end = key.expiresAt === undefined ? "" : `, until ${isoTime(key.expiresAt)}`;
  if (old === undefined) return `active${end}`;
  const used = old.lastUsedAt === undefined ? "never used" : `last used ${isoTime(old.lastUsedAt)}`;
  return `active${end}; old secret …${old.hint} until ${isoTime(old.endsAt ?? now)}, ${used}`;
}

function timeOrNull(ms: number | undefined): string | null {
  return ms === undefined ? null : isoTime(ms);
}
