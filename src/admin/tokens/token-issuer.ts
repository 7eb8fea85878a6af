import type { Secret } from "../../lib/secret.ts";
import type { Role } from "../../spec/actor.ts";
import type { Scope } from "../../spec/scope.ts";
import type { TokenAlgorithm } from "./token-rules.ts";

/** Somebody else whose tokens are accepted. */
export interface TokenIssuer {
  /** Compared exactly with `iss`. */
  readonly issuer: string;
  /** One of them must be in `aud`. */
  readonly audiences: readonly string[];
  readonly algorithms: readonly TokenAlgorithm[];
  /** Where its keys are; absent: where its metadata say (RFC 8414). */
  readonly jwksUri?: string;
  /** Whether it may be asked by http, on this machine alone. */
  readonly allowHttp: boolean;
  /** Where it says what tokens are that nobody else can read; absent: it has none. One issuer at the most has this. */
  readonly introspection?: TokenIntrospection;
  /** The claim whose words narrow the scopes of a grant; absent: none does. */
  readonly scopeClaim?: string;
  /** The first that fits a token says what it may do; where none fits, it may do nothing. */
  readonly grants: readonly TokenGrant[];
}

/** How an issuer is asked what a token is (RFC 7662). */
export interface TokenIntrospection {
  readonly endpoint: string;
  /** Who we are to the issuer: not everybody may ask (section 2.1). */
  readonly clientId: string;
  readonly clientSecret: Secret;
}

/** What tokens may do. */
export interface TokenGrant {
  /** Claims that a token must have, each with one of these values. Without any, every token fits. */
  readonly when: Readonly<Record<string, readonly string[]>>;
  /** The id of a project, or the claim that has it. */
  readonly project: { readonly id: string } | { readonly claim: string };
  readonly scopes: readonly Scope[];
  /** Names of models as callers say them, with `*` for any characters; absent: all. */
  readonly models?: readonly string[];
  /** In the project; absent: the token only asks models. */
  readonly role?: Role;
  /** The id of a key of the project whose limits and budgets the tokens share; absent: those of the project alone. */
  readonly limitsOf?: string;
}
