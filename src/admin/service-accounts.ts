import { randomId } from "../lib/random-id.ts";
import type { Actor, Role } from "../spec/actor.ts";
import type { AuditAction, KeepingStores } from "../spec/audit.ts";
import { ParleyError } from "../spec/errors.ts";
import type { ServiceAccount } from "../spec/stores.ts";
import { audited } from "./audit/audited.ts";
import { changes } from "./audit/changes.ts";
import { atLeast, can, demand, demandRole } from "./can.ts";
import { checkTerms, type KeyTerms } from "./key-bounds.ts";
import { demandKeyTerms } from "./key-rights.ts";
import { createKey, type KeepDeps, type MadeKey } from "./keys.ts";
import { demandProject, findProject } from "./projects.ts";
import { allTerms } from "./within-own.ts";

/** Longest name of a service account, in characters. */
const longestName = 100;

interface NewServiceAccount extends KeyTerms {
  readonly projectId: string;
  readonly name: string;
  /** In its project; `member` unless given. */
  readonly role?: Role | undefined;
  /** Without a key. */
  readonly keyless?: boolean;
}

/** Makes somebody that is no person, and its first key. What is said of a key's bounds is said of that one. */
export async function createServiceAccount(
  deps: KeepDeps,
  actor: Actor,
  input: NewServiceAccount,
): Promise<{ readonly account: ServiceAccount; readonly made: MadeKey | undefined }> {
  const { projectId, role = "member", name: given, keyless = false, ...terms } = input;
  demand(actor, "service_account.create", { projectId });
  demandRole(actor, role, projectId);
  await demandProject(deps, actor, projectId);
  const name = checkedName(given);
  checkTerms(terms, deps.clock.now());
  const account = { id: randomId("svc"), projectId, name, role, createdAt: deps.clock.now() };
  const owner = { type: "service_account", id: account.id } as const;
  return audited(deps, actor, async (stores) => {
    await stores.serviceAccounts.insert(account);
    const key = { ...terms, projectId, name, projectRole: role, owner };
    const made = keyless ? undefined : await createKey({ ...deps, stores }, actor, key);
    const note = { ...noteOn(account, "service_account.created"), details: { name, role } };
    return { result: { account, made }, notes: [note] };
  });
}

function noteOn<Word extends AuditAction>(
  { id, projectId }: Pick<ServiceAccount, "id" | "projectId">,
  action: Word,
) {
  return { action, subject: { kind: "service_account", id }, projectId } as const;
}

function checkedName(given: string): string {
  const name = given.trim();
  if (name !== "" && name.length <= longestName) return name;
  throw new ParleyError("invalid_value", {
    message: `A service account's name has 1 to ${longestName} characters.`,
    param: "name",
  });
}

/** Those of a project, oldest first. */
export async function listServiceAccounts(
  deps: Pick<KeepDeps, "stores">,
  actor: Actor,
  { projectId }: { readonly projectId: string },
): Promise<readonly ServiceAccount[]> {
  await findProject(deps, actor, { id: projectId });
  demand(actor, "service_account.read", { projectId });
  return deps.stores.serviceAccounts.list(projectId);
}

interface Named {
  readonly id: string;
  readonly projectId: string;
}

/** A service account that the actor may see. Fails with `not_found`, as for one that does not exist. */
export async function findServiceAccount(
  deps: Pick<KeepDeps, "stores">,
  actor: Actor,
  { id, projectId }: Named,
): Promise<ServiceAccount> {
  const account = await deps.stores.serviceAccounts.find(id);
  const mayRead = can(actor, "service_account.read", { projectId });
  if (account !== undefined && account.projectId === projectId && mayRead) return account;
  throw new ParleyError("not_found", {
    message: `There is no service account ${id.slice(0, 100)} in this project.`,
  });
}

/** Where a service account is, by its id alone: for who may look into every project. Fails with `not_found`. */
export async function accountNamed(
  deps: Pick<KeepDeps, "stores">,
  actor: Actor,
  id: string,
  projectId?: string | undefined,
): Promise<Named> {
  const found = projectId ?? (await deps.stores.serviceAccounts.find(id))?.projectId ?? "";
  await findServiceAccount(deps, actor, { id, projectId: found });
  return { id, projectId: found };
}

/** Changes what is given. Its keys get the new role, too. */
export async function updateServiceAccount(
  deps: KeepDeps,
  actor: Actor,
  input: Named & { readonly name?: string | undefined; readonly role?: Role | undefined },
): Promise<ServiceAccount> {
  const account = await findServiceAccount(deps, actor, input);
  const { id, projectId } = account;
  demand(actor, "service_account.update", { projectId });
  demandRole(actor, account.role, projectId);
  if (input.role !== undefined) demandRole(actor, input.role, projectId);
  await demandProject(deps, actor, projectId);
  const wanted = {
    ...(input.name !== undefined && { name: checkedName(input.name) }),
    ...(input.role !== undefined && { role: input.role }),
  };
  return audited(deps, actor, async (stores) => {
    // As it is now: somebody else may have changed it since it was looked at.
    const before = await findServiceAccount({ stores }, actor, input);
    demandRole(actor, before.role, projectId);
    if (input.role !== undefined && !atLeast(before.role, input.role))
      await demandKeysWithin(stores, actor, id);
    await stores.serviceAccounts.update(id, wanted);
    const result = await findServiceAccount({ stores }, actor, input);
    const details = changes(before, result, ["name", "role"]);
    return { result, notes: [{ ...noteOn(account, "service_account.updated"), details }] };
  });
}

/** Its keys get the higher role as they are: none of them may do more than the key or the token by which that is done. */
async function demandKeysWithin({ keys }: KeepingStores, actor: Actor, id: string): Promise<void> {
  for (const key of await keys.list()) {
    if (key.owner?.id === id && key.revokedAt === undefined)
      demandKeyTerms(actor, "update", key, allTerms(key));
  }
}

/** Makes another key for a service account, with its role. */
export async function createServiceAccountKey(
  deps: KeepDeps,
  actor: Actor,
  input: Named & KeyTerms & { readonly name?: string | undefined },
): Promise<MadeKey> {
  const { id, projectId, name, ...terms } = input;
  const account = await findServiceAccount(deps, actor, { id, projectId });
  const owner = { type: "service_account", id: account.id } as const;
  return createKey(deps, actor, {
    ...terms,
    projectId,
    name: name ?? account.name,
    projectRole: account.role,
    owner,
  });
}

/** Removes a service account, and revokes its keys. */
export async function deleteServiceAccount(
  deps: KeepDeps,
  actor: Actor,
  input: Named,
): Promise<ServiceAccount> {
  const account = await findServiceAccount(deps, actor, input);
  demand(actor, "service_account.delete", { projectId: account.projectId });
  demandRole(actor, account.role, account.projectId);
  return audited(deps, actor, async (stores) => {
    const done = await stores.serviceAccounts.remove(account.id, deps.clock.now());
    const note = { ...noteOn(account, "service_account.deleted"), details: { name: account.name } };
    return { result: account, notes: done ? [note] : [] };
  });
}
