import type { Actor } from "./actor.ts";
import type { Scope } from "./scope.ts";

/** On whose behalf a call is made. Every principal belongs to one project. */
export interface Principal {
  readonly projectId: string;
  /** The API key, where one was used; absent for the operator's terminal and for the library. */
  readonly keyId?: string;
  /** Which of the key's secrets was used, see `KeySecret`. */
  readonly secret?: number;
  /** The token of our own, where one was used for a key; see `TokenStore`. */
  readonly tokenId?: string;
  /** The session, where a person has signed in. */
  readonly sessionId?: string;
  /** For people: the key's or the operator's name. */
  readonly name: string;
  /** Who it is when it keeps house; absent for those who never do. */
  readonly actor?: Actor;
  /** What narrows its calls; absent where nothing does, so that most calls pay one comparison. */
  readonly bounds?: Bounds;
}

/** What narrows a principal's calls. Absent members narrow nothing. */
export interface Bounds {
  readonly scopes?: ReadonlySet<Scope>;
  /** Whether it may ask this model, as callers name it. */
  readonly allowsModel?: (name: string) => boolean;
  /** Whether it may come from this address; see `AddressRanges`. */
  readonly allowsAddress?: (address: string) => boolean;
  /** Browsers' pages that it may come from, such as `https://app.example`. */
  readonly origins?: ReadonlySet<string>;
}
