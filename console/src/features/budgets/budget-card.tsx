import { useNavigate } from "@tanstack/react-router";
import type { Budget } from "../../api/budgets.ts";
import { budgetsTexts } from "../../texts/budgets.ts";
import { useLanguage, useTexts } from "../../texts/language-context.tsx";
import type { Language } from "../../texts/languages.ts";
import { Badge } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { Fact } from "../../ui/fact.tsx";
import { BudgetBar } from "./bar.tsx";
import { BudgetCourse } from "./course.tsx";
import { ForecastText } from "./forecast-text.tsx";
import { forecast, paceOfPeriod } from "./forecast.ts";
import { shareOf, standingOf } from "./standing.ts";
import type { BudgetWords } from "./use-budget-words.ts";

/** One budget: how it stands, what becomes of it, and what can be done with it. */
export function BudgetCard({
  budget,
  words,
  now,
  open,
  onChange,
  onDelete,
}: {
  readonly budget: Budget;
  readonly words: BudgetWords;
  /** Unix seconds. */
  readonly now: number;
  /** Whether its course is shown. */
  readonly open: boolean;
  onChange(): void;
  onDelete(): void;
}) {
  const texts = useTexts(budgetsTexts);
  const { language } = useLanguage();
  const navigate = useNavigate({ from: "/usage/budgets" });
  const standing = standingOf(budget);
  const { unit, amount, spent, reserved, left, shadow } = budget;
  const percent = (Math.floor(shareOf(budget) * 100) / 100).toLocaleString(language, { style: "percent" });
  const figures = [
    [texts.limit, amount],
    [texts.spent, spent],
    [texts.reserved, reserved],
    [texts.left, left],
  ] as const;
  return (
    <article id={budget.id} className="grid min-w-0 gap-3 rounded-lg border border-line bg-raised p-4">
      <div className="flex flex-wrap items-start justify-between gap-2">
        <div className="min-w-0">
          <h2 className="font-semibold [overflow-wrap:anywhere]">{words.whose(budget)}</h2>
          <p className="text-sm text-soft">{words.howMuch(budget)}</p>
        </div>
        <div className="flex flex-wrap gap-1">
          {shadow && <Badge>{texts.shadow}</Badge>}
          {standing === "nearly" && <Badge tone="warn">{texts.nearly(percent)}</Badge>}
          {standing === "over" && <Badge tone="bad">{texts.over}</Badge>}
        </div>
      </div>
      <BudgetBar budget={budget} words={words} />
      <dl className="grid grid-cols-2 gap-3 tabular-nums sm:grid-cols-3 lg:grid-cols-5">
        {figures.map(([name, value]) => (
          <Fact key={name} name={name}>
            {words.amount(unit, value)}
          </Fact>
        ))}
        <Fact name={texts.period}>{periodText(budget, language, texts.since)}</Fact>
      </dl>
      <p className="text-sm">
        {standing === "over" ? (
          over(budget, texts)
        ) : (
          <ForecastText
            found={forecast(budget, paceOfPeriod(budget, now), now)}
            budget={budget}
            words={words}
          />
        )}
      </p>
      <div className="flex flex-wrap gap-2">
        <Button
          aria-expanded={open}
          onClick={() =>
            void navigate({ search: open ? {} : { budget: budget.id }, replace: true, resetScroll: false })
          }
        >
          {texts.course}
        </Button>
        {budget.can.update && <Button onClick={onChange}>{texts.change}</Button>}
        {budget.can.delete && (
          <Button look="danger" onClick={onDelete}>
            {texts.delete}
          </Button>
        )}
      </div>
      {open && <BudgetCourse budget={budget} words={words} now={now} />}
    </article>
  );
}

interface OverTexts {
  readonly watches: string;
  readonly refuses: string;
  readonly refusesAlways: string;
}

function over({ shadow, per }: Budget, texts: OverTexts): string {
  if (shadow) return texts.watches;
  return per === "total" ? texts.refusesAlways : texts.refuses;
}

/** Days and months are in UTC, wherever the reader is. */
function periodText(
  { per, period_start: start, period_end: end }: Budget,
  language: Language,
  since: (time: string) => string,
): string {
  if (end === null)
    return since(new Date(start * 1_000).toLocaleDateString(language, { dateStyle: "medium" }));
  const days = new Intl.DateTimeFormat(language, { dateStyle: "medium", timeZone: "UTC" });
  return per === "day" ? days.format(start * 1_000) : days.formatRange(start * 1_000, (end - 1) * 1_000);
}
