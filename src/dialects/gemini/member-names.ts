/** Members whose values are the caller's own: nothing inside of them is a name of the protocol. */
const opaque: ReadonlySet<string> = new Set([
  "args",
  "response",
  "parameters",
  "parametersJsonSchema",
  "responseSchema",
  "responseJsonSchema",
]);

/**
 * The body with all names of members as the protocol's reference has them: `inlineData`. Protobuf takes
 * `inline_data` for the same, and many of Google's own examples write it so.
 */
export function withOneSpelling(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withOneSpelling);
  if (typeof value !== "object" || value === null) return value;
  const out: Record<string, unknown> = {};
  for (const [key, member] of Object.entries(value)) {
    const name = key
      .replace(/^_+/, "")
      .replace(/_([a-z])/g, (_match, letter: string) => letter.toUpperCase());
    // Defined and not assigned: `__proto__` is a name like others.
    const known = opaque.has(name) ? (member as unknown) : withOneSpelling(member);
    Object.defineProperty(out, name, { value: known, enumerable: true, writable: true, configurable: true });
  }
  return out;
}
