/** The first byte and the one behind the last. */
export type ByteRange = readonly [from: number, end: number];

/**
 * What a `Range` header asks for (RFC 9110, section 14.2). @param size of the whole.
 * `undefined` when it asks for nothing that a server must understand; `unsatisfiable` for 416.
 */
export function readRange(header: string | undefined, size: number): ByteRange | "unsatisfiable" | undefined {
  const [, first, last] = /^bytes=(\d*)-(\d*)$/.exec(header ?? "") ?? [];
  if (first === undefined || last === undefined || (first === "" && last === "")) return undefined;
  if (first === "") {
    return Number(last) === 0 ? "unsatisfiable" : [Math.max(0, size - Number(last)), size];
  }
  const from = Number(first);
  const end = last === "" ? size : Math.min(size, Number(last) + 1);
  if (last !== "" && Number(last) < from) return undefined;
  return from >= size ? "unsatisfiable" : [from, end];
}
