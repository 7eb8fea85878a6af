import type { Actor, Role } from "../spec/actor.ts";
import type { KeepingStores } from "../spec/audit.ts";
import { ParleyError } from "../spec/errors.ts";
import type { KeyRow } from "../spec/stores.ts";
import { narrowOwnKeys } from "./accounts/own-keys.ts";
import { demandProject } from "./projects.ts";

/** Where it shall be must still be there: who archives it at this moment ends the keys that there are, and no others. */
export async function demandHome(
  within: KeepingStores,
  actor: Actor,
  { projectId }: Pick<KeyRow, "projectId">,
): Promise<void> {
  if (!(await within.projects.hold(projectId))) await demandProject({ stores: within }, actor, projectId);
}

/** And so must be whose it shall be, who may still have such a key. Fails with `conflict`, and the key is not made. */
export async function demandOwner(
  within: KeepingStores,
  { id, owner, projectRole }: KeyRow,
  now: number,
): Promise<void> {
  if (owner === undefined) return;
  const { people } = within.accounts;
  let kept: Role | undefined;
  if (owner.type === "account") {
    await people.lock();
    await narrowOwnKeys(within, owner.id, now);
    const key = await within.keys.find(id);
    kept = key?.revokedAt === undefined ? key?.projectRole : undefined;
  } else if (await within.serviceAccounts.update(owner.id, {})) {
    kept = (await within.serviceAccounts.find(owner.id))?.role;
  }
  if (kept === projectRole) return;
  throw new ParleyError("conflict", {
    message: "Whose key it was to be has just been removed, or got another role.",
  });
}
