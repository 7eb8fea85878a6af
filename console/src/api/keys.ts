import { queryOptions } from "@tanstack/react-query";
import { ask } from "./ask.ts";

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
}

export interface Key extends KeyBounds {
  readonly id: string;
  readonly name: string;
  readonly redacted_value: string;
  readonly created_at: number;
  readonly last_used_at: number | null;
  readonly status: "active" | "expired" | "revoked";
  readonly idle_seconds: number;
  readonly secrets: readonly KeySecret[];
  readonly can: { readonly update: boolean; readonly rotate: boolean; readonly revoke: boolean };
}

/** A key with its secret, which is told this once. */
export interface MadeKey extends Key {
  readonly value: string;
}

const pathOf = (project: string): string =>
  `/v1/organization/projects/${encodeURIComponent(project)}/api_keys`;

export function keysOf(project: string) {
  return queryOptions({
    queryKey: ["keys", project],
    queryFn: async ({ signal }) =>
      (await ask<{ data: readonly Key[] }>(`${pathOf(project)}?limit=100&order=desc`, { signal })).data,
  });
}

export type KeyWishes = Partial<KeyBounds> & { readonly name: string };

export function createKey(project: string, wishes: KeyWishes): Promise<MadeKey> {
  return ask(pathOf(project), { method: "POST", body: wishes });
}

export function updateKey(project: string, id: string, wishes: Partial<KeyWishes>): Promise<Key> {
  return ask(`${pathOf(project)}/${id}`, { method: "POST", body: wishes });
}

/** `rotation` is the same for a repeated wish: a lost answer makes no third secret. */
export function rotateKey(
  project: string,
  id: string,
  { overlapSeconds, rotation }: { readonly overlapSeconds: number; readonly rotation: string },
): Promise<MadeKey> {
  const body = { overlap_seconds: overlapSeconds, rotation_id: rotation };
  return ask(`${pathOf(project)}/${id}/rotate`, { method: "POST", body });
}

export async function endRotation(project: string, id: string): Promise<void> {
  await ask(`${pathOf(project)}/${id}/end_rotation`, { method: "POST", body: {} });
}

export async function revokeKey(project: string, id: string): Promise<void> {
  await ask(`${pathOf(project)}/${id}`, { method: "DELETE" });
}
