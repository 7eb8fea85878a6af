import { type Actor, type Role, roles } from "../spec/actor.ts";
import { ParleyError } from "../spec/errors.ts";

interface Row {
  /** The least role in the installation with which one may do it anywhere. */
  readonly installation: Role;
  /** The least role in a project with which one may do it there; absent: a role in a project is not enough. */
  readonly project?: Role;
  /** The least role in a project with which one may do it to what is one's own. */
  readonly own?: Role;
}

const reading: Row = { installation: "viewer", project: "viewer" };
const running: Row = { installation: "admin", project: "admin" };
const ownKeys: Row = { installation: "admin", project: "admin", own: "member" };

/** Who may do what: the one table. Roles of the installation hold in every project. */
const table = {
  "project.create": { installation: "admin" },
  "project.read": reading,
  "project.update": running,
  "project.archive": { installation: "admin", project: "owner" },

  "service_account.read": reading,
  "service_account.create": running,
  "service_account.update": running,
  "service_account.delete": running,

  "key.read": reading,
  "key.create": ownKeys,
  "key.update": ownKeys,
  "key.rotate": ownKeys,
  "key.revoke": ownKeys,

  "admin_key.read": { installation: "admin" },
  "admin_key.create": { installation: "admin" },
  "admin_key.update": { installation: "admin" },
  "admin_key.rotate": { installation: "admin" },
  "admin_key.revoke": { installation: "admin" },

  // What bounds a project is not for the project to change; what bounds one of its keys is.
  "limit.read": reading,
  "limit.set": { installation: "admin" },
  "key_limit.set": running,
  "budget.read": reading,
  "budget.set": { installation: "admin" },
  "key_budget.set": running,

  "usage.read": reading,
  "ledger.read": reading,
  "audit.read": { installation: "admin" },
  "security.read": { installation: "admin" },
  "request.read": reading,
  // What was said in a call is more than that there was one.
  "request.read_content": running,
  "anomaly.read": reading,

  "user.read": { installation: "viewer" },
  "user.update": { installation: "admin" },
  "user.remove": { installation: "admin" },
  "session.read": { installation: "admin" },
  "session.end": { installation: "admin" },
  "invite.read": { installation: "admin" },
  "invite.create": { installation: "admin" },
  "invite.remove": { installation: "admin" },
  "project_user.read": reading,
  "project_user.add": running,
  "project_user.update": running,
  "project_user.remove": running,

  "provider.read": { installation: "viewer" },
  "provider.set_key": { installation: "admin" },
  "settings.read": { installation: "admin" },
  "settings.update": { installation: "admin" },
  "model.pull": { installation: "admin" },
  "model.remove": { installation: "admin" },
} as const satisfies Record<string, Row>;

/** Whatever somebody can do that is not asking a model. */
export type Action = keyof typeof table;

export const actions = Object.keys(table) as readonly Action[];

/** What an action is done to. Without a project it is the installation's. */
export interface Thing {
  readonly projectId?: string;
  /** The account or service account whose it is. */
  readonly ownerId?: string;
}

/** Whether `role` is at least `least`; no role never is. */
export function atLeast(role: Role | undefined, least: Role): boolean {
  return role !== undefined && roles.indexOf(role) >= roles.indexOf(least);
}

/** Whether the actor may do this to the thing. */
export function can(actor: Actor, action: Action, { projectId, ownerId }: Thing = {}): boolean {
  const row: Row = table[action];
  if (atLeast(actor.role, row.installation)) return true;
  if (projectId === undefined) return false;
  const role = actor.projects.get(projectId);
  if (row.project !== undefined && atLeast(role, row.project)) return true;
  return row.own !== undefined && atLeast(role, row.own) && isOwn(actor, ownerId);
}

/** Whether the actor may do this to anything at all: what can be said before the thing is known. */
export function canSomewhere(actor: Actor, action: Action): boolean {
  const row: Row = table[action];
  if (atLeast(actor.role, row.installation)) return true;
  const least = row.own ?? row.project;
  return least !== undefined && actor.projects.values().some((role) => atLeast(role, least));
}

/** Fails with `permission_denied` unless the actor may do this to the thing. */
export function demand(actor: Actor, action: Action, thing?: Thing): void {
  if (!can(actor, action, thing)) throw denied(action);
}

/** Which of the named actions the actor may do to the thing; for the `can` of answers. */
export function whatCan<Name extends string>(
  actor: Actor,
  named: Readonly<Record<Name, Action>>,
  thing?: Thing,
): Record<Name, boolean> {
  const entries = Object.entries(named) as [Name, Action][];
  return Object.fromEntries(entries.map(([name, action]) => [name, can(actor, action, thing)])) as Record<
    Name,
    boolean
  >;
}

/** Whether the actor has at least this role, in the installation or in the project. */
export function hasRole(actor: Actor, role: Role, projectId?: string): boolean {
  const own = projectId === undefined ? undefined : actor.projects.get(projectId);
  return atLeast(actor.role, role) || atLeast(own, role);
}

/** Nobody gives away more than they have: fails with `permission_denied` for a role above the actor's own. */
export function demandRole(actor: Actor, role: Role, projectId?: string): void {
  if (hasRole(actor, role, projectId)) return;
  throw new ParleyError("permission_denied", {
    message: `The role ${role} is above your own, so you may not give it to anybody, nor change who has it.`,
    param: "role",
  });
}

export function denied(action: Action): ParleyError {
  const row: Row = table[action];
  const within = row.project === undefined ? "" : `, or ${row.own ?? row.project} in the project`;
  return new ParleyError("permission_denied", {
    message: `You may not do this (${action}). It needs the role ${row.installation}${within}. \`parley keys create --role ${row.installation}\` makes a key that may.`,
  });
}

function isOwn(actor: Actor, ownerId: string | undefined): boolean {
  return ownerId !== undefined && (ownerId === actor.id || ownerId === actor.ownerId);
}
