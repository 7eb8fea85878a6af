import { type RawBuilder, sql } from "kysely";

/** Sums and figures beyond this would not be exact in JavaScript any more. */
export const most = Number.MAX_SAFE_INTEGER;

/**
 * A count as it is written: what is below nothing, or more than a number holds exactly, stops there. Otherwise a caller
 * who asks for absurdly much, or an upstream that claims it, would leave a row that nobody can read.
 */
export function exact(count: number): number {
  return Math.min(Math.max(count, 0), most);
}

/** Such a column as it is read, whoever has written it: both drivers refuse a number that would not be exact. */
export function exactColumn(name: string): RawBuilder<number> {
  const column = sql.ref(name);
  return sql`case when ${column} > ${sql.lit(most)} then ${sql.lit(most)} when ${column} < 0 then 0 else ${column} end`;
}
