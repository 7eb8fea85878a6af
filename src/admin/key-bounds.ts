import { addressRanges } from "../lib/address-ranges.ts";
import { namePatterns } from "../lib/name-patterns.ts";
import { ParleyError } from "../spec/errors.ts";
import type { Bounds } from "../spec/principal.ts";
import { type Scope, scopes as allScopes } from "../spec/scope.ts";
import type { KeyBounds, KeyRow } from "../spec/stores.ts";

/** What may be said of a key when it is made or changed; `null` where nothing is to be narrowed. */
export interface KeyTerms {
  readonly scopes?: readonly string[] | null | undefined;
  readonly models?: readonly string[] | null | undefined;
  /** Unix milliseconds. */
  readonly expiresAt?: number | null | undefined;
  readonly addresses?: readonly string[] | null | undefined;
  readonly origins?: readonly string[] | null | undefined;
  readonly metadata?: Readonly<Record<string, string>> | undefined;
}

/** Entries in a list, and characters in an entry. */
const mostEntries = 100;
const longestEntry = 256;

/** As OpenAI's metadata. */
const metadataBounds = { members: 16, name: 64, value: 512 };

/** The last millisecond of the year 9999. */
const lastTime = 253_402_300_799_999;

/** Checks what is given, and fails with `invalid_value` and the name of what is wrong. */
export function checkTerms(terms: KeyTerms, now: number): void {
  const { scopes, models, expiresAt, addresses, origins, metadata } = terms;
  checkList("scopes", scopes, isScope, `one of ${allScopes.join(", ")}`);
  checkList("models", models, (text) => /^\S+$/.test(text), "a model's name, in which * stands for anything");
  checkList(
    "addresses",
    addresses,
    (text) => addressRanges([text]) !== undefined,
    "an IP address or a range such as 10.0.0.0/8",
  );
  checkList("origins", origins, isOrigin, "an origin such as https://app.example");
  if (expiresAt !== undefined && expiresAt !== null) {
    if (!Number.isSafeInteger(expiresAt) || expiresAt <= now || expiresAt > lastTime)
      throw wrong("expires_at", "A key expires at a time that is still to come.");
  }
  if (metadata !== undefined) checkMetadata(metadata);
}

function checkList(
  param: string,
  list: readonly string[] | null | undefined,
  fits: (text: string) => boolean,
  wanted: string,
): void {
  if (list === undefined || list === null) return;
  if (list.length === 0 || list.length > mostEntries)
    throw wrong(param, `'${param}' has 1 to ${mostEntries} entries; without it nothing is narrowed.`);
  for (const text of list) {
    if (text.length > longestEntry || !fits(text))
      throw wrong(param, `Each of '${param}' is ${wanted}, and ${JSON.stringify(text.slice(0, 64))} is not.`);
  }
}

function isScope(text: string): text is Scope {
  return (allScopes as readonly string[]).includes(text);
}

/** As browsers write it: scheme, host and port where it is not the usual one, and nothing more. */
function isOrigin(text: string): boolean {
  const url = URL.parse(text);
  return url !== null && url.origin === text && /^https?:$/.test(url.protocol);
}

function checkMetadata(metadata: Readonly<Record<string, string>>): void {
  const entries = Object.entries(metadata);
  const { members, name, value } = metadataBounds;
  if (entries.length > members) throw wrong("metadata", `'metadata' has at most ${members} members.`);
  for (const [key, text] of entries) {
    if (key === "" || key.length > name || text.length > value)
      throw wrong(
        "metadata",
        `Names in 'metadata' have 1 to ${name} characters, and values at most ${value}.`,
      );
  }
}

function wrong(param: string, message: string): ParleyError {
  return new ParleyError("invalid_value", { message, param });
}

/** The bounds of a row, made ready to be asked with every call; `undefined` where nothing is narrowed. */
export function boundsOf({ scopes, models, addresses, origins }: KeyBounds): Bounds | undefined {
  const bounds: Bounds = {
    ...(scopes !== undefined && { scopes: new Set(scopes) }),
    ...(models !== undefined && { allowsModel: namePatterns(models) }),
    // Ranges that cannot be read allow nobody.
    ...(addresses !== undefined && { allowsAddress: addressRanges(addresses) ?? (() => false) }),
    ...(origins !== undefined && { origins: new Set(origins) }),
  };
  return Object.keys(bounds).length === 0 ? undefined : Object.freeze(bounds);
}

/** What narrows a key, and nothing else of its row. */
export function termsOfRow({ scopes, models, expiresAt, addresses, origins }: KeyBounds): KeyBounds {
  return {
    ...(scopes !== undefined && { scopes }),
    ...(models !== undefined && { models }),
    ...(expiresAt !== undefined && { expiresAt }),
    ...(addresses !== undefined && { addresses }),
    ...(origins !== undefined && { origins }),
  };
}

/** The bounds that are given, for a new row. */
export function boundsGiven(terms: KeyTerms): Pick<KeyRow, keyof KeyBounds> {
  const { scopes, models, expiresAt, addresses, origins } = terms;
  return {
    ...(scopes && { scopes: scopes.filter(isScope) }),
    ...(models && { models }),
    ...(typeof expiresAt === "number" && { expiresAt }),
    ...(addresses && { addresses }),
    ...(origins && { origins }),
  };
}
