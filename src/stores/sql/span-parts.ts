import { type RawBuilder, sql } from "kysely";

import { firstIdOf } from "../../lib/random-id.ts";
import type { TimeSpan } from "../../lib/time-spans.ts";

/** What the ids of calls begin with. */
const callPrefix = "req";

/** A range of ids, which begin with the time. `high` is not in it. */
export interface Range {
  readonly low: string;
  readonly high: string;
}

/** Where the ids of calls lie that came in within each span. */
export function rangesOf(spans: readonly TimeSpan[]): readonly Range[] {
  return spans.map(({ from, until }) => ({
    low: firstIdOf(callPrefix, from),
    high: firstIdOf(callPrefix, until),
  }));
}

/**
 * The ranges as far as they lie in `part`, as rows of `(place, low, high)`: to be joined by a cross join, since SQLite
 * takes its tables in the order in which they are written. `undefined` when none lies there.
 */
export function rangesWithin(ranges: readonly Range[], part: Range): RawBuilder<unknown> | undefined {
  const rows = ranges.flatMap(({ low, high }, place) => {
    const from = low < part.low ? part.low : low;
    const until = high < part.high ? high : part.high;
    return from < until
      ? [sql`(cast(${place} as bigint), cast(${from} as text), cast(${until} as text))`]
      : [];
  });
  return rows.length === 0 ? undefined : sql.join(rows);
}
