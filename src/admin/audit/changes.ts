import type { AuditDetails, AuditValue } from "../../spec/audit.ts";

/** Longer texts and lists are cut: an entry tells of a change, and is no second copy of things. In characters. */
const longestText = 256;
const longestList = 20;

/**
 * What is different between two states of a thing, member by member: `{ changes: { name: { old, new } } }`. Only what is
 * named is looked at, so that a new member of a row does not find its way into the log by itself. What was not there, or
 * is not there any more, is `null`.
 */
export function changes<T extends object>(
  before: Partial<T>,
  after: Partial<T>,
  names: readonly (keyof T & string)[],
): AuditDetails {
  const found: Record<string, AuditValue> = {};
  for (const name of names) {
    const [old, now] = [valueOf(before[name]), valueOf(after[name])];
    if (JSON.stringify(old) !== JSON.stringify(now)) found[name] = { old, new: now };
  }
  return { changes: found };
}

/** Of a row only what JSON has; everything else would be a slip. */
function valueOf(value: unknown): AuditValue {
  if (value === undefined || value === null) return null;
  if (typeof value === "string")
    return value.length > longestText ? `${value.slice(0, longestText)}…` : value;
  if (typeof value === "number" || typeof value === "boolean") return value;
  if (Array.isArray(value)) {
    const more = value.length - longestList;
    return [...value.slice(0, longestList).map(valueOf), ...(more > 0 ? [`… and ${more} more`] : [])];
  }
  if (typeof value === "object" && Object.getPrototypeOf(value) === Object.prototype)
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, valueOf(inner)]));
  throw new TypeError("Only plain values go into the audit log.");
}
