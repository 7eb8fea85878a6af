const ranges = ["day", "week", "month"] as const;
const measures = ["cost", "tokens", "requests"] as const;
const groups = ["model", "key"] as const;

export interface UsageSearch {
  readonly range?: (typeof ranges)[number];
  readonly measure?: (typeof measures)[number];
  readonly by?: (typeof groups)[number];
}

/** What the address of the screen says; whatever it does not know is left out. */
export function readUsageSearch(search: Readonly<Record<string, unknown>>): UsageSearch {
  const range = ranges.find((name) => name === search["range"]);
  const measure = measures.find((name) => name === search["measure"]);
  const by = groups.find((name) => name === search["by"]);
  return {
    ...(range !== undefined && { range }),
    ...(measure !== undefined && { measure }),
    ...(by !== undefined && { by }),
  };
}

const days = { day: 1, week: 7, month: 30 } as const;

/** Where a range begins, in Unix seconds: at the full hour. */
export function beginningOf(range: keyof typeof days, now: number): number {
  const hour = 3_600_000;
  return (Math.floor(now / hour) * hour - days[range] * 24 * hour) / 1_000;
}
