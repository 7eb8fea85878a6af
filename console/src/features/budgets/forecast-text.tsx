import type { Budget } from "../../api/budgets.ts";
import { budgetsTexts } from "../../texts/budgets.ts";
import { useLanguage, useTexts } from "../../texts/language-context.tsx";
import type { Forecast } from "./forecast.ts";
import type { BudgetWords } from "./use-budget-words.ts";

/** What becomes of a budget, in a sentence. */
export function ForecastText({
  found,
  budget,
  words,
}: {
  readonly found: Forecast;
  readonly budget: Budget;
  readonly words: BudgetWords;
}) {
  const texts = useTexts(budgetsTexts);
  const { language } = useLanguage();
  switch (found.kind) {
    case "over":
      return texts.willOver;
    case "unused":
      return texts.willUnused;
    case "early":
      return texts.willEarly;
    case "far":
      return texts.willLastLong;
    case "lasts":
      return texts.willLast(words.about(budget.unit, found.atEnd));
    case "runs-out": {
      const time = new Date(found.at * 1_000).toLocaleString(language, {
        dateStyle: "medium",
        timeStyle: "short",
      });
      return <strong className="font-medium text-warn">{texts.willRunOut(time)}</strong>;
    }
  }
}
