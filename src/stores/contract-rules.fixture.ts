import { sql } from "kysely";

import type { Budget } from "../spec/budget.ts";
import type { Demand, Limit } from "../spec/limit.ts";
import type { Stores } from "../spec/stores.ts";
import type { SqlWords } from "./sql/words.ts";

/** 100 micro-units in total for the installation, unless said otherwise. */
export function budget(id: string, more: Partial<Budget> = {}): Budget {
  return {
    id,
    subject: { type: "installation" },
    period: "total",
    unit: "micros",
    amount: 100,
    shadow: false,
    createdAt: 1_000,
    ...more,
  };
}

/** 60 requests a minute for the installation, unless said otherwise. */
export function limit(id: string, more: Partial<Limit> = {}): Limit {
  return {
    id,
    subject: { type: "installation" },
    kind: "requests_per_minute",
    amount: 60,
    createdAt: 1_000,
    ...more,
  };
}

export function demand({ id: limitId, kind, amount }: Limit, cost = 1): Demand {
  return { limitId, kind, amount, cost };
}

/** Stores whose database has a clock that stands still until it is set. */
export interface TimedStores {
  readonly stores: Stores;
  /** To an ISO 8601 time. */
  setTime(time: string): Promise<void>;
}

/** A clock in a table, with the words of `words` for everything else. */
export function standingClock(words: SqlWords): SqlWords {
  return {
    ...words,
    nowMicros: sql`(select micros from standing_clock)`,
    day: sql`(select today from standing_clock)`,
  };
}

/** Statements that make the clock, and that set it. */
export const clockTable = "create table standing_clock (micros bigint not null, today text not null)";

export function clockStatements(time: string): readonly string[] {
  const micros = Date.parse(time) * 1_000;
  return [
    "delete from standing_clock",
    `insert into standing_clock (micros, today) values (${micros}, '${time.slice(0, 10)}')`,
  ];
}
