import type { Kysely } from "kysely";

import type { Budget, BudgetState, BudgetStore, BudgetSubject } from "../../spec/budget.ts";
import { presentWindow } from "./budget-window.ts";
import { exactColumn } from "./exact.ts";
import { guarded } from "./guarded.ts";
import type { Schema } from "./schema.ts";
import { subjectColumns, subjectOf } from "./subject.ts";
import type { SqlWords } from "./words.ts";

/** Which budgets there are. What they have is changed by scripts, together with the ledger. */
export function createBudgetStore(db: Kysely<Schema>, words: SqlWords): BudgetStore {
  const span = presentWindow(words);
  return {
    set: (budget) =>
      guarded(async () => {
        const { amount, subject, period, unit } = budget;
        const shadow = budget.shadow ? 1 : 0;
        const row = await db
          .insertInto("budgets")
          .values({
            id: budget.id,
            ...subjectColumns(subject),
            period,
            unit,
            amount,
            shadow,
            created_at: budget.createdAt,
          })
          .onConflict((conflict) =>
            conflict
              .columns(["subject_type", "subject_id", "period", "unit"])
              .doUpdateSet({ amount, shadow }),
          )
          .returningAll()
          .executeTakeFirstOrThrow();
        return toBudget(row);
      }),

    remove: (id) =>
      guarded(async () => {
        const { numDeletedRows } = await db
          .deleteFrom("budgets")
          .where("id", "=", id)
          .executeTakeFirstOrThrow();
        return numDeletedRows > 0n;
      }),

    list: () =>
      guarded(async () => {
        const rows = await db
          .selectFrom("budgets as b")
          .leftJoin("budget_windows as w", (join) =>
            join.onRef("w.budget_id", "=", "b.id").on("w.span", "=", span),
          )
          .selectAll("b")
          .select([
            span.as("window"),
            exactColumn("w.reserved").as("reserved"),
            exactColumn("w.spent").as("spent"),
          ])
          .orderBy("b.created_at")
          .orderBy("b.id")
          .execute();
        return rows.map((row): BudgetState => ({
          ...toBudget(row),
          window: row.window,
          reserved: Number(row.reserved ?? 0),
          spent: Number(row.spent ?? 0),
        }));
      }),
  };
}

function toBudget(row: Schema["budgets"]): Budget {
  return {
    id: row.id,
    subject: subjectOf<BudgetSubject>(row),
    period: row.period as Budget["period"],
    unit: row.unit as Budget["unit"],
    amount: Number(row.amount),
    shadow: Number(row.shadow) === 1,
    createdAt: Number(row.created_at),
  };
}
