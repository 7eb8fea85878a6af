/** Bytes of each unit: SI names are powers of 1,000, `i` names powers of 1,024 (IEC 80000-13). */
const unitBytes: ReadonlyMap<string, number> = new Map([
  ["GiB", 1024 ** 3],
  ["GB", 1000 ** 3],
  ["MiB", 1024 ** 2],
  ["MB", 1000 ** 2],
  ["KiB", 1024],
  ["kB", 1000],
  ["B", 1],
]);
const lowerUnits = new Map([...unitBytes].map(([name, bytes]) => [name.toLowerCase(), bytes]));

/**
 * Bytes of a size as people write it: `4MiB`, `64kB`, `512B`, `1.5 GiB`, or a plain number of bytes.
 *
 * The case of the letters does not count. `undefined` for anything else, and for what is not a whole number of
 * bytes or not an exact integer.
 */
export function parseByteSize(size: string | number): number | undefined {
  if (typeof size === "number") return Number.isSafeInteger(size) && size >= 0 ? size : undefined;
  const match = /^(\d{1,12})(?:\.(\d{1,3}))? ?([a-zA-Z]{1,3})?$/.exec(size);
  if (match === null) return undefined;
  const [, whole = "", fraction = "", unit = "B"] = match;
  const bytes = lowerUnits.get(unit.toLowerCase());
  if (bytes === undefined) return undefined;
  const part = (Number(fraction) * bytes) / 10 ** fraction.length;
  const total = Number(whole) * bytes + part;
  return Number.isInteger(part) && Number.isSafeInteger(total) ? total : undefined;
}

/** Writes bytes (an integer ≥ 0) in the largest unit that divides them: `4MiB`, `64kB`, `1025B`. */
export function formatByteSize(bytes: number): string {
  if (!Number.isSafeInteger(bytes) || bytes < 0) throw new TypeError(`not a number of bytes: ${bytes}`);
  for (const [name, unit] of unitBytes) {
    if (bytes > 0 && bytes % unit === 0) return `${bytes / unit}${name}`;
  }
  return `${bytes}B`;
}
