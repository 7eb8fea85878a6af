import type { Me } from "./account.ts";

/** From the least to the most: each may do what those before it may. */
export const roles = ["viewer", "member", "admin", "owner"] as const;

export type Role = (typeof roles)[number];

export function isRole(word: string | null): word is Role {
  return roles.some((role) => role === word);
}

export function rolesUpTo(most: Role): readonly Role[] {
  return roles.slice(0, roles.indexOf(most) + 1);
}

/** The most that somebody may give away: their own role, in the installation or in the project, the higher one. */
export function highestRole(person: Me, projectId?: string): Role {
  const inProject = person.projects.find(({ id }) => id === projectId)?.role ?? null;
  const places = [person.account.role, inProject].map((role) => (isRole(role) ? roles.indexOf(role) : 0));
  return roles[Math.max(...places)] ?? "viewer";
}
