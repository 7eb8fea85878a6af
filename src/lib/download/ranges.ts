/** Bytes from `start` up to, and without, `end`. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** The ranges with one more, sorted, and those that touch made one. */
export function withRange(ranges: readonly Range[], added: Range): readonly Range[] {
  if (added.end <= added.start) return ranges;
  const merged: Range[] = [];
  for (const range of [...ranges, added].sort((left, right) => left.start - right.start)) {
    const last = merged.at(-1);
    if (last === undefined || range.start > last.end) merged.push(range);
    else merged[merged.length - 1] = { start: last.start, end: Math.max(last.end, range.end) };
  }
  return merged;
}

/** What of `total` bytes is not in the ranges, which `withRange` has made. */
export function missingRanges(ranges: readonly Range[], total: number): readonly Range[] {
  const missing: Range[] = [];
  let at = 0;
  for (const { start, end } of ranges) {
    if (start > at) missing.push({ start: at, end: Math.min(start, total) });
    at = Math.max(at, end);
  }
  if (at < total) missing.push({ start: at, end: total });
  return missing;
}

/** Cuts the ranges into pieces of at most `partBytes` (≥ 1). */
export function cutRanges(ranges: readonly Range[], partBytes: number): readonly Range[] {
  const parts: Range[] = [];
  for (const { start, end } of ranges) {
    for (let at = start; at < end; at += partBytes)
      parts.push({ start: at, end: Math.min(at + partBytes, end) });
  }
  return parts;
}

/** Bytes in the ranges, which must not overlap. */
export function bytesIn(ranges: readonly Range[]): number {
  return ranges.reduce((sum, { start, end }) => sum + end - start, 0);
}
