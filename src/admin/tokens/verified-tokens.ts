import type { Clock } from "../../lib/clock.ts";
import { Introspection, type IntrospectionDeps } from "./introspection.ts";
import { KeySets, type KeySetsDeps } from "./key-sets.ts";
import type { OwnTokens } from "./own-tokens.ts";
import { issuerSaid, refusedToken } from "./read-token.ts";
import { remember } from "./remember.ts";
import type { TokenIssuer } from "./token-issuer.ts";
import { looksLikeToken } from "./token-rules.ts";
import { type TokenClaims, verifyToken } from "./verify-token.ts";

export interface VerifiedTokensDeps extends KeySetsDeps, IntrospectionDeps {
  readonly clock: Clock;
  readonly own: Pick<OwnTokens, "issuer" | "verify">;
  /** Others whose tokens are accepted; another list when the settings have changed. */
  readonly issuers: () => readonly TokenIssuer[];
}

/** A token whose signature and claims were right, or for which its issuer vouches. */
export interface VerifiedToken {
  readonly claims: TokenClaims;
  /** Absent for tokens of our own. */
  readonly issuer?: TokenIssuer;
  /** Where its issuer had to be asked: monotonic milliseconds, when it must be asked again. */
  readonly askAgainAt?: number;
}

/** What tokens say that are right: remembered by the whole token's hash, since a part of it would let others in. */
export class VerifiedTokens {
  readonly #deps: VerifiedTokensDeps;
  readonly #known = new Map<string, VerifiedToken>();
  readonly #sets: KeySets;
  readonly #introspection: Introspection;
  #issuers: readonly TokenIssuer[] | undefined;
  #version = 0;

  constructor(deps: VerifiedTokensDeps) {
    this.#deps = deps;
    this.#sets = new KeySets(deps);
    this.#introspection = new Introspection(deps);
  }

  /** Forgets what does not count any more, since the settings or the keys of issuers are others. Says whether they are. */
  forgetOutdated(): boolean {
    const newest = this.#deps.issuers();
    if (newest === this.#issuers && this.#sets.version === this.#version) return false;
    if (newest !== this.#issuers) {
      this.#sets.clear();
      this.#introspection.clear();
    }
    this.#issuers = newest;
    this.#version = this.#sets.version;
    this.#known.clear();
    return true;
  }

  /** Whether there is an issuer that says what tokens are which nobody else can read. */
  get asksIssuer(): boolean {
    return this.#asked !== undefined;
  }

  get #asked(): TokenIssuer | undefined {
    return this.#issuers?.find(({ introspection }) => introspection !== undefined);
  }

  /** Fails with `invalid_token`, and with `token_issuer_unavailable`. */
  async look(token: string, hash: string): Promise<VerifiedToken> {
    return this.#known.get(hash) ?? (looksLikeToken(token) ? this.#verify(token) : this.#ask(token, hash));
  }

  /** To be told of what was found when nothing has changed since it was looked for. */
  remember(hash: string, found: VerifiedToken): void {
    // What an issuer was asked is remembered where it is asked, for as long as that counts.
    if (found.askAgainAt === undefined) remember(this.#known, hash, found);
  }

  async #verify(token: string): Promise<VerifiedToken> {
    const { own, clock } = this.#deps;
    const said = issuerSaid(token);
    if (said === own.issuer()) return { claims: await own.verify(token) };
    const issuer = this.#issuers?.find((each) => each.issuer === said);
    if (issuer === undefined) throw unknownIssuer();
    const { audiences, algorithms } = issuer;
    const terms = { issuer: said, audiences, algorithms, keys: this.#sets.of(issuer).find };
    return { claims: await verifyToken(token, { ...terms, now: clock.now() }), issuer };
  }

  async #ask(token: string, hash: string): Promise<VerifiedToken> {
    const issuer = this.#asked;
    if (issuer === undefined) throw unknownIssuer();
    return { ...(await this.#introspection.look(issuer, token, hash)), issuer };
  }
}

function unknownIssuer(): Error {
  return refusedToken("its issuer is not known here");
}
