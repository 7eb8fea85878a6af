import type { ReactNode } from "react";
import { useLanguage, useTexts } from "../../texts/language-context.tsx";
import { shellTexts } from "../../texts/shell.ts";
import { usageTexts } from "../../texts/usage.ts";
import { Button } from "../../ui/button.tsx";
import { csvOf } from "../../ui/csv.ts";
import { downloadFile } from "../../ui/download-file.ts";
import { LineChart } from "../../ui/line-chart.tsx";
import { ScrollBox } from "../../ui/scroll-box.tsx";
import { type Chart, rowsOf } from "./series.ts";
import type { Measure } from "./usage-search.ts";

/** The lines, what they add up to, every number of them, and all of it as a file. */
export function ChartView({
  chart,
  measure,
  axis,
  exact,
  waiting,
  children,
}: {
  readonly chart: Chart | undefined;
  readonly measure: Measure;
  /** Short, beside the chart. It must stay the same while it says the same: the chart is drawn anew with another one. */
  axis(value: number): string;
  /** To the last digit. */
  exact(value: number): string;
  readonly waiting: boolean;
  /** The sums. */
  readonly children: ReactNode;
}) {
  const texts = useTexts(usageTexts);
  const shell = useTexts(shellTexts);
  if (chart === undefined) return <p className="min-h-65 text-soft">{waiting && `${shell.loading}…`}</p>;
  const { times, lines, hidden } = chart;
  const file = (): void =>
    downloadFile(new Blob([csvOf(rowsOf(chart, measure))], { type: "text/csv" }), `parley-${measure}.csv`);
  return (
    <>
      <LineChart times={times} lines={lines} label={texts.chart} format={axis} />
      {lines.length === 0 && <p className="text-center text-sm text-soft">{texts.empty}</p>}
      {hidden > 0 && <p className="text-sm text-soft">{texts.hidden(String(hidden))}</p>}
      {children}
      {lines.length > 0 && <Numbers chart={chart} exact={exact} />}
      <div>
        <Button onClick={file}>{texts.csv}</Button>
      </div>
    </>
  );
}

/** The chart in words: a row for each stretch of time, the newest first. */
function Numbers({ chart, exact }: { readonly chart: Chart; exact(value: number): string }) {
  const texts = useTexts(usageTexts);
  const { language } = useLanguage();
  const { times, lines } = chart;
  const cell = "py-1 ps-3 text-end whitespace-nowrap tabular-nums";
  const places = times.map((_, place) => place).toReversed();
  return (
    <details className="text-sm">
      <summary className="cursor-pointer py-1 font-medium">{texts.numbers}</summary>
      <ScrollBox label={texts.numbers}>
        <table className="w-full">
          <caption className="sr-only">{texts.numbers}</caption>
          <thead>
            <tr className="border-b border-line">
              <th scope="col" className="py-1 text-start font-medium">
                {texts.time}
              </th>
              {lines.map(({ id, name }) => (
                <th key={`${id ?? ""} ${name}`} scope="col" className={`${cell} font-medium`}>
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {places.map((place) => (
              <tr key={times[place]} className="border-b border-line">
                <th scope="row" className="py-1 text-start font-normal whitespace-nowrap">
                  {new Date((times[place] ?? 0) * 1_000).toLocaleString(language, {
                    dateStyle: "short",
                    timeStyle: "short",
                  })}
                </th>
                {lines.map(({ id, name, values }) => {
                  const value = values[place] ?? null;
                  return (
                    <td key={`${id ?? ""} ${name}`} className={cell}>
                      {value === null ? "–" : exact(value)}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollBox>
    </details>
  );
}
