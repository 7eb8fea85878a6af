import { keyedHash } from "../lib/keyed-hash.ts";
import type { Actor } from "../spec/actor.ts";
import { ParleyError } from "../spec/errors.ts";
import type { KeyRow } from "../spec/stores.ts";
import { isWellFormedKey } from "./key-format.ts";
import { type KeepDeps, listKeys, noKey } from "./keys.ts";

/**
 * The key that somebody means: by its id; where that is clear, by the last four characters of its newest secret; or by
 * a secret itself, say from a leak, which is not repeated anywhere. Fails with `not_found`.
 */
export async function keyNamed(deps: KeepDeps, actor: Actor, name: string): Promise<KeyRow> {
  const keys = await listKeys(deps, actor);
  const id = isWellFormedKey(name)
    ? (await deps.stores.keys.findByHash(keyedHash(deps.pepper, name)))?.key.id
    : name;
  const byId = keys.find((key) => key.id === id);
  if (byId !== undefined) return byId;
  if (name.startsWith("sk-")) throw noKey("with this secret");
  const byHint = keys.filter((key) => key.revokedAt === undefined && key.hint === name);
  const [only] = byHint;
  if (only === undefined) throw noKey(name);
  if (byHint.length === 1) return only;
  throw new ParleyError("not_found", { message: `Several keys end in ${name}: use the id.` });
}
