/** Of the newest JavaScript, which TypeScript's library does not describe yet. */
const withRaw = JSON as unknown as { rawJSON(text: string): object };
type Reviver = (this: object, key: string, value: unknown, context: { readonly source?: string }) => unknown;
const parse = JSON.parse as (text: string, reviver?: Reviver) => unknown;

/**
 * A number that would be written otherwise than it stands, after what can come before a number: of more than 15
 * digits, with zeros at its end or many behind the point, with an exponent, or a zero below zero. It may find one in a text, too: that
 * costs time and changes nothing.
 */
const delicate =
  /(?:^|[[:,])\s*-?(?:[\d.]{16}|\d+\.\d*0(?!\d)|\d+(?:\.\d+)?[eE]|0\.0{6})|(?:^|[[:,])\s*-0(?![.\d])/;

/** How numbers stood in the text, by the object or list that they stand in, and by their name there. */
const stood = new WeakMap<object, Map<string, string>>();
const none: ReadonlyMap<string, string> = new Map();

/**
 * `JSON.parse`, which remembers how numbers stood that a double cannot keep: `exactText` writes them so. What it gives
 * are the usual values.
 */
export function parseExact(text: string): unknown {
  return delicate.test(text) ? parse(text, remember) : parse(text);
}

function remember(this: object, key: string, value: unknown, { source }: { readonly source?: string }) {
  const changed = typeof value === "number" && source !== undefined && String(value) !== source;
  // An object that has such a number somewhere within is known by a row of its own, which may be empty.
  if (changed || (typeof value === "object" && value !== null && stood.has(value))) {
    const row = stood.get(this) ?? new Map<string, string>();
    if (changed) row.set(key, source);
    stood.set(this, row);
  }
  return value;
}

/** `JSON.stringify` for what `parseExact` has read: every number is written as it stood. */
export function exactText(value: object): string {
  // A copy of what was read has the members that were read.
  const within = (member: unknown): boolean =>
    typeof member === "object" && member !== null && stood.has(member);
  if (!within(value) && !Object.values(value).some(within)) return JSON.stringify(value);
  return JSON.stringify(value, function replace(this: object, key: string, member: unknown) {
    const source = (stood.get(this) ?? none).get(key);
    return source === undefined ? member : withRaw.rawJSON(source);
  });
}

/**
 * An object to be written into another: `JSON.stringify` writes every number in it as it stood, so that ids of 64 bits
 * in a tool's arguments stay what they are. `undefined` when the text is no JSON object.
 */
export function exactObject(text: string): object | undefined {
  try {
    const value = delicate.test(text) ? parse(text, keep) : parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined; // the caller knows what to do with a text that is none
  }
}

function keep(this: object, _key: string, value: unknown, { source }: { readonly source?: string }) {
  return typeof value === "number" && source !== undefined && String(value) !== source
    ? withRaw.rawJSON(source)
    : value;
}
