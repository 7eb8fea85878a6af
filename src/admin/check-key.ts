import { keyedHash } from "../lib/keyed-hash.ts";
import type { Secret } from "../lib/secret.ts";
import type { Actor } from "../spec/actor.ts";
import type { KeyRow, KeySecret } from "../spec/stores.ts";
import { isWellFormedKey } from "./key-format.ts";
import { type KeyState, stateOf } from "./key-state.ts";
import { canKey } from "./key-rights.ts";
import type { KeepDeps } from "./keys.ts";
import { works } from "./rotate-key.ts";

export interface CheckedKey {
  readonly key: KeyRow;
  readonly secret: KeySecret;
  /** `replaced`: the key works, and this secret of it does not any more. */
  readonly state: KeyState | "replaced";
}

/** Whose a secret is; `undefined` where it is nobody's, or the key is none that the actor may see. */
export async function checkKey(
  deps: KeepDeps,
  actor: Actor,
  { secret }: { readonly secret: Secret },
): Promise<CheckedKey | undefined> {
  const text = secret.reveal();
  if (!isWellFormedKey(text)) return undefined;
  const found = await deps.stores.keys.findByHash(keyedHash(deps.pepper, text));
  if (found === undefined || !canKey(actor, "read", found.key)) return undefined;
  const now = deps.clock.now();
  const state = stateOf(found.key, now);
  const replaced = state === "active" && !works(found.secret, now);
  return { key: found.key, secret: found.secret, state: replaced ? "replaced" : state };
}
