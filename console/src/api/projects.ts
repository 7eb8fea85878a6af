import { queryOptions } from "@tanstack/react-query";
import { allPages } from "./all-pages.ts";
import { ask } from "./ask.ts";
import type { Role } from "./roles.ts";

export interface Project {
  readonly id: string;
  readonly name: string;
  readonly created_at: number;
  readonly archived_at: number | null;
  readonly status: "active" | "archived";
  readonly can: {
    readonly update: boolean;
    readonly archive: boolean;
    readonly create_keys: boolean;
    readonly create_service_accounts: boolean;
    readonly set_rate_limits: boolean;
  };
}

const all = "/v1/organization/projects";
const pathOf = (id: string): string => `${all}/${encodeURIComponent(id)}`;

/** Those that the reader may see, oldest first, also archived ones. */
export const projects = queryOptions({
  queryKey: ["projects"],
  queryFn: ({ signal }) => allPages<Project>(all, { include_archived: "true" }, signal),
});

export function projectOf(id: string) {
  return queryOptions({
    queryKey: ["projects", id],
    queryFn: ({ signal }) => ask<Project>(pathOf(id), { signal }),
  });
}

export function createProject(name: string): Promise<Project> {
  return ask(all, { method: "POST", body: { name } });
}

export function renameProject(id: string, name: string): Promise<Project> {
  return ask(pathOf(id), { method: "POST", body: { name } });
}

export function archiveProject(id: string): Promise<Project> {
  return ask(`${pathOf(id)}/archive`, { method: "POST", body: {} });
}

/** Somebody in a project. */
export interface Member {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  /** The provider of single sign-on that gave the role. */
  readonly role_from: string | null;
  readonly added_at: number;
  readonly can: { readonly update: boolean; readonly remove: boolean };
}

export function membersOf(project: string) {
  return queryOptions({
    queryKey: ["members", project],
    queryFn: ({ signal }) => allPages<Member>(`${pathOf(project)}/users`, {}, signal),
  });
}

export function addMember(project: string, user: string, role: Role): Promise<Member> {
  return ask(`${pathOf(project)}/users`, { method: "POST", body: { user_id: user, role } });
}

export function updateMember(project: string, user: string, role: Role): Promise<Member> {
  return ask(`${pathOf(project)}/users/${encodeURIComponent(user)}`, { method: "POST", body: { role } });
}

export async function removeMember(project: string, user: string): Promise<void> {
  await ask(`${pathOf(project)}/users/${encodeURIComponent(user)}`, { method: "DELETE" });
}

/** What a project may do at a time; `null`: as much as it likes. */
export interface RateAmounts {
  readonly max_requests_per_1_minute: number | null;
  readonly max_tokens_per_1_minute: number | null;
  readonly max_concurrent_calls: number | null;
  readonly max_concurrent_streams: number | null;
}

export interface RateLimit extends RateAmounts {
  readonly id: string;
  readonly can: { readonly update: boolean };
}

export function rateLimitsOf(project: string) {
  return queryOptions({
    queryKey: ["rate-limits", project],
    queryFn: async ({ signal }) => {
      const { data } = await ask<{ data: readonly RateLimit[] }>(`${pathOf(project)}/rate_limits`, {
        signal,
      });
      return data;
    },
  });
}

export function setRateLimit(project: string, id: string, amounts: RateAmounts): Promise<RateLimit> {
  return ask(`${pathOf(project)}/rate_limits/${encodeURIComponent(id)}`, { method: "POST", body: amounts });
}
