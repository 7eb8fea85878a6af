import { useCallback, useMemo } from "react";
import type { RequestResult, UsageReport } from "../../api/usage.ts";
import { useLanguage, useTexts } from "../../texts/language-context.tsx";
import { usageTexts } from "../../texts/usage.ts";
import { formatDuration } from "../../ui/format.ts";
import { ChartView } from "./chart-view.tsx";
import { errorChart, errorsOf, latencyChart, type Naming } from "./series.ts";
import { TotalsTable } from "./totals-table.tsx";
import { requestTotals } from "./totals.ts";
import { type Measure, type Percentile, percentiles } from "./usage-search.ts";

/** What the request log says: errors, and how long answers took. */
export function RequestView({
  report,
  measure,
  percentile,
  naming,
  waiting,
}: {
  readonly report: UsageReport<RequestResult> | undefined;
  readonly measure: Measure;
  readonly percentile: Percentile;
  readonly naming: Naming;
  readonly waiting: boolean;
}) {
  const texts = useTexts(usageTexts);
  const { language } = useLanguage();
  const isErrors = measure === "errors";
  const isFirst = measure === "first";
  const chart = useMemo(() => {
    if (report === undefined) return undefined;
    return isErrors
      ? errorChart(report.buckets, naming)
      : latencyChart(report.buckets, isFirst ? "first" : "latency", percentile, naming);
  }, [report, isErrors, isFirst, percentile, naming]);
  const write = useCallback(
    (value: number) => (isErrors ? value.toLocaleString(language) : formatDuration(value, language)),
    [isErrors, language],
  );
  const count = (value: number): string => value.toLocaleString(language);
  const share = (result: RequestResult): string =>
    (result.requests === 0 ? 0 : errorsOf(result) / result.requests).toLocaleString(language, {
      style: "percent",
      maximumFractionDigits: 1,
    });
  const cellsOf = (result: RequestResult): readonly string[] => {
    if (isErrors) {
      const { requests, failed, refused, cancelled } = result;
      return [...[requests, failed, refused, cancelled].map(count), share(result)];
    }
    const times = result[isFirst ? "first_event_ms" : "duration_ms"];
    return [
      times === null ? "–" : count(times.count),
      ...percentiles.map((name) => (times === null ? "–" : formatDuration(times[name], language))),
    ];
  };
  const headings = isErrors
    ? [texts.requests, texts.failed, texts.refused, texts.cancelled, texts.share]
    : [texts.answers, ...percentiles];
  return (
    <ChartView
      chart={chart}
      measure={isErrors ? "errors" : isFirst ? "first" : "latency"}
      axis={write}
      exact={write}
      waiting={waiting}
    >
      {report !== undefined && (
        <TotalsTable
          headings={headings}
          lines={chart?.lines ?? []}
          rows={requestTotals(report, naming.by).map((result) => ({
            id: result[naming.by],
            name: naming.nameOf(result[naming.by]),
            cells: cellsOf(result),
          }))}
        />
      )}
    </ChartView>
  );
}
