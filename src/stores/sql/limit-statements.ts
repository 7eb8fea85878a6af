import { type Kysely, sql } from "kysely";

import type { Schema } from "./schema.ts";
import type { SqlWords } from "./words.ts";

/** Rates are per minute, and a whole minute's worth may come at once. In nanoseconds. */
export const minute = 60_000_000_000;

/**
 * Nobody is made to wait longer for what was used beyond a rate, in nanoseconds: an upstream may claim anything, and the
 * figures must stay such that a number holds them.
 */
export const mostDebt = 60 * minute;

/**
 * The texts of the statements about limits, compiled once. What is allowed and what is noted are one conditional
 * statement each.
 */
export function compileLimitStatements(db: Kysely<Schema>, words: SqlWords) {
  const now = sql`(${words.nowMicros} * 1000)`;
  const compiled = (query: ReturnType<typeof sql>): string => query.compile(db).sql;
  // Parameters: share, limit. A first call always fits: nobody asks for more than a minute's worth.
  const take = compiled(sql`
    insert into limit_states (limit_id, level)
    select id, ${now} + cast(${0} as bigint) from limits where id = ${""}
    on conflict (limit_id) do update
    set level = ${words.greatest}(limit_states.level - ${now}, 0) + excluded.level
    where ${words.greatest}(limit_states.level - ${now}, 0) + excluded.level <= ${now} + ${sql.lit(minute)}
    returning level - ${now} as taken`);
  // Parameters: share, share, limit. The usual case: the limit has been used before.
  const takeMore = compiled(sql`
    update limit_states set level = ${words.greatest}(level, ${now}) + cast(${0} as bigint)
    where level + cast(${0} as bigint) <= ${now} + ${sql.lit(minute)} and limit_id = ${""}
    returning level - ${now} as taken`);
  // Never the level of a rate itself: no number of JavaScript holds it.
  const lookAhead = compiled(sql`
    select ${words.least}(${words.greatest}(level - ${now}, 0), ${sql.lit(mostDebt)}) as taken from limit_states where limit_id = ${""}`);
  const lookHeld = compiled(sql`select level as taken from limit_states where limit_id = ${""}`);
  // What was there again long ago is not saved up: a correction counts from now.
  const add = compiled(sql`
    update limit_states set level = ${words.least}(
      ${words.greatest}(level, ${now}) + cast(${0} as bigint), ${now} + ${sql.lit(mostDebt)}
    ) where limit_id = ${""}`);
  // Parameters: limit, amount.
  const occupy = compiled(sql`
    insert into limit_states (limit_id, level) select id, 1 from limits where id = ${""}
    on conflict (limit_id) do update set level = limit_states.level + 1
    where limit_states.level < ${0}
    returning level as taken`);
  // Parameters: limit, amount.
  const occupyMore = compiled(sql`
    update limit_states set level = level + 1 where limit_id = ${""} and level < ${0} returning level as taken`);
  const lease = compiled(sql`
    insert into limit_leases (call_id, limit_id, instance_id) values (${""}, ${""}, ${""})`);
  const endLease = compiled(sql`delete from limit_leases where call_id = ${""} and limit_id = ${""}`);
  const vacate = compiled(sql`
    update limit_states set level = ${words.greatest}(level - ${0}, 0) where limit_id = ${""}`);
  return { take, takeMore, lookAhead, lookHeld, add, occupy, occupyMore, lease, endLease, vacate };
}
