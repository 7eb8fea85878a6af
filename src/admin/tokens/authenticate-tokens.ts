import { createHash } from "node:crypto";
import type { Clock } from "../../lib/clock.ts";
import type { Principal } from "../../spec/principal.ts";
import type { Stores } from "../../spec/stores.ts";
import type { Authenticator } from "../authenticate.ts";
import { grantedTo } from "./grant.ts";
import type { OwnTokens } from "./own-tokens.ts";
import { refusedToken } from "./read-token.ts";
import { remember } from "./remember.ts";
import { looksLikeToken, mayBeOpaque } from "./token-rules.ts";
import { type VerifiedToken, VerifiedTokens, type VerifiedTokensDeps } from "./verified-tokens.ts";

export interface TokenDeps extends VerifiedTokensDeps {
  readonly stores: Pick<Stores, "projects" | "keys" | "watch">;
  readonly clock: Clock;
  readonly own: OwnTokens;
}

/** How often a token is looked up for one call while everything changes all the time. */
const mostLooks = 5;

interface Bearer {
  readonly principal: Principal;
  /** From then on it is refused, in Unix milliseconds. */
  readonly until: number;
  /** As in `VerifiedToken`. */
  readonly askAgainAt?: number | undefined;
}

/**
 * Tells who calls by tokens, too: ours and those of the issuers in the settings; all else goes to `keys`. Who the bearer is
 * is remembered until anything changes in the store.
 */
export function withTokens(keys: Authenticator, deps: TokenDeps): Authenticator {
  const { clock, own } = deps;
  const verified = new VerifiedTokens(deps);
  const bearers = new Map<string, Bearer>();
  let changes = 0;

  function forget(): void {
    changes++;
    bearers.clear();
  }
  function forgetOutdated(): void {
    if (verified.forgetOutdated()) forget();
  }
  async function bearerOf({ claims, issuer, askAgainAt }: VerifiedToken): Promise<Bearer> {
    if (issuer === undefined) return own.bearer(claims);
    return { ...(await grantedTo(claims, issuer, deps.stores)), askAgainAt };
  }
  /** What was read before anything changed says nothing about afterwards: it is read again, for a while. */
  async function lookUp(token: string, hash: string): Promise<Principal> {
    for (let looks = 1; ; looks++) {
      const begun = changes;
      const found = await verified.look(token, hash);
      const bearer = await bearerOf(found);
      forgetOutdated();
      if (changes !== begun && looks < mostLooks) continue;
      if (clock.now() >= bearer.until) throw refusedToken("it has expired");
      if (changes !== begun) return bearer.principal;
      verified.remember(hash, found);
      remember(bearers, hash, bearer);
      return bearer.principal;
    }
  }
  const unwatch = deps.stores.watch(forget);

  return {
    authenticate(credential) {
      const isSigned = looksLikeToken(credential);
      if (!isSigned && !mayBeOpaque(credential)) return keys.authenticate(credential);
      forgetOutdated();
      if (!isSigned && !verified.asksIssuer) return keys.authenticate(credential);
      const hash = createHash("sha256").update(credential).digest("base64");
      const bearer = bearers.get(hash);
      const isOld = bearer?.askAgainAt !== undefined && clock.monotonic() >= bearer.askAgainAt;
      if (bearer === undefined || isOld) return lookUp(credential, hash);
      if (clock.now() >= bearer.until) throw refusedToken("it has expired");
      return bearer.principal;
    },
    forget() {
      forget();
      keys.forget();
    },
    async close() {
      unwatch();
      await keys.close();
    },
  };
}
