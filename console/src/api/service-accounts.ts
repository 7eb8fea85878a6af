import { queryOptions } from "@tanstack/react-query";
import { allPages } from "./all-pages.ts";
import { ask } from "./ask.ts";
import type { Role } from "./roles.ts";

/** A program that has keys, and is no person. */
export interface ServiceAccount {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  readonly created_at: number;
  readonly can: { readonly update: boolean; readonly delete: boolean; readonly create_keys: boolean };
}

/** A key of it, with its secret, which is told this once. */
export interface MadeServiceKey {
  readonly id: string;
  readonly name: string;
  readonly expires_at: number | null;
  readonly value: string;
}

const pathOf = (project: string): string =>
  `/v1/organization/projects/${encodeURIComponent(project)}/service_accounts`;

export function serviceAccountsOf(project: string) {
  return queryOptions({
    queryKey: ["service-accounts", project],
    queryFn: ({ signal }) => allPages<ServiceAccount>(pathOf(project), {}, signal),
  });
}

interface FirstKey {
  readonly scopes: readonly string[];
  readonly expires_in_seconds: number | null;
}

/** With its first key. */
export function createServiceAccount(
  project: string,
  wishes: { readonly name: string; readonly role: Role } & FirstKey,
): Promise<ServiceAccount & { readonly api_key: MadeServiceKey | null }> {
  return ask(pathOf(project), { method: "POST", body: wishes });
}

export function updateServiceAccount(
  project: string,
  id: string,
  wishes: { readonly name: string; readonly role: Role },
): Promise<ServiceAccount> {
  return ask(`${pathOf(project)}/${id}`, { method: "POST", body: wishes });
}

export async function deleteServiceAccount(project: string, id: string): Promise<void> {
  await ask(`${pathOf(project)}/${id}`, { method: "DELETE" });
}

/** Another key for it. */
export function createServiceKey(
  project: string,
  id: string,
  wishes: { readonly name: string } & FirstKey,
): Promise<MadeServiceKey> {
  return ask(`${pathOf(project)}/${id}/api_keys`, { method: "POST", body: wishes });
}
