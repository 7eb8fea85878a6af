import { isIP } from "node:net";
import { parseByteSize } from "../../lib/byte-size.ts";
import { parseDuration } from "../../lib/duration.ts";
import { microsPerDollar, parseMoney } from "../../lib/money.ts";
import { Secret } from "../../lib/secret.ts";
import { leaf, variablePattern } from "./leaf.ts";

/** A whole number in the bounds, both included. Out: a number. */
export function integer(minimum: number, maximum: number) {
  return leaf<number | string, number>({
    expected: `a whole number from ${minimum} to ${maximum}`,
    json: { type: ["integer", "string"], minimum, maximum, pattern: `^[0-9]+$|${variablePattern}` },
    read: (value) => {
      const number = typeof value === "string" && /^\d{1,16}$/.test(value) ? Number(value) : value;
      return Number.isInteger(number) ? bounded(number as number, minimum, maximum) : undefined;
    },
  });
}

/** A whole number in the bounds, both included, or one word that stands for one. Out: a number, or the word. */
export function integerOr<const Word extends string>(minimum: number, maximum: number, word: Word) {
  const number = integer(minimum, maximum);
  return leaf<number | string, number | Word>({
    expected: `a whole number from ${minimum} to ${maximum}, or ${word}`,
    words: [word],
    json: { type: ["integer", "string"], minimum, maximum, pattern: `^([0-9]+|${word})$|${variablePattern}` },
    read: (value) => (value === word ? word : number.safeParse(value).data),
  });
}

/** A duration in the bounds, which are durations themselves. Out: milliseconds. */
export function duration(minimum: string, maximum: string) {
  const [least, most] = [parseDuration(minimum) ?? Number.NaN, parseDuration(maximum) ?? Number.NaN];
  return leaf<string, number>({
    expected: `a duration from ${minimum} to ${maximum}, such as 500ms, 30s or 1m30s`,
    json: { type: "string", pattern: `^([0-9.]+(h|m|s|ms))+$|${variablePattern}` },
    read: (value) => (typeof value === "string" ? bounded(parseDuration(value), least, most) : undefined),
  });
}

/** A duration in the bounds, or one word that stands for one. Out: milliseconds, or the word. */
export function durationOr<const Word extends string>(minimum: string, maximum: string, word: Word) {
  const plain = duration(minimum, maximum);
  return leaf<string, number | Word>({
    expected: `a duration from ${minimum} to ${maximum}, such as 800ms, or ${word}`,
    words: [word],
    json: { type: "string", pattern: `^(([0-9.]+(h|m|s|ms))+|${word})$|${variablePattern}` },
    read: (value) => (value === word ? word : plain.safeParse(value).data),
  });
}

/** A size in the bounds, which are sizes themselves. Out: bytes. */
export function byteSize(minimum: string, maximum: string) {
  const [least, most] = [parseByteSize(minimum) ?? Number.NaN, parseByteSize(maximum) ?? Number.NaN];
  return leaf<number | string, number>({
    expected: `a size from ${minimum} to ${maximum}, such as 4MiB, 64kB or a number of bytes`,
    json: {
      type: ["integer", "string"],
      minimum: least,
      maximum: most,
      pattern: `^[0-9.]+ ?([kKmMgG]?[iI]?[bB])?$|${variablePattern}`,
    },
    read: (value) =>
      typeof value === "string" || typeof value === "number"
        ? bounded(parseByteSize(value), least, most)
        : undefined,
  });
}

/**
 * An amount of US dollars from 0 to `most` (dollars). Out: micro-units, exactly: what YAML read as a number is
 * taken by the shortest decimals that mean it, which are the ones that were written (up to 15 digits).
 */
export function dollars(most: number) {
  return leaf<number | string, number>({
    expected: `an amount of US dollars from 0 to ${most} with at most 6 decimals, such as 0.25`,
    json: {
      type: ["number", "string"],
      minimum: 0,
      maximum: most,
      pattern: String.raw`^\$?[0-9]+(\.[0-9]+)?$|${variablePattern}`,
    },
    read: (value) =>
      typeof value === "string" || typeof value === "number"
        ? bounded(parseMoney(String(value)), 0, most * microsPerDollar)
        : undefined,
  });
}

/** Yes or no. */
export const flag = leaf<boolean | "true" | "false", boolean>({
  expected: "true or false",
  json: { type: ["boolean", "string"], pattern: `^(true|false)$|${variablePattern}` },
  read: (value) => {
    if (typeof value === "boolean") return value;
    return value === "true" ? true : value === "false" ? false : undefined;
  },
});

/** One of some words. */
export function choice<const Word extends string>(words: readonly Word[]) {
  return leaf<Word, Word>({
    expected: listed(words),
    words,
    json: {
      anyOf: [
        { type: "string", enum: words },
        { type: "string", pattern: variablePattern },
      ],
    },
    read: (value) => words.find((word) => word === value),
  });
}

/** A text of 1 to 256 characters without control characters. `what` names it in the errors. */
export function text(what: string) {
  return leaf<string, string>({
    expected: (value) =>
      typeof value === "string" ? `${what} of 1 to 256 characters` : inQuotes(value, what),
    json: { type: "string", minLength: 1, maxLength: 256 },
    read: (value) => (typeof value === "string" && /^\P{Cc}{1,256}$/u.test(value) ? value : undefined),
  });
}

/** A secret that travels in an HTTP header: visible ASCII without spaces. Space around it is dropped. */
export const apiKey = leaf<string | Secret, Secret>({
  expected: (value) => inQuotes(value, "an API key, which is one word of visible ASCII characters"),
  json: { type: "string", minLength: 1 },
  read: (value) => secret(value, /^[\x21-\x7e]{1,4096}$/),
});

/** The value of an HTTP header (RFC 9110 section 5.5, without obs-text). */
export const headerValue = leaf<string | Secret, Secret>({
  expected: (value) => inQuotes(value, "a header's value, which is one line of visible ASCII characters"),
  json: { type: "string", minLength: 1 },
  read: (value) => secret(value, /^[\t\x20-\x7e]{1,8192}$/),
});

/** A name or an address to listen on. */
export const host = leaf<string, string>({
  expected:
    "a host name or an IP address without scheme and port, such as 127.0.0.1, 0.0.0.0, :: or localhost",
  json: { type: "string", minLength: 1, maxLength: 255 },
  read: (value) => {
    if (typeof value !== "string") return undefined;
    const bare = /^\[.*\]$/.test(value) ? value.slice(1, -1) : value;
    if (isIP(bare) !== 0) return bare;
    // Digits and dots alone are a mistyped address, not a name.
    return /^(?![\d.]+$)[A-Za-z0-9]([A-Za-z0-9.-]{0,253}[A-Za-z0-9])?$/.test(value) ? value : undefined;
  },
});

/** A path of the file system. */
export const folder = leaf<string, string>({
  expected: (value) =>
    typeof value === "string" && value.startsWith("~")
      ? "a path; ~ is not replaced, so write ${HOME} instead"
      : inQuotes(value, "the path of a folder"),
  json: { type: "string", minLength: 1 },
  read: (value) => (typeof value === "string" && /^(?!~)[^\0]{1,4096}$/.test(value) ? value : undefined),
});

function secret(value: unknown, pattern: RegExp): Secret | undefined {
  if (value instanceof Secret) return value;
  if (typeof value !== "string") return undefined;
  const word = value.trim();
  return pattern.test(word) ? new Secret(word) : undefined;
}

/** YAML reads `1`, `true` and the like as other things than texts. */
function inQuotes(value: unknown, what: string): string {
  return typeof value === "number" || typeof value === "boolean" ? `${what}; put it into quotes` : what;
}

function bounded(value: number | undefined, minimum: number, maximum: number): number | undefined {
  return value !== undefined && value >= minimum && value <= maximum ? value : undefined;
}

/** `a, b or c`. */
export function listed(words: readonly string[]): string {
  const last = words.at(-1);
  return words.length < 2 ? String(last) : `${words.slice(0, -1).join(", ")} or ${last}`;
}
