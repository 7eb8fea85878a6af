/**
 * A copy of a plain object without the members that are `absent`. It is made member by member, on the way of every call:
 * `Object.fromEntries` of filtered entries costs eight times as much.
 */
export function membersWithout(value: object, absent: null | undefined): Record<string, unknown> {
  const copy: Record<string, unknown> = {};
  const members = value as Readonly<Record<string, unknown>>;
  for (const name in members) {
    const member = members[name];
    if (member === absent) continue;
    if (name === "__proto__") define(copy, name, member);
    else copy[name] = member;
  }
  return copy;
}

/** An assignment would swallow it. */
function define(object: object, name: string, value: unknown): void {
  Object.defineProperty(object, name, { value, enumerable: true, writable: true, configurable: true });
}
