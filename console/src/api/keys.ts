import { queryOptions } from "@tanstack/react-query";
import { allPages } from "./all-pages.ts";
import { ask } from "./ask.ts";
import type { Role } from "./roles.ts";

/** Which parts of the API a key may use; the words are the API's. */
export const scopes = [
  "chat",
  "responses",
  "conversations",
  "embeddings",
  "audio",
  "images",
  "models",
  "metrics",
  "usage",
  "admin",
] as const;

/** One secret of a key: a key has two while it is rotated. */
export interface KeySecret {
  readonly redacted_value: string;
  readonly created_at: number;
  readonly last_used_at: number | null;
  readonly ends_at: number | null;
  readonly status: "active" | "ended";
}

/** What narrows a key; `null` narrows nothing. */
export interface KeyBounds {
  readonly scopes: readonly string[] | null;
  readonly models: readonly string[] | null;
  readonly addresses: readonly string[] | null;
  readonly origins: readonly string[] | null;
  readonly expires_at: number | null;
  readonly metadata: Readonly<Record<string, string>>;
}

export interface KeyOwner {
  readonly type: "user" | "service_account";
  readonly user?: { readonly id: string };
  readonly service_account?: { readonly id: string; readonly name?: string };
}

export interface Key extends KeyBounds {
  readonly id: string;
  readonly name: string;
  readonly redacted_value: string;
  readonly created_at: number;
  readonly last_used_at: number | null;
  readonly status: "active" | "expired" | "revoked";
  readonly idle_seconds: number;
  readonly role: Role;
  /** Of keys of projects; `null`: the project's own. */
  readonly owner: KeyOwner | null;
  readonly secrets: readonly KeySecret[];
  readonly can: { readonly update: boolean; readonly rotate: boolean; readonly revoke: boolean };
}

/** A key with its secret, which is told this once. */
export interface MadeKey extends Key {
  readonly value: string;
}

/** Where keys are: in a project, by its id; `null`: those that keep house. */
export type KeyHome = string | null;

const pathOf = (home: KeyHome): string =>
  home === null
    ? "/v1/organization/admin_api_keys"
    : `/v1/organization/projects/${encodeURIComponent(home)}/api_keys`;

/** All keys, the newest first, also those that are revoked. */
export function keysOf(home: KeyHome) {
  return queryOptions({
    queryKey: ["keys", home],
    queryFn: ({ signal }) => allPages<Key>(pathOf(home), { order: "desc", include_revoked: "true" }, signal),
  });
}

export type KeyWishes = Partial<KeyBounds> & { readonly name: string; readonly role?: Role };

export function createKey(home: KeyHome, wishes: KeyWishes): Promise<MadeKey> {
  return ask(pathOf(home), { method: "POST", body: wishes });
}

export function updateKey(home: KeyHome, id: string, wishes: Partial<Omit<KeyWishes, "role">>): Promise<Key> {
  return ask(`${pathOf(home)}/${id}`, { method: "POST", body: wishes });
}

/** `rotation` is the same for a repeated wish: a lost answer makes no third secret. */
export function rotateKey(
  home: KeyHome,
  id: string,
  { overlapSeconds, rotation }: { readonly overlapSeconds: number; readonly rotation: string },
): Promise<MadeKey> {
  const body = { overlap_seconds: overlapSeconds, rotation_id: rotation };
  return ask(`${pathOf(home)}/${id}/rotate`, { method: "POST", body });
}

export async function endRotation(home: KeyHome, id: string): Promise<void> {
  await ask(`${pathOf(home)}/${id}/end_rotation`, { method: "POST", body: {} });
}

export async function revokeKey(home: KeyHome, id: string): Promise<void> {
  await ask(`${pathOf(home)}/${id}`, { method: "DELETE" });
}
