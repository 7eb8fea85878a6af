import type { Clock } from "../lib/clock.ts";
import { keyedHash } from "../lib/keyed-hash.ts";
import { randomId } from "../lib/random-id.ts";
import { Secret } from "../lib/secret.ts";
import type { Actor, Role } from "../spec/actor.ts";
import type { AuditAction, KeepingStores } from "../spec/audit.ts";
import { ParleyError } from "../spec/errors.ts";
import { usualScopes } from "../spec/scope.ts";
import type { KeyChanges, KeyOwner, KeyRow, Stores } from "../spec/stores.ts";
import { audited } from "./audit/audited.ts";
import { changes } from "./audit/changes.ts";
import { atLeast, demandRole } from "./can.ts";
import { boundsGiven, checkTerms, type KeyTerms } from "./key-bounds.ts";
import { newKey } from "./key-format.ts";
import { demandHome, demandOwner } from "./key-home.ts";
import { canKey, demandKey, demandKeyTerms, demandNotAbove } from "./key-rights.ts";
import { demandProject, findProject } from "./projects.ts";
import { allTerms, type GivenTerms } from "./within-own.ts";

/** What the deeds of this house need. */
export interface KeepDeps {
  readonly stores: KeepingStores;
  readonly clock: Clock;
  /** The installation's secret under which keys are hashed; 32 random bytes. */
  readonly pepper: Buffer;
}

/** The same, with all that is stored. */
export interface KeyDeps extends KeepDeps {
  readonly stores: Stores;
}

export interface NewKeyInput extends KeyTerms {
  /** Random unless given. */
  readonly id?: string;
  readonly projectId: string;
  readonly name: string;
  /** In the whole installation: such a key may keep house. Absent for keys of projects. */
  readonly role?: Role;
  /** In its project; unless given, the one in the installation, or else `member`. */
  readonly projectRole?: Role;
  readonly owner?: KeyOwner;
}

/** A key and its secret, which is in this answer and nowhere else, never again. */
export interface MadeKey {
  readonly key: KeyRow;
  readonly secret: Secret;
}

/** Longest name of a key, in characters. */
const longestName = 100;

/** What the audit log tells of a key. */
const auditedMembers = [
  "name",
  "role",
  "projectRole",
  "owner",
  "scopes",
  "models",
  "expiresAt",
  "addresses",
  "origins",
  "metadata",
] as const satisfies readonly (keyof KeyRow)[];

/**
 * Makes a key. Where nothing is said of its scopes, one with a role in the installation is bounded by that alone, and
 * any other may ask models and keep no house.
 */
export async function createKey(deps: KeepDeps, actor: Actor, input: NewKeyInput): Promise<MadeKey> {
  const { projectId, owner, role, projectRole = role ?? "member" } = input;
  demandKey(actor, "create", { projectId, ...(role && { role }), ...(owner && { owner }) });
  if (role !== undefined) demandRole(actor, role);
  else demandRole(actor, projectRole, projectId);
  await demandProject(deps, actor, projectId);
  const name = checkedName(input.name);
  const now = deps.clock.now();
  checkTerms(input, now);
  const secret = newKey();
  const scopes = input.scopes === undefined && role === undefined ? usualScopes : input.scopes;
  const key: KeyRow = {
    id: input.id ?? randomId("key"),
    projectId,
    name,
    hint: secret.slice(-4),
    ...(role !== undefined && { role }),
    projectRole,
    ...(owner !== undefined && { owner }),
    ...boundsGiven({ ...input, scopes }),
    metadata: input.metadata ?? {},
    createdAt: now,
  };
  demandKeyTerms(actor, "create", key, allTerms(key));
  const details = changes<KeyRow>({}, key, auditedMembers);
  return audited(deps, actor, async (within) => {
    await demandHome(within, actor, key);
    await within.keys.insert(key, keyedHash(deps.pepper, secret));
    await demandOwner(within, key, now);
    const result = { key, secret: new Secret(secret) };
    return { result, notes: [{ ...noteOn(key, "api_key.created"), details }] };
  });
}

export interface KeyFilter {
  readonly projectId?: string;
  /** Only keys that keep house, or only others. */
  readonly admin?: boolean;
}

/** Those that the actor may see, revoked ones too; oldest first. */
export async function listKeys(
  deps: Pick<KeepDeps, "stores">,
  actor: Actor,
  filter: KeyFilter = {},
): Promise<readonly KeyRow[]> {
  if (filter.projectId !== undefined) await findProject(deps, actor, { id: filter.projectId });
  const keys = await deps.stores.keys.list();
  return keys.filter((key) => fits(key, filter) && canKey(actor, "read", key));
}

/** A key that the actor may see. Fails with `not_found`, as for a key that does not exist. */
export async function findKey(
  deps: Pick<KeepDeps, "stores">,
  actor: Actor,
  { id, ...filter }: NamedKey,
): Promise<KeyRow> {
  const seen = actor.role === undefined ? [...actor.projects.keys()] : undefined;
  const key = await deps.stores.keys.find(id, seen);
  if (key === undefined || !fits(key, filter) || !canKey(actor, "read", key)) throw noKey(id);
  return key;
}

/** A key that is one of those. */
export interface NamedKey extends KeyFilter {
  readonly id: string;
}

function fits(key: KeyRow, { projectId, admin }: KeyFilter): boolean {
  return (
    (projectId === undefined || key.projectId === projectId) &&
    (admin === undefined || (key.role !== undefined) === admin)
  );
}

export interface KeyUpdate extends KeyTerms, NamedKey {
  readonly name?: string | undefined;
  readonly projectRole?: Role | undefined;
}

/** Changes what is given and leaves the rest. Running servers go by it within a second. */
export async function updateKey(deps: KeepDeps, actor: Actor, input: KeyUpdate): Promise<KeyRow> {
  const key = await findKey(deps, actor, input);
  demandKey(actor, "update", key);
  demandNotAbove(actor, key);
  if (input.projectRole !== undefined) demandRole(actor, input.projectRole, key.projectId);
  if (key.revokedAt !== undefined) throw revoked(key);
  // A new bound on a key's end is a time to come; one that is taken away is none.
  checkTerms(input, deps.clock.now());
  demandKeyTerms(actor, "update", key, given(key, input));
  return audited(deps, actor, async (within) => {
    // As it is now: somebody else may have changed it since it was looked at.
    const before = await findKey({ stores: within }, actor, { id: key.id });
    demandNotAbove(actor, before);
    await within.keys.update(key.id, changesOf(input));
    const after = await findKey({ stores: within }, actor, { id: key.id });
    const details = changes(before, after, auditedMembers);
    return { result: after, notes: [{ ...noteOn(key, "api_key.updated"), details }] };
  });
}

/** What an update gives: the terms that it names, and with a higher role everything that the key has. */
function given(key: KeyRow, { projectRole, ...terms }: KeyUpdate): GivenTerms {
  if (projectRole === undefined || atLeast(key.projectRole, projectRole)) return terms;
  const named = Object.entries(terms).filter(([, value]) => value !== undefined);
  return { ...allTerms(key), ...Object.fromEntries(named) };
}

function changesOf(input: KeyUpdate): KeyChanges {
  const { name, projectRole, metadata, ...terms } = input;
  const taken = (["scopes", "models", "expiresAt", "addresses", "origins"] as const).filter(
    (term) => terms[term] === null,
  );
  return {
    ...boundsGiven(terms),
    ...Object.fromEntries(taken.map((term) => [term, null])),
    ...(name !== undefined && { name: checkedName(name) }),
    ...(projectRole !== undefined && { projectRole }),
    ...(metadata !== undefined && { metadata }),
  };
}

/** Ends a key for good. One that is revoked already stays as it is. */
export async function revokeKey(
  deps: Pick<KeepDeps, "stores" | "clock">,
  actor: Actor,
  input: NamedKey,
): Promise<KeyRow> {
  const key = await findKey(deps, actor, input);
  demandKey(actor, "revoke", key);
  demandNotAbove(actor, key);
  if (key.revokedAt !== undefined) return key;
  return audited(deps, actor, async (within) => {
    const done = await within.keys.revoke(key.id, deps.clock.now());
    const details = { name: key.name, hint: key.hint };
    return {
      result: await findKey({ stores: within }, actor, { id: key.id }),
      notes: done ? [{ ...noteOn(key, "api_key.deleted"), details }] : [],
    };
  });
}

/** What the audit log tells of a deed that was done to a key. */
export function noteOn<Word extends AuditAction>(
  { id, projectId }: Pick<KeyRow, "id" | "projectId">,
  action: Word,
) {
  return { action, subject: { kind: "api_key", id }, projectId } as const;
}

function checkedName(text: string): string {
  const name = text.trim();
  if (name !== "" && name.length <= longestName) return name;
  throw new ParleyError("invalid_value", {
    message: `A key's name has 1 to ${longestName} characters.`,
    param: "name",
  });
}

export function noKey(id: string): ParleyError {
  return new ParleyError("not_found", {
    message: `There is no key ${id.slice(0, 100)}. \`parley keys list\` shows all of them.`,
  });
}

export function revoked({ id }: Pick<KeyRow, "id">): ParleyError {
  return new ParleyError("invalid_value", {
    message: `The key ${id} is revoked, and does not change any more.`,
  });
}
