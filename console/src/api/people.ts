import { queryOptions } from "@tanstack/react-query";
import { allPages } from "./all-pages.ts";
import { ask } from "./ask.ts";
import type { Role } from "./roles.ts";
import type { Session } from "./sessions.ts";

/** Somebody with an account. */
export interface User {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  /** In the installation; `null`: none. */
  readonly role: Role | null;
  /** The provider of single sign-on that gave the role. */
  readonly role_from: string | null;
  readonly added_at: number;
  readonly last_login_at: number | null;
  readonly disabled_at: number | null;
  readonly can: { readonly update: boolean; readonly remove: boolean; readonly end_sessions: boolean };
}

const pathOf = (id: string): string => `/v1/organization/users/${encodeURIComponent(id)}`;

export const users = queryOptions({
  queryKey: ["users"],
  queryFn: ({ signal }) => allPages<User>("/v1/organization/users", {}, signal),
});

export interface UserWishes {
  readonly role?: Role | null;
  readonly name?: string;
  readonly disabled?: boolean;
}

export function updateUser(id: string, wishes: UserWishes): Promise<User> {
  return ask(pathOf(id), { method: "POST", body: wishes });
}

export async function removeUser(id: string): Promise<void> {
  await ask(pathOf(id), { method: "DELETE" });
}

export function userSessions(id: string) {
  return queryOptions({
    queryKey: ["user-sessions", id],
    queryFn: async ({ signal }) =>
      (await ask<{ data: readonly Session[] }>(`${pathOf(id)}/sessions`, { signal })).data,
  });
}

export async function endUserSessions(id: string): Promise<void> {
  await ask(`${pathOf(id)}/sessions`, { method: "DELETE" });
}

/** That somebody may register. */
export interface Invite {
  readonly id: string;
  readonly email: string;
  readonly role: Role | null;
  readonly status: "pending" | "accepted" | "expired";
  readonly created_at: number;
  readonly expires_at: number;
  readonly projects: readonly { readonly id: string; readonly role: Role }[];
  readonly can: { readonly remove: boolean };
}

export const invites = queryOptions({
  queryKey: ["invites"],
  queryFn: ({ signal }) => allPages<Invite>("/v1/organization/invites", {}, signal),
});

export interface InviteWishes {
  readonly email: string;
  readonly role: Role | null;
  readonly projects: Invite["projects"];
}

/** An invitation with its link, which is told this once: whoever invites hands it on. */
export interface MadeInvite extends Invite {
  /** Of the console, after its origin. */
  readonly path: string;
}

export function createInvite(wishes: InviteWishes): Promise<MadeInvite> {
  return ask("/v1/organization/invites", { method: "POST", body: wishes });
}

export async function removeInvite(id: string): Promise<void> {
  await ask(`/v1/organization/invites/${encodeURIComponent(id)}`, { method: "DELETE" });
}
