import type { Actor } from "../spec/actor.ts";
import type { KeyRow } from "../spec/stores.ts";
import { type Action, can, demand, demandRole, hasRole } from "./can.ts";
import {
  allTerms,
  demandScopes,
  demandWithinOwn,
  type GivenTerms,
  mayGiveScopes,
  widerThanOwn,
} from "./within-own.ts";

type KeyDeed = "read" | "create" | "update" | "rotate" | "revoke";

/** A key with a role in the installation is another kind of thing than one of a project. */
function actionOn(deed: KeyDeed, key: Pick<KeyRow, "role">): Action {
  return key.role === undefined ? `key.${deed}` : `admin_key.${deed}`;
}

type KeyThing = Pick<KeyRow, "projectId" | "role" | "owner">;

/** Whether the actor may do this to the key. */
export function canKey(actor: Actor, deed: KeyDeed, key: KeyThing): boolean {
  return can(actor, actionOn(deed, key), thingOf(key));
}

/** Fails with `permission_denied` unless the actor may do this to the key. */
export function demandKey(actor: Actor, deed: KeyDeed, key: KeyThing): void {
  demand(actor, actionOn(deed, key), thingOf(key));
}

type KeyRoles = Pick<KeyRow, "projectId" | "role" | "projectRole">;

/** Nobody changes, or learns a secret of, a key that may do more than they. */
export function demandNotAbove(actor: Actor, key: KeyRoles): void {
  if (key.role !== undefined) demandRole(actor, key.role);
  else demandRole(actor, key.projectRole, key.projectId);
}

/** Fails with `permission_denied` where the key's terms would be more than the actor may give; see `demandWithinOwn`. */
export function demandKeyTerms(
  actor: Actor,
  deed: KeyDeed,
  key: Pick<KeyRow, "role" | "projectId">,
  terms: GivenTerms,
): void {
  demandScopes(actor, terms);
  demandWithinOwn(actor, actionOn(deed, key), key.projectId, terms);
}

/** Whether the actor would get away with this deed on the key as it is. */
export function mayKey(actor: Actor, deed: KeyDeed, key: KeyRow): boolean {
  const { role, projectRole, projectId } = key;
  const isAbove = role === undefined ? !hasRole(actor, projectRole, projectId) : !hasRole(actor, role);
  if (!canKey(actor, deed, key) || isAbove) return false;
  if (deed !== "rotate") return true;
  const terms = allTerms(key);
  return (
    mayGiveScopes(actor, terms) && widerThanOwn(actor, actionOn(deed, key), projectId, terms) === undefined
  );
}

function thingOf({ projectId, owner }: KeyThing) {
  return { projectId, ...(owner !== undefined && { ownerId: owner.id }) };
}
