import { stateOf, idleMs } from "../../../admin/key-state.ts";
import { mayKey } from "../../../admin/key-rights.ts";
import { works } from "../../../admin/rotate-key.ts";
import type { Actor } from "../../../spec/actor.ts";
import type { KeyRow, KeySecret, ServiceAccount } from "../../../spec/stores.ts";
import { seconds, secondsOrNull } from "../paging.ts";

/** What an answer about keys needs to know beside them. */
export interface KeyView {
  readonly actor: Actor;
  /** Unix milliseconds. */
  readonly now: number;
  readonly secrets: readonly KeySecret[];
  readonly serviceAccounts: readonly ServiceAccount[];
}

/** A project's key in OpenAI's form, and what it does not have. Listed by hand, so that no column shows itself. */
export function presentProjectKey(key: KeyRow, view: KeyView): object {
  return {
    object: "organization.project.api_key",
    ...commonOf(key, view),
    role: key.projectRole,
    owner: ownerOf(key, view.serviceAccounts),
    owner_project_access: stateOf(key, view.now) === "active" ? "active" : "inactive",
  };
}

/** A key that keeps house. OpenAI's belong to a user; here, whoever may do everything is the installation itself. */
export function presentAdminKey(key: KeyRow, view: KeyView): object {
  const { id, name, createdAt, role = "viewer" } = key;
  return {
    object: "organization.admin_api_key",
    ...commonOf(key, view),
    role,
    owner: {
      type: "user",
      object: "organization.user",
      id: key.owner?.id ?? id,
      name,
      created_at: seconds(createdAt),
      role,
    },
  };
}

function commonOf(key: KeyRow, { actor, now, secrets }: KeyView) {
  const state = stateOf(key, now);
  const isOver = state === "revoked";
  return {
    id: key.id,
    name: key.name,
    redacted_value: redacted(key.hint),
    created_at: seconds(key.createdAt),
    last_used_at: secondsOrNull(key.lastUsedAt),
    expires_at: secondsOrNull(key.expiresAt),
    revoked_at: secondsOrNull(key.revokedAt),
    status: state,
    idle_seconds: seconds(idleMs(key, now)),
    project_id: key.projectId,
    scopes: key.scopes ?? null,
    models: key.models ?? null,
    addresses: key.addresses ?? null,
    origins: key.origins ?? null,
    metadata: key.metadata,
    secrets: secrets
      .filter(({ keyId }) => keyId === key.id)
      .map((secret) => presentSecret(secret, state === "active" && works(secret, now))),
    can: {
      update: !isOver && mayKey(actor, "update", key),
      rotate: !isOver && mayKey(actor, "rotate", key),
      revoke: !isOver && mayKey(actor, "revoke", key),
    },
  };
}

function presentSecret(secret: KeySecret, isActive: boolean) {
  const { hint, createdAt, lastUsedAt, endsAt, revokedAt } = secret;
  const end = revokedAt === undefined ? endsAt : Math.min(revokedAt, endsAt ?? revokedAt);
  return {
    redacted_value: redacted(hint),
    created_at: seconds(createdAt),
    last_used_at: secondsOrNull(lastUsedAt),
    ends_at: secondsOrNull(end),
    status: isActive ? "active" : "ended",
  };
}

function redacted(hint: string): string {
  return `sk-parley-...${hint}`;
}

function ownerOf({ owner }: KeyRow, accounts: readonly ServiceAccount[]): object | null {
  if (owner === undefined) return null;
  if (owner.type === "account") return { type: "user", user: { id: owner.id } };
  const account = accounts.find(({ id }) => id === owner.id);
  const known = account && { name: account.name, role: account.role, created_at: seconds(account.createdAt) };
  return { type: "service_account", service_account: { id: owner.id, ...known } };
}
