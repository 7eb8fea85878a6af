import type { Kysely } from "kysely";

import type { Charge, Hold, PlacedHold } from "../../spec/ledger.ts";
import { compileBudgetStatements } from "./budget-statements.ts";
import { windowOf } from "./budget-window.ts";
import { exact } from "./exact.ts";
import type { Schema } from "./schema.ts";
import { type Script, statement } from "./script.ts";
import type { SqlWords } from "./words.ts";

export type Reserved =
  | { readonly done: true; readonly holds: readonly PlacedHold[]; readonly exceeded: readonly string[] }
  | {
      readonly done: false;
      readonly budgetId: string;
      readonly exhausted: boolean;
      readonly unspent: number;
      readonly left: number;
    };

export interface BudgetScripts {
  /** Sets all of it aside, or nothing. */
  reserve(holds: readonly Hold[]): Script<Reserved>;
  /** Gives back `amount` and takes `spent`. */
  charge(charges: readonly Charge[]): Script<void>;
  /** Adds `by` (of either sign) to what a window has spent. */
  correct(budgetId: string, window: string, by: number): Script<void>;
}

/**
 * Budgets are counted by single conditional statements, each of which the database makes atomic: the check and the
 * change cannot come apart, whoever else is at work.
 */
export function createBudgetScripts(db: Kysely<Schema>, words: SqlWords): BudgetScripts {
  const text = compileBudgetStatements(db, words);
  /** A budget's period never changes. */
  const periods = new Map<string, string>();

  function* undo(holds: readonly PlacedHold[]): Script<void> {
    for (const hold of holds) yield statement(text.giveBack, hold.amount, hold.budgetId, hold.window);
  }

  return {
    *reserve(holds) {
      const placed: PlacedHold[] = [];
      const exceeded: string[] = [];
      const day = String((yield statement(text.today)).rows[0]?.["today"]);
      for (const { budgetId, amount: asked, unit } of holds) {
        const amount = exact(asked);
        const period = periods.get(budgetId);
        if (period !== undefined && amount > 0) {
          const window = windowOf(period, day);
          const more = yield statement(text.reserveMore, amount, budgetId, window, amount, budgetId);
          if (more.changes === 1) {
            placed.push({ budgetId, amount, unit, window });
            continue;
          }
        }
        const { rows } = yield statement(text.reserve, amount, budgetId, amount);
        const [row] = rows;
        if (row !== undefined) {
          periods.set(budgetId, String(row["period"]));
          placed.push({ budgetId, amount, unit, window: String(row["span"]) });
          const shadow = row["shadow_amount"];
          const watched = shadow !== null && shadow !== undefined;
          if (watched && amount > 0 && Number(row["used"]) > Number(shadow)) exceeded.push(budgetId);
          continue;
        }
        const [budget] = (yield statement(text.look, budgetId)).rows;
        // A budget that was removed meanwhile refuses nobody.
        if (budget === undefined) continue;
        yield* undo(placed);
        const unspent = Number(budget["amount"]) - Number(budget["spent"]);
        return {
          done: false,
          budgetId,
          exhausted: amount > unspent,
          unspent,
          left: unspent - Number(budget["reserved"]),
        };
      }
      return { done: true, holds: placed, exceeded };
    },

    *charge(charges) {
      for (const { budgetId, window, amount, spent } of charges) {
        yield statement(text.charge, exact(amount), exact(spent), budgetId, window);
      }
    },

    *correct(budgetId, window, by) {
      if (by !== 0) yield statement(text.correct, by, budgetId, window);
    },
  };
}
