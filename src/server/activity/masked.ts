/**
 * What looks like a secret: keys as Parley and its providers' services write them, sessions' tokens, signing secrets, and
 * whatever follows the word that bearer tokens are sent with. Linear in the length of the text.
 */
const secrets =
  /sk-parley-[\w-]*|\bsk-[\w-]{16,}|\bsess_[0-9A-Za-z]{20,}|\bwhsec_[\w+/=-]{16,}|\b[Bb]earer +[\w.~+/=-]{8,}/g;

/** A text as it may be kept: without what looks like a secret, and with nothing in it that no database takes. */
export function masked(text: string): string {
  return text.replaceAll(secrets, "[redacted]").replaceAll("\0", "\u{fffd}").toWellFormed();
}
