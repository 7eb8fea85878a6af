import { isRecord } from "./keywords.ts";

/**
 * A text that is equal for equal JSON values, whatever the order of their members. For instances that
 * we made or values that came as JSON: no cycles, no more nesting than JSON came with.
 */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (isRecord(value)) {
    const members = Object.keys(value)
      .toSorted()
      .map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`);
    return `{${members.join(",")}}`;
  }
  // JSON knows one zero only.
  return value === 0 ? "0" : (JSON.stringify(value) ?? "undefined");
}

/** Length as JSON Schema counts it: in code points, not in UTF-16 units. */
export function codePoints(text: string): number {
  let count = 0;
  for (let index = 0; index < text.length; index++) {
    if ((text.codePointAt(index) ?? 0) > 0xffff) index++;
    count++;
  }
  return count;
}
