import { createKeySet, type KeySet, type KeySetDeps } from "./key-set.ts";
import type { TokenIssuer } from "./token-issuer.ts";

export interface KeySetsDeps extends Pick<KeySetDeps, "clock"> {
  /** Fetches an issuer's keys. */
  readonly loadKeys: (issuer: TokenIssuer) => Promise<unknown>;
  readonly warn: (message: string, error: unknown) => void;
}

/** The keys of all issuers. */
export class KeySets {
  readonly #deps: KeySetsDeps;
  readonly #sets = new Map<string, KeySet>();

  constructor(deps: KeySetsDeps) {
    this.#deps = deps;
  }

  of(issuer: TokenIssuer): KeySet {
    const known = this.#sets.get(issuer.issuer);
    if (known !== undefined) return known;
    const { loadKeys, clock, warn } = this.#deps;
    const set = createKeySet({
      load: () => loadKeys(issuer),
      clock,
      warn: (error) => warn(`the keys of the issuer ${issuer.issuer} could not be read`, error),
    });
    this.#sets.set(issuer.issuer, set);
    return set;
  }

  /** Another one whenever keys of any issuer were read. */
  get version(): number {
    let sum = 0;
    for (const { version } of this.#sets.values()) sum += version;
    return sum;
  }

  /** Of other settings: all keys are fetched anew. */
  clear(): void {
    this.#sets.clear();
  }
}
