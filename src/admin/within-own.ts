import { addressRanges } from "../lib/address-ranges.ts";
import { namePatterns } from "../lib/name-patterns.ts";
import type { Actor } from "../spec/actor.ts";
import { ParleyError } from "../spec/errors.ts";
import { usualScopes } from "../spec/scope.ts";
import type { KeyBounds } from "../spec/stores.ts";
import { type Action, can } from "./can.ts";
import type { KeyTerms } from "./key-bounds.ts";

/** Bounds as they shall be: `null` where nothing is narrowed, absent where nothing is said. */
export type GivenTerms = Pick<KeyTerms, keyof KeyBounds>;

/** All bounds of a key that is to be made, or whose secret is to be had. */
export function allTerms({ scopes, models, expiresAt, addresses, origins }: KeyBounds): GivenTerms {
  return {
    scopes: scopes ?? null,
    models: models ?? null,
    expiresAt: expiresAt ?? null,
    addresses: addresses ?? null,
    origins: origins ?? null,
  };
}

export function mayGiveScopes({ role }: Actor, { scopes }: GivenTerms): boolean {
  return role !== undefined || scopes?.includes("metrics") !== true;
}

/**
 * Metrics tell of all projects together, so nobody gives their scope by its name who has no role in the installation. Fails
 * with `permission_denied`.
 */
export function demandScopes(actor: Actor, terms: GivenTerms): void {
  if (mayGiveScopes(actor, terms)) return;
  throw new ParleyError("permission_denied", {
    message:
      "Metrics tell of the whole installation: only somebody with a role in it may give the scope metrics.",
    param: "scopes",
  });
}

/**
 * Whoever acts by a key or a token gives no more than he has by it: or a key for an hour, or for one model, would make
 * itself into one for everything, and whoever has stolen a token would have a key. Fails with `permission_denied` and the
 * name of the term.
 */
export function demandWithinOwn(actor: Actor, action: Action, projectId: string, terms: GivenTerms): void {
  const term = widerThanOwn(actor, action, projectId, terms);
  if (term === undefined) return;
  throw new ParleyError("permission_denied", {
    message: `By the key or token of this request you may not make, or get, a key that may do more: its '${term}' go beyond. Say '${term}' as narrow as your own, or ask somebody who does it without this key: a person who has signed in, or the operator.`,
    param: term,
  });
}

/**
 * The term that goes beyond the actor's own, as callers name it; `undefined` where none does. To give others the scopes
 * that ask models is what the scope `admin` is for, with a role that keeps the project.
 */
export function widerThanOwn(
  { terms: own, ...actor }: Actor,
  action: Action,
  projectId: string,
  terms: GivenTerms,
): string | undefined {
  if (own === undefined) return undefined;
  const { scopes, models, addresses, origins, expiresAt } = terms;
  const toGive = can(actor, action, { projectId }) ? own.scopes?.concat(usualScopes) : own.scopes;
  if (!covers(toGive, scopes, amongThem)) return "scopes";
  // A pattern of ours that fits another pattern, letter by letter, fits all that the other one does.
  if (!covers(own.models, models, namePatterns)) return "models";
  if (!covers(own.addresses, addresses, withinRanges)) return "addresses";
  if (!covers(own.origins, origins, amongThem)) return "origins";
  if (own.expiresAt !== undefined && expiresAt !== undefined && (expiresAt ?? Infinity) > own.expiresAt)
    return "expires_at";
  return undefined;
}

function covers(
  own: readonly string[] | undefined,
  given: readonly string[] | null | undefined,
  allowing: (own: readonly string[]) => (each: string) => boolean,
): boolean {
  if (own === undefined || given === undefined) return true;
  return given !== null && given.every(allowing(own));
}

function amongThem(own: readonly string[]): (each: string) => boolean {
  return (each) => own.includes(each);
}

/** The same ranges, and single addresses in them. */
function withinRanges(own: readonly string[]): (text: string) => boolean {
  const allows = addressRanges(own);
  return (text) => own.includes(text) || (!text.includes("/") && allows?.(text) === true);
}
