import { type Kysely, sql } from "kysely";

import type { Demand, Entered, Leaving, LimitState } from "../../spec/limit.ts";
import type { Schema } from "./schema.ts";
import { type Script, type StatementResult, statement } from "./script.ts";
import type { SqlWords } from "./words.ts";

export interface LimitScripts {
  enter(callId: string, instanceId: string, demands: readonly Demand[]): Script<Entered>;
  leave(leaving: Leaving): Script<void>;
  /** Gives back one place, if it is still held. */
  release(callId: string, limitId: string): Script<void>;
}

/** Rates are per minute, and a whole minute's worth may come at once. In nanoseconds, see `share`. */
const minute = 60_000_000_000;
const milli = 1_000_000;

/** `level` is what is taken with the call. */
type Judged =
  | { readonly fits: true; readonly level: number }
  | { readonly fits: false; readonly retryAfterMs: number };

/** Nobody can foretell when a place becomes free, in milliseconds. */
const concurrencyRetry = 1_000;

const isRate = ({ kind }: Demand): boolean => kind === "requests_per_minute" || kind === "tokens_per_minute";

/**
 * Nanoseconds of the minute that `cost` takes. Rounded down, so that exactly `amount` fits into a minute; and in
 * nanoseconds, so that what is rounded away never adds up to one more: it would take a quarter of a million calls.
 */
const share = (cost: number, amount: number): number => Math.floor((cost * minute) / amount);

/**
 * The generic cell rate algorithm keeps one number for each rate: when all of it will be there again. What is
 * allowed and what is noted are one conditional statement.
 *
 * Rows are locked in one order by all scripts: limit by limit, and of each limit a call's place before its count.
 */
export function createLimitScripts(db: Kysely<Schema>, words: SqlWords): LimitScripts {
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
    select ${words.greatest}(level - ${now}, 0) as taken from limit_states where limit_id = ${""}`);
  const lookHeld = compiled(sql`select level as taken from limit_states where limit_id = ${""}`);
  // What was there again long ago is not saved up: a correction counts from now.
  const add = compiled(sql`
    update limit_states set level = ${words.greatest}(level, ${now}) + cast(${0} as bigint)
    where limit_id = ${""}`);
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

  /** Nanoseconds of a rate, or places; `undefined` for a limit without a row. */
  function* taken(demand: Demand): Script<number | undefined> {
    return figure(yield statement(isRate(demand) ? lookAhead : lookHeld, demand.limitId));
  }

  function* enterOne(callId: string, instanceId: string, demand: Demand): Script<Judged> {
    const { limitId, amount, cost } = demand;
    const rate = isRate(demand);
    const part = share(cost, amount);
    const level =
      figure(
        yield rate ? statement(takeMore, part, part, limitId) : statement(occupyMore, limitId, amount),
      ) ?? figure(yield rate ? statement(take, part, limitId) : statement(occupy, limitId, amount));
    if (level !== undefined) {
      if (!rate) yield statement(lease, callId, limitId, instanceId);
      return { fits: true, level };
    }
    const before = yield* taken(demand);
    // A limit that was removed meanwhile refuses nobody.
    if (before === undefined) return { fits: true, level: 0 };
    const wait = rate ? Math.ceil((before + part - minute) / milli) : concurrencyRetry;
    return { fits: false, retryAfterMs: Math.max(1, wait) };
  }

  function* release(callId: string, limitId: string): Script<void> {
    const { changes } = yield statement(endLease, callId, limitId);
    if (changes === 1) yield statement(vacate, 1, limitId);
  }

  function* undo(callId: string, demands: readonly Demand[]): Script<void> {
    for (const demand of demands) {
      if (isRate(demand)) yield statement(add, -share(demand.cost, demand.amount), demand.limitId);
      else yield* release(callId, demand.limitId);
    }
  }

  /** What a refused call sees: it has taken nothing. */
  function* statesNow(demands: readonly Demand[]): Script<readonly LimitState[]> {
    const states: LimitState[] = [];
    for (const demand of demands) states.push(stateOf(demand, (yield* taken(demand)) ?? 0));
    return states;
  }

  return {
    *enter(callId, instanceId, demands) {
      const states: LimitState[] = [];
      for (const [position, demand] of demands.entries()) {
        const judged = yield* enterOne(callId, instanceId, demand);
        if (judged.fits) {
          states.push(stateOf(demand, judged.level));
          continue;
        }
        yield* undo(callId, demands.slice(0, position));
        const { retryAfterMs } = judged;
        return { entered: false, limitId: demand.limitId, retryAfterMs, states: yield* statesNow(demands) };
      }
      return { entered: true, states };
    },

    *leave({ callId, demands, tokens }) {
      for (const demand of demands) {
        if (demand.kind === "tokens_per_minute") {
          const by =
            tokens === undefined ? 0 : share(tokens, demand.amount) - share(demand.cost, demand.amount);
          if (by !== 0) yield statement(add, by, demand.limitId);
        } else if (!isRate(demand)) {
          yield* release(callId, demand.limitId);
        }
      }
    },

    release,
  };
}

/** `level` is what is taken: nanoseconds of a rate, or places. */
function stateOf(demand: Demand, level: number): LimitState {
  const { limitId, kind, amount } = demand;
  if (!isRate(demand)) return { limitId, kind, amount, remaining: Math.max(0, amount - level), resetMs: 0 };
  // Half a nanosecond more: whole numbers stay whole when they are divided.
  const remaining = Math.max(0, Math.floor(((minute - level + 0.5) * amount) / minute));
  return { limitId, kind, amount, remaining, resetMs: Math.ceil(level / milli) };
}

/** What a statement says that asks for one number, `taken`. */
function figure({ rows }: StatementResult): number | undefined {
  const value = rows[0]?.["taken"];
  return value === undefined || value === null ? undefined : Number(value);
}
