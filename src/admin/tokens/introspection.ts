import type { Clock } from "../../lib/clock.ts";
import { ParleyError } from "../../spec/errors.ts";
import { introspectedClaims } from "./introspected-claims.ts";
import { refusedToken } from "./read-token.ts";
import type { TokenIssuer } from "./token-issuer.ts";
import type { TokenClaims } from "./verify-token.ts";

export interface IntrospectionDeps {
  readonly clock: Clock;
  /** Asks an issuer what a token is (RFC 7662): gives its answer, as JSON. Rejects where there is none. */
  readonly introspect: (issuer: TokenIssuer, token: string) => Promise<unknown>;
  readonly warn: (message: string, error: unknown) => void;
}

/** For so long an answer counts, good or bad, in milliseconds: then a revoked token is refused. */
const fresh = 30_000;

/** Answers that are remembered at the most. */
const mostRemembered = 10_000;

/** Tokens that are asked for at a time: strangers can send as many new ones as they like. */
const mostAsked = 32;

/** What an issuer has said of a token. */
interface Answer {
  /** Absent: that it is none, or none for us. */
  readonly claims?: TokenClaims;
  readonly refusal?: ParleyError;
  /** Monotonic milliseconds. */
  readonly until: number;
}

/** What a token is that nobody can read but its issuer, and for how long that counts. */
export interface Introspected {
  readonly claims: TokenClaims;
  /** Monotonic milliseconds: then the issuer is asked again. */
  readonly askAgainAt: number;
}

/**
 * Asks issuers what tokens are, and remembers it for half a minute and never beyond the token's end, by the hash of the
 * whole token: of those that differ in their end alone, one is none. While an issuer cannot be asked, its tokens are
 * refused with `token_issuer_unavailable`, whatever was said of them before.
 */
export class Introspection {
  readonly #deps: IntrospectionDeps;
  #answers = new Map<string, Answer>();
  #asked = new Map<string, Promise<Answer>>();
  /** Questions on their way, of former settings as well. */
  #open = 0;

  constructor(deps: IntrospectionDeps) {
    this.#deps = deps;
  }

  /** Fails with `invalid_token`, and with `token_issuer_unavailable`. `hash`: of the whole token. */
  async look(issuer: TokenIssuer, token: string, hash: string): Promise<Introspected> {
    const known = this.#answers.get(hash);
    const isFresh = known !== undefined && this.#deps.clock.monotonic() < known.until;
    const { claims, refusal, until } = isFresh ? known : await this.#ask(issuer, token, hash);
    if (claims === undefined) throw refusal ?? refusedToken("its issuer says that it is not active");
    return { claims, askAgainAt: until };
  }

  /** Of other settings: everybody is asked anew. */
  clear(): void {
    this.#answers = new Map();
    this.#asked = new Map();
  }

  #ask(issuer: TokenIssuer, token: string, hash: string): Promise<Answer> {
    const asked = this.#asked;
    const present = asked.get(hash);
    if (present !== undefined) return present;
    if (this.#open >= mostAsked) throw unavailable(1_000);
    this.#open++;
    const answers = this.#answers;
    const answer = this.#answerOf(issuer, token, hash).finally(() => {
      this.#open--;
      asked.delete(hash);
    });
    asked.set(hash, answer);
    return answer.then((found) => {
      const [oldest] = answers.keys();
      if (answers.size >= mostRemembered && oldest !== undefined) answers.delete(oldest);
      // Anew at the end: what was asked last is forgotten last.
      answers.delete(hash);
      answers.set(hash, found);
      return found;
    });
  }

  async #answerOf(issuer: TokenIssuer, token: string, hash: string): Promise<Answer> {
    const { clock, introspect, warn } = this.#deps;
    // From before it was asked: what the way took is part of the answer's age.
    const until = clock.monotonic() + fresh;
    let said: unknown;
    try {
      said = await introspect(issuer, token);
      if (
        typeof said !== "object" ||
        said === null ||
        !("active" in said) ||
        typeof said.active !== "boolean"
      )
        throw new TypeError("its answer does not say whether the token is active");
    } catch (error) {
      warn(`the issuer ${issuer.issuer} could not be asked what a token is`, error);
      throw unavailable(5_000);
    }
    if (!said.active) return { until };
    try {
      const now = clock.now();
      const claims = introspectedClaims({ ...said }, issuer, { now, hash });
      return { claims, until: Math.min(until, clock.monotonic() + Math.max(0, claims.until - now)) };
    } catch (error) {
      if (error instanceof ParleyError) return { refusal: error, until };
      throw error;
    }
  }
}

function unavailable(retryAfterMs: number): ParleyError {
  return new ParleyError("token_issuer_unavailable", {
    retryAfterMs,
    message: "This token's issuer cannot be asked at the moment. Please try again later.",
  });
}
