import type { Tally, UsageFigures } from "../spec/usage-report.ts";

/** What groups of requests did together. A sum is known as far as its parts are; it stops at the largest exact integer. */
export function addFigures(rows: readonly UsageFigures[]): UsageFigures {
  const count = (of: (row: UsageFigures) => number): number => sum(rows.map(of));
  const tally = (of: (row: UsageFigures) => Tally): Tally => {
    const known = rows.flatMap((row) => of(row).known ?? []);
    const unknown = count((row) => of(row).unknown);
    return known.length === 0 && rows.length > 0 ? { unknown } : { known: sum(known), unknown };
  };
  return {
    requests: count((row) => row.requests),
    open: count((row) => row.open),
    estimated: count((row) => row.estimated),
    inputTokens: tally((row) => row.inputTokens),
    cachedTokens: tally((row) => row.cachedTokens),
    cacheWriteTokens: tally((row) => row.cacheWriteTokens),
    outputTokens: tally((row) => row.outputTokens),
    reasoningTokens: tally((row) => row.reasoningTokens),
    costMicros: tally((row) => row.costMicros),
  };
}

function sum(values: readonly number[]): number {
  return values.reduce((all, value) => Math.min(all + value, Number.MAX_SAFE_INTEGER), 0);
}
