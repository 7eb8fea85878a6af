import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback, useMemo, useState } from "react";
import { useProject } from "../../api/project.ts";
import { usageOf } from "../../api/usage.ts";
import { useLanguage, useTexts } from "../../texts/language-context.tsx";
import { shellTexts } from "../../texts/shell.ts";
import { usageTexts } from "../../texts/usage.ts";
import { Button } from "../../ui/button.tsx";
import { downloadFile } from "../../ui/download-file.ts";
import { Select } from "../../ui/field.tsx";
import { formatCost } from "../../ui/format.ts";
import { Failure } from "../../ui/notice.tsx";
import { LineChart, lineColours } from "./chart.tsx";
import { chartOf, csvOf } from "./series.ts";
import { beginningOf, type UsageSearch } from "./usage-search.ts";

/** What was spent, over time: the ledger's own numbers. */
export function UsageScreen() {
  const texts = useTexts(usageTexts);
  const shell = useTexts(shellTexts);
  const { language } = useLanguage();
  const project = useProject();
  const search = useSearch({ from: "/inside/usage" });
  const navigate = useNavigate({ from: "/usage" });
  const { range = "week", measure = "cost", by = "model" } = search;
  // When the screen was opened: a range that moved with each drawing would be asked for anew each time.
  const [now] = useState(Date.now);
  const from = beginningOf(range, now);
  const { data, error } = useQuery({
    ...usageOf({ project: project?.id ?? "", measure, by, from, width: range === "month" ? "1d" : "1h" }),
    enabled: project !== undefined,
  });
  const chart = useMemo(
    () => (data === undefined ? undefined : chartOf(data, { measure, by }, texts)),
    [data, measure, by, texts],
  );
  const format = useCallback(
    (value: number): string =>
      measure === "cost"
        ? formatCost(Math.round(value * 1_000_000), language)
        : value.toLocaleString(language),
    [measure, language],
  );
  const set = (change: UsageSearch): void =>
    void navigate({ search: { ...search, ...change }, replace: true });
  return (
    <div className="mx-auto grid max-w-5xl gap-6">
      <h1 className="text-2xl font-semibold">{texts.title}</h1>
      <div className="grid grid-cols-1 gap-3 sm:grid-cols-3">
        <Select
          label={texts.range}
          value={range}
          onChange={({ target }) => set({ range: target.value as "day" })}
        >
          <option value="day">{texts.day}</option>
          <option value="week">{texts.week}</option>
          <option value="month">{texts.month}</option>
        </Select>
        <Select
          label={texts.measure}
          value={measure}
          onChange={({ target }) => set({ measure: target.value as "cost" })}
        >
          <option value="cost">{texts.cost}</option>
          <option value="tokens">{texts.tokens}</option>
          <option value="requests">{texts.requests}</option>
        </Select>
        <Select label={texts.by} value={by} onChange={({ target }) => set({ by: target.value as "key" })}>
          <option value="model">{texts.model}</option>
          <option value="key">{texts.key}</option>
        </Select>
      </div>
      {error !== null && <Failure error={error} />}
      {chart === undefined ? (
        <p className="min-h-65 text-soft">{error === null && `${shell.loading}…`}</p>
      ) : (
        <>
          <LineChart chart={chart} label={texts.chart} format={format} />
          {chart.series.length === 0 ? (
            <p className="text-center text-sm text-soft">{texts.empty}</p>
          ) : (
            <table className="w-full text-sm">
              <thead>
                <tr className="border-b border-line text-start">
                  <th className="py-2 text-start font-medium">{texts.name}</th>
                  <th className="py-2 text-end font-medium">{texts.sum}</th>
                </tr>
              </thead>
              <tbody>
                {chart.series.map(({ name, sum }, index) => (
                  <tr key={name} className="border-b border-line">
                    <td className="py-2 [overflow-wrap:anywhere]">
                      <span
                        aria-hidden
                        className="me-2 inline-block size-3 rounded-sm"
                        style={{ background: lineColours[index % lineColours.length] }}
                      />
                      {name}
                    </td>
                    <td className="py-2 text-end tabular-nums">{format(sum)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          )}
          <div>
            <Button
              onClick={() => downloadFile(new Blob([csvOf(chart)], { type: "text/csv" }), "parley-usage.csv")}
            >
              {texts.csv}
            </Button>
          </div>
        </>
      )}
    </div>
  );
}
