/** Of the newest JavaScript, which TypeScript's library does not describe yet. */
const withRaw = JSON as unknown as { rawJSON(text: string): object };

/** A number that may not survive the way through a double. */
const delicate = /\d{16}|\d[.eE]/;

/**
 * Parses JSON so that `JSON.stringify` writes every number again as it stood: ids of 64 bits in a tool's arguments
 * stay what they are. `undefined` when the text is no JSON object.
 */
export function exactObject(text: string): object | undefined {
  try {
    const value: unknown = delicate.test(text) ? JSON.parse(text, keepNumber) : JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined; // the caller knows what to do with a text that is none
  }
}

const keepNumber = ((_key: string, value: unknown, { source }: { readonly source?: string }) =>
  typeof value === "number" && source !== undefined && String(value) !== source
    ? withRaw.rawJSON(source)
    : value) as unknown as (key: string, value: unknown) => unknown;
