import { createHash } from "node:crypto";
import type { Clock } from "../../lib/clock.ts";
import type { Principal } from "../../spec/principal.ts";
import type { Stores } from "../../spec/stores.ts";
import type { Authenticator } from "../authenticate.ts";
import { grantedTo } from "./grant.ts";
import { KeySets, type KeySetsDeps } from "./key-sets.ts";
import type { OwnTokens } from "./own-tokens.ts";
import { Introspection, type IntrospectionDeps } from "./introspection.ts";
import { issuerSaid, refusedToken } from "./read-token.ts";
import type { TokenIssuer } from "./token-issuer.ts";
import { looksLikeToken, mayBeOpaque } from "./token-rules.ts";
import { type TokenClaims, verifyToken } from "./verify-token.ts";

export interface TokenDeps extends KeySetsDeps, IntrospectionDeps {
  readonly stores: Pick<Stores, "projects" | "keys" | "watch">;
  readonly clock: Clock;
  readonly own: OwnTokens;
  /** Others whose tokens are accepted; another list when the settings have changed. */
  readonly issuers: () => readonly TokenIssuer[];
}

/** Tokens that are remembered at the most. */
const mostRemembered = 10_000;

/** How often a token is looked up for one call while everything changes all the time. */
const mostLooks = 5;

/** A token whose signature and claims were right. */
interface Verified {
  readonly claims: TokenClaims;
  /** Absent for tokens of our own. */
  readonly issuer?: TokenIssuer;
  /** Where its issuer had to be asked: monotonic milliseconds, when it must be asked again. */
  readonly askAgainAt?: number;
}

interface Bearer {
  readonly principal: Principal;
  /** From then on it is refused, in Unix milliseconds. */
  readonly until: number;
  /** As in `Verified`. */
  readonly askAgainAt?: number | undefined;
}

/**
 * Tells who calls by tokens, too: ours and those of the issuers in the settings; all else goes to `keys`. What was
 * verified is remembered by the whole token's hash (a part of it would let others in), and who the bearer is until
 * anything changes in the store.
 */
export function withTokens(keys: Authenticator, deps: TokenDeps): Authenticator {
  const { clock, own } = deps;
  const verified = new Map<string, Verified>();
  const bearers = new Map<string, Bearer>();
  const sets = new KeySets(deps);
  const introspection = new Introspection(deps);
  let issuers: readonly TokenIssuer[] | undefined;
  let version = 0;
  let changes = 0;

  /** Other settings or other keys: nothing that was verified counts any more. */
  function forgetOutdated(): void {
    const newest = deps.issuers();
    if (newest === issuers && sets.version === version) return;
    if (newest !== issuers) {
      sets.clear();
      introspection.clear();
    }
    issuers = newest;
    version = sets.version;
    verified.clear();
    forget();
  }
  async function verify(token: string, hash: string): Promise<Verified> {
    if (!looksLikeToken(token)) return introspected(token, hash);
    const said = issuerSaid(token);
    if (said === own.issuer()) return { claims: await own.verify(token) };
    const issuer = issuers?.find((each) => each.issuer === said);
    if (issuer === undefined) throw refusedToken("its issuer is not known here");
    const { audiences, algorithms } = issuer;
    const terms = { issuer: said, audiences, algorithms, keys: sets.of(issuer).find };
    return { claims: await verifyToken(token, { ...terms, now: clock.now() }), issuer };
  }
  async function introspected(token: string, hash: string): Promise<Verified> {
    const issuer = asked();
    if (issuer === undefined) throw refusedToken("its issuer is not known here");
    return { ...(await introspection.look(issuer, token, hash)), issuer };
  }
  /** The issuer that says what tokens are which nobody else can read. */
  function asked(): TokenIssuer | undefined {
    return issuers?.find((each) => each.introspection !== undefined);
  }
  /** What was read before anything changed says nothing about afterwards: it is read again, for a while. */
  async function lookUp(token: string, hash: string): Promise<Principal> {
    for (let looks = 1; ; looks++) {
      const begun = changes;
      const found = verified.get(hash) ?? (await verify(token, hash));
      const bearer = await bearerOf(found);
      forgetOutdated();
      if (changes !== begun && looks < mostLooks) continue;
      if (clock.now() >= bearer.until) throw refusedToken("it has expired");
      if (changes !== begun) return bearer.principal;
      if (found.askAgainAt === undefined) remember(verified, hash, found);
      remember(bearers, hash, bearer);
      return bearer.principal;
    }
  }
  async function bearerOf({ claims, issuer, askAgainAt }: Verified): Promise<Bearer> {
    if (issuer === undefined) return own.bearer(claims);
    return { ...(await grantedTo(claims, issuer, deps.stores)), askAgainAt };
  }
  function forget(): void {
    changes++;
    bearers.clear();
  }
  const unwatch = deps.stores.watch(forget);

  return {
    authenticate(credential) {
      const isSigned = looksLikeToken(credential);
      if (!isSigned && !mayBeOpaque(credential)) return keys.authenticate(credential);
      forgetOutdated();
      if (!isSigned && asked() === undefined) return keys.authenticate(credential);
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

/** The one that was remembered first makes room. */
function remember<T>(map: Map<string, T>, name: string, value: T): void {
  if (map.size >= mostRemembered && !map.has(name)) {
    const [oldest] = map.keys();
    if (oldest !== undefined) map.delete(oldest);
  }
  map.set(name, value);
}
