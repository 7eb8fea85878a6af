import type { Kysely } from "kysely";

import type { Demand, Entered, Leaving, LimitState } from "../../spec/limit.ts";
import { compileLimitStatements, minute, mostDebt } from "./limit-statements.ts";
import type { Schema } from "./schema.ts";
import { type Script, type StatementResult, statement } from "./script.ts";
import type { SqlWords } from "./words.ts";

export interface LimitScripts {
  enter(callId: string, instanceId: string, demands: readonly Demand[]): Script<Entered>;
  /** Gives back the places of a call that ends. */
  vacate(leaving: Leaving): Script<void>;
  /** Corrects the tokens of a call that ends; in a script of its own, so that no figure keeps a place occupied. */
  correct(leaving: Leaving): Script<void>;
  /** Gives back one place, if it is still held. */
  release(callId: string, limitId: string): Script<void>;
}

/** A millisecond in nanoseconds. */
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
  const text = compileLimitStatements(db, words);

  /** Nanoseconds of a rate, or places; `undefined` for a limit without a row. */
  function* taken(demand: Demand): Script<number | undefined> {
    return figure(yield statement(isRate(demand) ? text.lookAhead : text.lookHeld, demand.limitId));
  }

  function* enterOne(callId: string, instanceId: string, demand: Demand): Script<Judged> {
    const { limitId, amount, cost } = demand;
    const rate = isRate(demand);
    const part = share(cost, amount);
    const level =
      figure(
        yield rate
          ? statement(text.takeMore, part, part, limitId)
          : statement(text.occupyMore, limitId, amount),
      ) ?? figure(yield rate ? statement(text.take, part, limitId) : statement(text.occupy, limitId, amount));
    if (level !== undefined) {
      if (!rate) yield statement(text.lease, callId, limitId, instanceId);
      return { fits: true, level };
    }
    const before = yield* taken(demand);
    // A limit that was removed meanwhile refuses nobody.
    if (before === undefined) return { fits: true, level: 0 };
    const wait = rate ? Math.ceil((before + part - minute) / milli) : concurrencyRetry;
    return { fits: false, retryAfterMs: Math.max(1, wait) };
  }

  function* release(callId: string, limitId: string): Script<void> {
    const { changes } = yield statement(text.endLease, callId, limitId);
    if (changes === 1) yield statement(text.vacate, 1, limitId);
  }

  function* undo(callId: string, demands: readonly Demand[]): Script<void> {
    for (const demand of demands) {
      if (isRate(demand)) yield statement(text.add, -share(demand.cost, demand.amount), demand.limitId);
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

    *vacate({ callId, demands }) {
      for (const demand of demands) if (!isRate(demand)) yield* release(callId, demand.limitId);
    },

    *correct({ demands, tokens = 0 }) {
      for (const { kind, limitId, amount, cost } of demands) {
        if (kind !== "tokens_per_minute") continue;
        const by = Math.min(share(tokens, amount), mostDebt) - share(cost, amount);
        if (by !== 0) yield statement(text.add, by, limitId);
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
