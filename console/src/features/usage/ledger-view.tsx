import { useCallback, useMemo } from "react";
import type { UsageReport, UsageResult } from "../../api/usage.ts";
import { useLanguage, useTexts } from "../../texts/language-context.tsx";
import { usageTexts } from "../../texts/usage.ts";
import { formatMoney } from "../../ui/exact-amount.ts";
import { formatCost } from "../../ui/format.ts";
import { ChartView } from "./chart-view.tsx";
import { ledgerChart, type Naming, tokensOf } from "./series.ts";
import { TotalsTable } from "./totals-table.tsx";
import { ledgerTotals } from "./totals.ts";
import type { Measure } from "./usage-search.ts";

/** What the books say: cost, tokens and requests, to the last digit. */
export function LedgerView({
  report,
  measure,
  naming,
  waiting,
}: {
  readonly report: UsageReport<UsageResult> | undefined;
  readonly measure: Measure;
  readonly naming: Naming;
  readonly waiting: boolean;
}) {
  const texts = useTexts(usageTexts);
  const { language } = useLanguage();
  const what = measure === "tokens" || measure === "requests" ? measure : "cost";
  const chart = useMemo(
    () => (report === undefined ? undefined : ledgerChart(report.buckets, what, naming)),
    [report, what, naming],
  );
  const isCost = what === "cost";
  const axis = useCallback(
    (value: number) => (isCost ? formatCost(value, language) : value.toLocaleString(language)),
    [isCost, language],
  );
  const exact = (value: number): string =>
    isCost ? formatMoney(value, language) : value.toLocaleString(language);
  const figure = (value: number | null, missing: number, write: (known: number) => string): string => {
    if (value === null) return missing > 0 ? texts.unknown : "–";
    const unknown = missing.toLocaleString(language);
    return missing > 0 ? `${write(value)} ${texts.missing(unknown)}` : write(value);
  };
  const count = (value: number): string => value.toLocaleString(language);
  return (
    <ChartView chart={chart} measure={what} axis={axis} exact={exact} waiting={waiting}>
      {report !== undefined && (
        <TotalsTable
          headings={[texts.cost, texts.tokens, texts.requests]}
          lines={chart?.lines ?? []}
          rows={ledgerTotals(report, naming.by).map((result) => ({
            id: result[naming.by],
            name: naming.nameOf(result[naming.by]),
            cells: [
              figure(result.cost_micros, result.unknown_cost_micros, (micros) =>
                formatMoney(micros, language),
              ),
              figure(
                tokensOf(result),
                Math.max(result.unknown_input_tokens, result.unknown_output_tokens),
                count,
              ),
              count(result.requests),
            ],
          }))}
        />
      )}
    </ChartView>
  );
}
