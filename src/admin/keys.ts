import type { Clock } from "../lib/clock.ts";
import { keyedHash } from "../lib/keyed-hash.ts";
import { randomId } from "../lib/random-id.ts";
import { Secret } from "../lib/secret.ts";
import { ParleyError } from "../spec/errors.ts";
import type { KeyRow, Stores } from "../spec/stores.ts";
import { newKey } from "./key-format.ts";

export interface KeyDeps {
  readonly stores: Stores;
  readonly clock: Clock;
  /** The installation's secret under which keys are hashed; 32 random bytes. */
  readonly pepper: Buffer;
}

/** Longest name of a key, in characters. */
const longestName = 100;

/**
 * Makes a key; with `admin`, one that may keep house. `id` is random unless given. Its secret is in the answer and nowhere else, never again.
 */
export async function createKey(
  deps: KeyDeps,
  input: {
    readonly id?: string;
    readonly projectId: string;
    readonly name: string;
    readonly admin?: boolean;
  },
): Promise<{ readonly key: KeyRow; readonly secret: Secret }> {
  const name = input.name.trim();
  if (name === "" || name.length > longestName) {
    throw new ParleyError("invalid_value", {
      message: `A key's name has 1 to ${longestName} characters.`,
      param: "name",
    });
  }
  const secret = newKey();
  const key: KeyRow = {
    id: input.id ?? randomId("key"),
    projectId: input.projectId,
    name,
    hint: secret.slice(-4),
    admin: input.admin === true,
    createdAt: deps.clock.now(),
  };
  await deps.stores.keys.insert(key, keyedHash(deps.pepper, secret));
  return { key, secret: new Secret(secret) };
}

export function listKeys(deps: KeyDeps): Promise<readonly KeyRow[]> {
  return deps.stores.keys.list();
}

/** Ends a key. `idOrHint` is its id or, where that is clear, the last four characters of the secret. */
export async function revokeKey(deps: KeyDeps, idOrHint: string): Promise<KeyRow> {
  const keys = await deps.stores.keys.list();
  const open = keys.filter((key) => key.revokedAt === undefined);
  const byId = keys.find((key) => key.id === idOrHint);
  const byHint = open.filter((key) => key.hint === idOrHint);
  const key = byId ?? (byHint.length === 1 ? byHint[0] : undefined);
  if (key === undefined) {
    const why =
      byHint.length > 1 ? `Several keys end in ${idOrHint}: use the id.` : `There is no key ${idOrHint}.`;
    throw new ParleyError("not_found", { message: why });
  }
  if (key.revokedAt !== undefined) return key;
  const at = deps.clock.now();
  await deps.stores.keys.revoke(key.id, at);
  return { ...key, revokedAt: at };
}
