import type { Budget } from "../../api/budgets.ts";
import { budgetsTexts } from "../../texts/budgets.ts";
import { useTexts } from "../../texts/language-context.tsx";
import { barOf, shareOf, standingOf } from "./standing.ts";
import type { BudgetWords } from "./use-budget-words.ts";

const colours = { well: "bg-accent", nearly: "bg-warn", over: "bg-bad" } as const;

/** How much is gone, and how much is set aside. */
export function BudgetBar({ budget, words }: { readonly budget: Budget; readonly words: BudgetWords }) {
  const texts = useTexts(budgetsTexts);
  const { spent, reserved } = barOf(budget);
  const written = (value: number): string => words.amount(budget.unit, value);
  return (
    <div className="relative">
      <meter
        aria-label={words.name(budget)}
        aria-valuetext={texts.share(written(budget.spent), written(budget.reserved))}
        value={Math.min(shareOf(budget), 1)}
        className="sr-only"
      />
      <div aria-hidden className="flex h-3 overflow-hidden rounded-full border border-edge bg-sunken">
        <div className={colours[standingOf(budget)]} style={{ width: `${spent}%` }} />
        <div className="bg-edge" style={{ width: `${reserved}%` }} />
      </div>
    </div>
  );
}
