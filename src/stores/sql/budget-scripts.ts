import { type Kysely, sql } from "kysely";

import type { Charge, Hold, PlacedHold } from "../../spec/ledger.ts";
import type { Schema } from "./schema.ts";
import { type Script, statement } from "./script.ts";
import type { SqlWords } from "./words.ts";

export type Reserved =
  | { readonly done: true; readonly holds: readonly PlacedHold[]; readonly exceeded: readonly string[] }
  | { readonly done: false; readonly budgetId: string; readonly exhausted: boolean; readonly left: number };

export interface BudgetScripts {
  /** Sets all of it aside, or nothing. */
  reserve(holds: readonly Hold[]): Script<Reserved>;
  /** Gives back `amount` and takes `spent`. */
  charge(charges: readonly Charge[]): Script<void>;
  /** Adds `by` (of either sign) to what a window has spent. */
  correct(budgetId: string, window: string, by: number): Script<void>;
}

/** Sums beyond this would not be exact in JavaScript any more. */
const most = Number.MAX_SAFE_INTEGER;

/**
 * Budgets are counted by single conditional statements, each of which the database makes atomic: the check and the
 * change cannot come apart, whoever else is at work.
 */
export function createBudgetScripts(db: Kysely<Schema>, words: SqlWords): BudgetScripts {
  const span = sql`case b.period when 'day' then ${words.day} when 'month' then substr(${words.day}, 1, 7) else 'total' end`;
  const compiled = (query: ReturnType<typeof sql>): string => query.compile(db).sql;
  // Parameters: amount, budget, amount.
  const reserve = compiled(sql`
    insert into budget_windows (budget_id, span, reserved, spent)
    select b.id, ${span}, cast(${0} as bigint), 0 from budgets b
    where b.id = ${""} and (b.shadow = 1 or cast(${0} as bigint) <= b.amount)
    on conflict (budget_id, span) do update
    set reserved = ${words.least}(budget_windows.reserved + excluded.reserved, ${sql.lit(most)})
    where (
      select b.shadow = 1 or budget_windows.spent + budget_windows.reserved + excluded.reserved <= b.amount
      from budgets b where b.id = excluded.budget_id
    )
    returning span, reserved + spent as used, (select b.period from budgets b where b.id = budget_id) as period,
      (select case when b.shadow = 1 then b.amount end from budgets b where b.id = budget_id) as shadow_amount`);
  // Parameters: amount, budget, window, amount, budget. The usual case: the window is there, and it fits.
  const reserveMore = compiled(sql`
    update budget_windows set reserved = reserved + cast(${0} as bigint)
    where budget_id = ${""} and span = ${""}
      and spent + reserved + cast(${0} as bigint) <= (select amount from budgets where id = ${""} and shadow = 0)`);
  const today = compiled(sql`select ${words.day} as today`);
  const look = compiled(sql`
    select b.amount, coalesce(w.spent, 0) as spent, coalesce(w.reserved, 0) as reserved from budgets b
    left join budget_windows w on w.budget_id = b.id and w.span = ${span}
    where b.id = ${""}`);
  const giveBack = compiled(sql`
    update budget_windows set reserved = reserved - ${0} where budget_id = ${""} and span = ${""}`);
  const charge = compiled(sql`
    update budget_windows set reserved = ${words.greatest}(reserved - ${0}, 0),
      spent = ${words.least}(spent + ${0}, ${sql.lit(most)})
    where budget_id = ${""} and span = ${""}`);
  const correct = compiled(sql`
    update budget_windows set spent = ${words.least}(${words.greatest}(spent + ${0}, 0), ${sql.lit(most)})
    where budget_id = ${""} and span = ${""}`);

  /** A budget's period never changes. */
  const periods = new Map<string, string>();

  /** What a window is called, by the database's clock. */
  const windowOf = (period: string, day: string): string =>
    period === "day" ? day : period === "month" ? day.slice(0, 7) : "total";

  function* undo(holds: readonly PlacedHold[]): Script<void> {
    for (const hold of holds) yield statement(giveBack, hold.amount, hold.budgetId, hold.window);
  }

  return {
    *reserve(holds) {
      const placed: PlacedHold[] = [];
      const exceeded: string[] = [];
      const day = String((yield statement(today)).rows[0]?.["today"]);
      for (const { budgetId, amount } of holds) {
        const period = periods.get(budgetId);
        if (period !== undefined) {
          const window = windowOf(period, day);
          const more = yield statement(reserveMore, amount, budgetId, window, amount, budgetId);
          if (more.changes === 1) {
            placed.push({ budgetId, amount, window });
            continue;
          }
        }
        const { rows } = yield statement(reserve, amount, budgetId, amount);
        const [row] = rows;
        if (row !== undefined) {
          periods.set(budgetId, String(row["period"]));
          placed.push({ budgetId, amount, window: String(row["span"]) });
          const shadow = row["shadow_amount"];
          if (shadow !== null && shadow !== undefined && Number(row["used"]) > Number(shadow))
            exceeded.push(budgetId);
          continue;
        }
        const [budget] = (yield statement(look, budgetId)).rows;
        // A budget that was removed meanwhile refuses nobody.
        if (budget === undefined) continue;
        yield* undo(placed);
        const unspent = Number(budget["amount"]) - Number(budget["spent"]);
        return {
          done: false,
          budgetId,
          exhausted: amount > unspent,
          left: unspent - Number(budget["reserved"]),
        };
      }
      return { done: true, holds: placed, exceeded };
    },

    *charge(charges) {
      for (const { budgetId, window, amount, spent } of charges) {
        yield statement(charge, amount, spent, budgetId, window);
      }
    },

    *correct(budgetId, window, by) {
      if (by !== 0) yield statement(correct, by, budgetId, window);
    },
  };
}
