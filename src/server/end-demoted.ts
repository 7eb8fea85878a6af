import { actorOfAccount } from "../admin/accounts/deps.ts";
import { principalOf } from "../admin/authenticate.ts";
import type { Exchange } from "../http/exchange.ts";
import type { Actor } from "../spec/actor.ts";
import { ParleyError } from "../spec/errors.ts";
import type { Principal } from "../spec/principal.ts";
import type { Stores } from "../spec/stores.ts";

/** What is under way of keeping house has a route that names an action. */
export type HouseKeeping = Pick<Exchange, "known" | "abort"> & Partial<Pick<Exchange, "route" | "response">>;

type Read = Pick<Stores, "keys" | "accounts">;

const forCallers: ReadonlySet<string> = new Set(["open", "key", "account"]);

/**
 * Ends what goes on in the name of somebody who may do less than when it began, such as a tail of a project's requests: what
 * was allowed was asked at the beginning. Whoever may still do it asks again.
 */
export async function endDemoted(stores: Read, open: Iterable<HouseKeeping>): Promise<void> {
  for (const exchange of open) {
    const { known, route, response } = exchange;
    if (known?.actor === undefined || route === undefined || forCallers.has(route.access)) continue;
    // What is no stream ends by itself; and it may be the very request that changed what its caller may do.
    if (response?.headersSent !== true) continue;
    const now = await actorNow(stores, known);
    if (now === undefined || isAsMuch(now, known.actor)) continue;
    exchange.abort(
      new ParleyError("permission_denied", { message: "What you may do has changed. Ask again." }),
    );
  }
}

/** `undefined` where that is not for the database to say, or there is nobody any more: then others end it. */
async function actorNow({ keys, accounts }: Read, known: Principal): Promise<Actor | undefined> {
  const { actor, keyId, sessionId, tokenId } = known;
  if (sessionId !== undefined) {
    const account = await accounts.people.find(actor?.id ?? "");
    if (account === undefined) return undefined;
    return actorOfAccount(account, await accounts.people.memberships({ accountId: account.id }));
  }
  if (keyId === undefined || (actor?.kind !== "key" && tokenId === undefined)) return undefined;
  const key = await keys.find(keyId);
  return key === undefined ? undefined : principalOf(key, 1).actor;
}

/** Roles as they were, and all scopes that there were. */
function isAsMuch(now: Actor, before: Actor): boolean {
  const { terms: { scopes: had } = {} } = before;
  const { terms: { scopes: has } = {} } = now;
  if (now.role !== before.role || now.projects.size !== before.projects.size) return false;
  if (![...before.projects].every(([id, role]) => now.projects.get(id) === role)) return false;
  return has === undefined || had?.every((scope) => has.includes(scope)) === true;
}
