import type { Secret } from "../lib/secret.ts";
import { operator } from "../spec/actor.ts";
import { createKey, type KeepDeps } from "./keys.ts";
import { defaultProject } from "./projects.ts";

/** Always the same, so that of several servers which start on new data at once only one makes the first key. */
const firstId = "key_first";

/**
 * A newcomer has a key without asking, which may keep house. Gives its secret; `undefined` where there is, or has
 * ever been, a key, and where another server has just made the first one.
 */
export async function makeFirstKey(deps: KeepDeps): Promise<Secret | undefined> {
  const { keys } = deps.stores;
  if ((await keys.list()).length > 0) return undefined;
  const { id: projectId } = await defaultProject(deps);
  try {
    const { secret } = await createKey(deps, operator, {
      id: firstId,
      projectId,
      name: "First key",
      role: "owner",
    });
    return secret;
  } catch (error) {
    if ((await keys.list()).length === 0) throw error;
    return undefined;
  }
}
