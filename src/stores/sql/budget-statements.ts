import { type Kysely, sql } from "kysely";

import { presentWindow } from "./budget-window.ts";
import { most } from "./exact.ts";
import type { Schema } from "./schema.ts";
import type { SqlWords } from "./words.ts";

/** The texts of the statements about budgets, compiled once. */
export function compileBudgetStatements(db: Kysely<Schema>, words: SqlWords) {
  const span = presentWindow(words);
  const compiled = (query: ReturnType<typeof sql>): string => query.compile(db).sql;
  // Parameters: amount, budget, amount. Who asks for nothing is not refused, also where too much was spent.
  const reserve = compiled(sql`
    insert into budget_windows (budget_id, span, reserved, spent)
    select b.id, ${span}, cast(${0} as bigint), 0 from budgets b
    where b.id = ${""} and (b.shadow = 1 or cast(${0} as bigint) <= b.amount)
    on conflict (budget_id, span) do update
    set reserved = ${words.least}(budget_windows.reserved + excluded.reserved, ${sql.lit(most)})
    where excluded.reserved = 0 or (
      select b.shadow = 1 or budget_windows.spent + budget_windows.reserved + excluded.reserved <= b.amount
      from budgets b where b.id = excluded.budget_id
    )
    returning span, ${words.least}(reserved + spent, ${sql.lit(most)}) as used, (select b.period from budgets b where b.id = budget_id) as period,
      (select case when b.shadow = 1 then b.amount end from budgets b where b.id = budget_id) as shadow_amount`);
  // Parameters: amount, budget, window, amount, budget. The usual case: the window is there, and it fits.
  const reserveMore = compiled(sql`
    update budget_windows set reserved = reserved + cast(${0} as bigint)
    where budget_id = ${""} and span = ${""}
      and spent + reserved + cast(${0} as bigint) <= (select amount from budgets where id = ${""} and shadow = 0)`);
  const today = compiled(sql`select ${words.day} as today`);
  const look = compiled(sql`
    select b.amount, ${words.least}(coalesce(w.spent, 0), ${sql.lit(most)}) as spent,
      ${words.least}(coalesce(w.reserved, 0), ${sql.lit(most)}) as reserved
    from budgets b
    left join budget_windows w on w.budget_id = b.id and w.span = ${span}
    where b.id = ${""}`);
  const giveBack = compiled(sql`
    update budget_windows set reserved = ${words.greatest}(reserved - ${0}, 0) where budget_id = ${""} and span = ${""}`);
  const charge = compiled(sql`
    update budget_windows set reserved = ${words.greatest}(reserved - ${0}, 0),
      spent = ${words.least}(spent + ${0}, ${sql.lit(most)})
    where budget_id = ${""} and span = ${""}`);
  const correct = compiled(sql`
    update budget_windows set spent = ${words.least}(${words.greatest}(spent + ${0}, 0), ${sql.lit(most)})
    where budget_id = ${""} and span = ${""}`);
  return { reserve, reserveMore, today, look, giveBack, charge, correct };
}
