import type { JSONWebKeySet, JWTPayload, JWTVerifyGetKey } from "jose";
import type { Clock } from "../../lib/clock.ts";
import { randomId } from "../../lib/random-id.ts";
import { Secret } from "../../lib/secret.ts";
import { ParleyError } from "../../spec/errors.ts";
import type { Actor } from "../../spec/actor.ts";
import type { Principal } from "../../spec/principal.ts";
import { type Scope, scopes as allScopes } from "../../spec/scope.ts";
import type { KeyRow, KeySecret, Stores } from "../../spec/stores.ts";
import { audited } from "../audit/audited.ts";
import { principalOf } from "../authenticate.ts";
import { works } from "../rotate-key.ts";
import { readScopes } from "./grant.ts";
import { issuerSaid, refusedToken } from "./read-token.ts";
import { createSigningKeys, longestLife, type SigningKey } from "./signing-keys.ts";
import { type TokenClaims, verifyToken } from "./verify-token.ts";

export interface OwnTokensDeps {
  readonly stores: Pick<Stores, "keys" | "projects" | "tokens" | "audit">;
  readonly clock: Pick<Clock, "now">;
  readonly pepper: Buffer;
  /** Who we are to others: the address at which Parley is reached, without a slash at its end. */
  readonly issuer: () => string;
}

export interface IssuedToken {
  readonly token: Secret;
  /** Milliseconds that it lives. */
  readonly lifeMs: number;
  readonly scopes: readonly Scope[];
}

/** Short-lived tokens for who has a key, by which the key itself need not travel with every call. */
export interface OwnTokens {
  readonly issuer: () => string;
  /**
   * A token for whoever called with a key, which may do no more than the key; `scopes` are the words that were asked for.
   * Fails with `insufficient_scope` where the key lacks one of them.
   */
  issue(principal: Principal, scopes: string | undefined): Promise<IssuedToken>;
  /** What a token of ours says. Fails with `invalid_token`. */
  verify(token: string): Promise<TokenClaims>;
  /** Who the bearer is now. Fails with `invalid_token` where the token or its key was revoked, or the key has expired. */
  bearer(claims: TokenClaims): Promise<{ readonly principal: Principal; readonly until: number }>;
  /** Ends a token of the caller's key. What is no such token is left alone, and nobody learns that (RFC 7009, section 2.2). */
  revoke(principal: Principal, token: string): Promise<void>;
  /** The public keys, for others who look at our tokens. */
  keys(): JSONWebKeySet;
}

/** The claim that says which secret of the key the token was given for. */
const secretClaim = "key_secret";

const algorithm = "EdDSA";

export function createOwnTokens(deps: OwnTokensDeps): OwnTokens {
  const { stores, clock, issuer } = deps;
  const signing = createSigningKeys(deps.pepper);
  const find: JWTVerifyGetKey = ({ kid }) => {
    const key = signing.accepted(clock.now()).find(({ id }) => id === kid);
    if (key === undefined) throw refusedToken("its issuer has no such key");
    return key.publicKey;
  };

  async function verify(token: string): Promise<TokenClaims> {
    const terms = { issuer: issuer(), audiences: [issuer()], algorithms: [algorithm], keys: find } as const;
    return verifyToken(token, { ...terms, now: clock.now() });
  }

  return {
    issuer,
    verify,
    async issue({ keyId, secret, bounds, actor, projectId }, wanted) {
      if (keyId === undefined || secret === undefined) throw new ParleyError("permission_denied");
      const scopes = scopesFor(bounds?.scopes ?? everyScope(actor), wanted);
      const claims = {
        client_id: keyId,
        scope: scopes.join(" "),
        project_id: projectId,
        [secretClaim]: secret,
      };
      const now = clock.now();
      // It ends with its key in any case, and says so.
      const lifeMs = Math.min(longestLife, Math.max(0, (actor?.terms?.expiresAt ?? Infinity) - now));
      const token = await signed(claims, { keyId, issuer: issuer(), key: signing.at(now), now, lifeMs });
      return { token: new Secret(token), lifeMs, scopes };
    },

    async bearer({ clientId, id, all, until }) {
      const [key, secrets, revoked] = await Promise.all([
        stores.keys.find(clientId),
        stores.keys.secrets(clientId),
        stores.tokens.isRevoked(id),
      ]);
      const secret = secrets.find(({ number }) => number === all[secretClaim]);
      if (revoked || key === undefined || secret === undefined || !lives(key, secret, clock.now()))
        throw refusedToken("it was revoked, or the key that it is for");
      const scopes = readScopes(typeof all["scope"] === "string" ? all["scope"] : "") ?? [];
      const ends = Math.min(until, key.expiresAt ?? Infinity, secret.endsAt ?? Infinity);
      return { principal: narrowed(principalOf(key, secret.number), { scopes, ends, id }), until: ends };
    },

    async revoke({ keyId, actor, projectId }, token) {
      const claims = await ownClaims(token, verify);
      if (claims === undefined || actor === undefined || claims.clientId !== keyId) return;
      await audited(deps, actor, async (within) => {
        const news = await within.tokens.revoke(claims.id, claims.until);
        const subject = { kind: "token", id: claims.id } as const;
        return { result: undefined, notes: news ? [{ action: "token.revoked", subject, projectId }] : [] };
      });
    },

    keys: () => ({
      keys: signing.accepted(clock.now()).map(({ id, publicKey }) => ({
        ...publicKey.export({ format: "jwk" }),
        kid: id,
        alg: algorithm,
        use: "sig",
      })),
    }),
  };
}

interface Signing {
  readonly keyId: string;
  readonly issuer: string;
  readonly key: SigningKey;
  readonly now: number;
  readonly lifeMs: number;
}

async function signed(claims: JWTPayload, { keyId, issuer, key, now, lifeMs }: Signing): Promise<string> {
  const { SignJWT } = await import("jose");
  const seconds = Math.floor(now / 1000);
  return new SignJWT(claims)
    .setProtectedHeader({ alg: algorithm, typ: "at+jwt", kid: key.id })
    .setIssuer(issuer)
    .setAudience(issuer)
    .setSubject(keyId)
    .setJti(randomId("tok"))
    .setIssuedAt(seconds)
    .setExpirationTime(Math.floor((now + lifeMs) / 1000))
    .sign(key.privateKey);
}

async function ownClaims(token: string, verify: OwnTokens["verify"]): Promise<TokenClaims | undefined> {
  try {
    issuerSaid(token);
    return await verify(token);
  } catch (error) {
    if (error instanceof ParleyError && error.code === "invalid_token") return undefined;
    throw error;
  }
}

function lives(key: KeyRow, secret: KeySecret, now: number): boolean {
  return key.revokedAt === undefined && works(secret, now) && now < (key.expiresAt ?? Infinity);
}

/** What was asked for, or else all that the key may. */
function scopesFor(has: ReadonlySet<Scope>, wanted: string | undefined): readonly Scope[] {
  const own = allScopes.filter((scope) => has.has(scope));
  if (wanted === undefined || wanted.trim() === "") return own;
  const asked = readScopes(wanted);
  if (asked?.every((scope) => own.includes(scope)) === true) return asked;
  throw new ParleyError("insufficient_scope", {
    message: `The key may not have these scopes. It has: ${own.join(" ")}.`,
    param: "scope",
  });
}

/** All that a key without a list has: of metrics, which are of all projects, nothing without a role in the installation. */
function everyScope(actor: Actor | undefined): ReadonlySet<Scope> {
  return new Set(allScopes.filter((scope) => scope !== "metrics" || actor?.role !== undefined));
}

interface Narrowing {
  readonly scopes: readonly Scope[];
  /** Unix milliseconds. */
  readonly ends: number;
  /** The token's. */
  readonly id: string;
}

function narrowed(principal: Principal, { scopes, ends, id }: Narrowing): Principal {
  const has = principal.bounds?.scopes;
  const kept = has === undefined ? scopes : scopes.filter((scope) => has.has(scope));
  const { actor } = principal;
  return Object.freeze({
    ...principal,
    tokenId: id,
    ...(actor !== undefined && {
      actor: Object.freeze({
        ...actor,
        kind: "token" as const,
        terms: Object.freeze({ ...actor.terms, scopes: kept, expiresAt: ends }),
      }),
    }),
    bounds: Object.freeze({ ...principal.bounds, scopes: new Set(kept) }),
  });
}
