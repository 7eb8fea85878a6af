import { oneOf, type Rules } from "./rules.ts";

/** JSON as a model shall write it: at most one space after `:` and `,`, since nothing else would stop it. */

export const space = '" "?';

/** A character of a string, escaped where JSON (RFC 8259, section 7) wants it. */
export function character(rules: Rules): string {
  return rules.shared("char", () =>
    oneOf([String.raw`[^"\\\x7F\x00-\x1F]`, String.raw`"\\" (["\\bfnrt/] | "u" [0-9a-fA-F]{4})`]),
  );
}

/** A whole character without an escape that could be half of one: for strings whose length is bounded. */
export function wholeCharacter(rules: Rules): string {
  return rules.shared("whole", () => oneOf([String.raw`[^"\\\x7F\x00-\x1F]`, String.raw`"\\" ["\\bfnrt/]`]));
}

export function anyString(rules: Rules): string {
  return rules.shared("string", () => `"\\"" ${character(rules)}* "\\""`);
}

/** Bounded in digits: a number of a million digits is valid and of no use. */
export function anyInteger(rules: Rules): string {
  return rules.shared("integer", () => '("-"? ("0" | [1-9] [0-9]{0,14}))');
}

export function anyNumber(rules: Rules): string {
  return rules.shared("number", () => `${anyInteger(rules)} ("." [0-9]{1,15})? ([eE] [-+]? [0-9]{1,2})?`);
}

export function anyBoolean(rules: Rules): string {
  return rules.shared("boolean", () => '("true" | "false")');
}

export function anyValue(rules: Rules): string {
  return rules.shared("value", () =>
    oneOf([
      anyObject(rules),
      anyArray(rules),
      anyString(rules),
      anyNumber(rules),
      anyBoolean(rules),
      '"null"',
    ]),
  );
}

export function anyObject(rules: Rules): string {
  return rules.shared("object", () => {
    const member = rules.shared("member", () => `${anyString(rules)} ":" ${space} ${anyValue(rules)}`);
    return `"{" (${member} ("," ${space} ${member})*)? "}"`;
  });
}

export function anyArray(rules: Rules): string {
  return rules.shared("array", () => `"[" (${anyValue(rules)} ("," ${space} ${anyValue(rules)})*)? "]"`);
}
