import { randomBytes } from "node:crypto";
import { createSealer, type Sealer } from "../../lib/seal.ts";
import type { AccountDeps } from "./deps.ts";

/** Random bytes of a browser's name: nobody makes one up. */
const nameSize = 16;

/** Longer texts are none of ours. */
const longest = 200;

function sealer({ pepper }: Pick<AccountDeps, "pepper">): Sealer {
  return createSealer(pepper, "parley known browsers");
}

/**
 * What a browser keeps in which somebody has signed in with a password. It opens nothing. But there tries are counted by
 * themselves, so that strangers, however many they are, cannot keep the owner of an account out of it (OWASP, "Slow Down
 * Online Guessing Attacks with Device Cookies"). Whose account it is cannot be read from it.
 */
export function rememberBrowser(deps: Pick<AccountDeps, "pepper">, email: string): string {
  return sealer(deps).seal(randomBytes(nameSize), email.toLowerCase()).toString("base64url");
}

/** The name of a browser that this account was signed in with; `undefined` for every other text. */
export function knownBrowser(
  deps: Pick<AccountDeps, "pepper">,
  email: string,
  text: string | undefined,
): string | undefined {
  if (text === undefined || text.length > longest) return undefined;
  return sealer(deps).open(Buffer.from(text, "base64url"), email.toLowerCase())?.toString("hex");
}
