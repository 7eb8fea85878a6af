import type { ReactNode } from "react";
import { useTexts } from "../../texts/language-context.tsx";
import { shellTexts } from "../../texts/shell.ts";
import { usageTexts } from "../../texts/usage.ts";
import { Button } from "../../ui/button.tsx";
import { Empty } from "../../ui/empty.tsx";
import { csvOf } from "../../ui/csv.ts";
import { downloadFile } from "../../ui/download-file.ts";
import { LineChart } from "../../ui/line-chart.tsx";
import { NumbersTable } from "../../ui/numbers-table.tsx";
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
      {lines.length === 0 ? (
        <Empty tall>{texts.empty}</Empty>
      ) : (
        <LineChart times={times} lines={lines} label={texts.chart} format={axis} />
      )}
      {hidden > 0 && <p className="text-sm text-soft">{texts.hidden(String(hidden))}</p>}
      {children}
      {lines.length > 0 && (
        <>
          <Numbers chart={chart} exact={exact} />
          <div>
            <Button onClick={file}>{texts.csv}</Button>
          </div>
        </>
      )}
    </>
  );
}

/** The chart in words: a row for each stretch of time, the newest first. */
function Numbers({ chart, exact }: { readonly chart: Chart; exact(value: number): string }) {
  const texts = useTexts(usageTexts);
  const { times, lines } = chart;
  const rows = times.map((when, place) => ({
    when,
    values: lines.map(({ values }) => {
      const value = values[place] ?? null;
      return value === null ? "–" : exact(value);
    }),
  }));
  return (
    <NumbersTable
      title={texts.numbers}
      time={texts.time}
      headings={lines.map(({ id, name }) => ({ id: `${id ?? ""} ${name}`, name }))}
      rows={rows.toReversed()}
    />
  );
}
