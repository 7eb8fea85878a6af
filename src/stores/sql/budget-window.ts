import { type RawBuilder, sql } from "kysely";

import type { SqlWords } from "./words.ts";

/** What a budget's window of that day is called, such as `2026-11-22`, `2026-11` or `total`. */
export function windowOf(period: string, day: string): string {
  if (period === "total") return period;
  return period === "day" ? day : day.slice(0, 7);
}

/** The same in SQL, for the budget `b` and the present day by the database's clock. */
export function presentWindow({ day }: SqlWords): RawBuilder<string> {
  return sql<string>`case b.period when 'day' then ${day} when 'month' then substr(${day}, 1, 7) else 'total' end`;
}
