/** From `from`, and up to but without `until`; Unix milliseconds. */
export interface TimeSpan {
  readonly from: number;
  readonly until: number;
}

/**
 * The first `most` of the pieces of a span that begin at whole multiples of `width` milliseconds since 1970: with
 * 86,400,000 these are days in UTC. The first and the last piece are cut to the span. Empty when the span is.
 */
export function timeSpans(span: TimeSpan, width: number, most: number): TimeSpan[] {
  const pieces: TimeSpan[] = [];
  for (let from = span.from; from < span.until && pieces.length < most;) {
    const until = Math.min(from - (from % width) + width, span.until);
    pieces.push({ from, until });
    from = until;
  }
  return pieces;
}
