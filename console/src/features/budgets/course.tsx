import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useCallback, useMemo } from "react";
import { type Budget, type BudgetHistory, budgetHistoryOf } from "../../api/budgets.ts";
import { budgetsTexts } from "../../texts/budgets.ts";
import { useLanguage, useTexts } from "../../texts/language-context.tsx";
import { formatCost } from "../../ui/format.ts";
import { lineColours } from "../../ui/line-colours.ts";
import { LineChart } from "../../ui/line-chart.tsx";
import { Failure } from "../../ui/notice.tsx";
import { NumbersTable } from "../../ui/numbers-table.tsx";
import { burnDown } from "./burn-down.ts";
import { ForecastText } from "./forecast-text.tsx";
import { forecast, paceOfPeriod, recentPace, recentSeconds } from "./forecast.ts";
import type { BudgetWords } from "./use-budget-words.ts";

interface Props {
  readonly budget: Budget;
  readonly words: BudgetWords;
  /** Unix seconds. */
  readonly now: number;
}

/** How a budget went down, and how it may go on. */
export function BudgetCourse(props: Props) {
  const { data, error } = useQuery(budgetHistoryOf(props.budget.id));
  return (
    <div className="grid min-w-0 gap-3">
      {error !== null && <Failure error={error} />}
      {data === undefined ? (
        <div className="min-h-65" aria-busy={error === null} />
      ) : (
        <Course {...props} history={data} />
      )}
    </div>
  );
}

function Course({ budget, words, now, history }: Props & { readonly history: BudgetHistory }) {
  const texts = useTexts(budgetsTexts);
  const { language } = useLanguage();
  const isMoney = budget.unit === "micros";
  const format = useCallback(
    (value: number) => (isMoney ? formatCost(value, language) : value.toLocaleString(language)),
    [isMoney, language],
  );
  // As the history has it: the budget itself may have been asked for later.
  const counted = history.budget;
  const recent = recentPace(history, now);
  const found = forecast(counted, recent ?? paceOfPeriod(counted, now), now);
  const drawn = burnDown(history, found, now);
  // The chart is drawn anew when its lines are others, and not with every drawing of the page.
  const key = JSON.stringify(drawn);
  const { times, lines } = useMemo(() => {
    const { times: all, left, expected, even } = JSON.parse(key) as typeof drawn;
    const named = [
      { name: texts.lineLeft, values: left },
      { name: texts.lineExpected, values: expected, dashed: true },
      { name: texts.lineEven, values: even, dashed: true },
    ];
    return { times: all, lines: named.filter(({ values }) => values.some((value) => value !== null)) };
  }, [key, texts]);
  return (
    <>
      <dl className="grid gap-1 text-sm">
        <Sentence name={texts.atPace}>
          <ForecastText
            found={forecast(counted, paceOfPeriod(counted, now), now)}
            budget={counted}
            words={words}
          />
        </Sentence>
        {recent !== undefined && (
          <Sentence name={texts.atPaceOf(spanText(recentSeconds(counted), language))}>
            <ForecastText found={found} budget={counted} words={words} />
          </Sentence>
        )}
      </dl>
      <LineChart times={times} lines={lines} label={texts.chart} format={format} />
      <ul className="flex flex-wrap gap-x-4 gap-y-1 text-xs text-soft">
        {lines.map(({ name }, place) => (
          <li key={name}>
            <span
              aria-hidden
              className="me-1 inline-block size-3 rounded-sm"
              style={{ background: lineColours[place] }}
            />
            {name}
          </li>
        ))}
      </ul>
      <Numbers history={history} words={words} />
    </>
  );
}

function Sentence({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt className="inline text-soft">{name}: </dt>
      <dd className="inline">{children}</dd>
    </div>
  );
}

/** The course in words, the newest first. */
function Numbers({ history, words }: { readonly history: BudgetHistory; readonly words: BudgetWords }) {
  const texts = useTexts(budgetsTexts);
  const { budget, data, spent_before } = history;
  const amount = (value: number): string => words.amount(budget.unit, value);
  const rows = data
    .toReversed()
    .map(({ end_time, spent, left }) => ({ when: end_time, values: [amount(spent), amount(left)] }));
  const before = [amount(spent_before), amount(budget.amount - spent_before)];
  return (
    <NumbersTable
      title={texts.numbers}
      time={texts.time}
      headings={[
        { id: "spent", name: texts.spent },
        { id: "left", name: texts.left },
      ]}
      rows={spent_before > 0 ? [...rows, { when: texts.before, values: before }] : rows}
    />
  );
}

/** Days where it is whole ones, and otherwise hours. */
function spanText(seconds: number, language: string): string {
  const days = seconds / 86_400;
  const [value, unit] = Number.isInteger(days) ? [days, "day"] : [seconds / 3_600, "hour"];
  return new Intl.NumberFormat(language, { style: "unit", unit: String(unit), unitDisplay: "long" }).format(
    Number(value),
  );
}
