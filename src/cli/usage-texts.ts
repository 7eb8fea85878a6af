import { formatMicros } from "../lib/money.ts";
import type { Tally, UsageFigures } from "../spec/usage-report.ts";
import { csvLine } from "../lib/csv.ts";
import { toldFigures } from "../lib/told-figures.ts";
import { isoTime, jsonLine } from "./printable.ts";
import { table } from "./table.ts";

export interface NamedFigures {
  /** What the figures are of, such as `{ day: "2026-11-22" }`. The same members in all lines of a report. */
  readonly names: Readonly<Record<string, string | null>>;
  readonly figures: UsageFigures;
}

export interface UsageLines {
  readonly by: "day" | "model" | "key" | "project";
  /** Unix milliseconds; `until` is not in it. */
  readonly span: { readonly from: number; readonly until: number };
  readonly rows: readonly NamedFigures[];
  readonly total: UsageFigures;
}

/** Members of each line that name what it is of. */
const namesBy = {
  day: ["day"],
  model: ["provider", "model"],
  key: ["key", "name"],
  project: ["project", "name"],
} as const;

export function usageJson({ by, span, rows, total }: UsageLines): string {
  return jsonLine({
    by,
    since: isoTime(span.from),
    until: isoTime(span.until),
    rows: rows.map(({ names, figures }) => ({ ...names, ...toldFigures(figures) })),
    total: toldFigures(total),
  });
}

/** Without a total, which a spreadsheet would add up with the rest. */
export function usageCsv({ by, rows, total }: UsageLines): string {
  const lines = rows.map(({ names, figures }) => [
    ...namesBy[by].map((name) => names[name] ?? null),
    ...Object.values(toldFigures(figures)),
  ]);
  return [[...namesBy[by], ...Object.keys(toldFigures(total))], ...lines].map(csvLine).join("");
}

export function usageTable({ by, rows, total }: UsageLines): string {
  const names = namesBy[by];
  const headings = [
    ...names.map((name) => name.toUpperCase()),
    "REQUESTS",
    "INPUT",
    "CACHED",
    "OUTPUT",
    "COST",
  ];
  const lines = rows.map((row) => [...names.map((name) => row.names[name] ?? "-"), ...cells(row.figures)]);
  return table(headings, [
    ...lines,
    [...names.map((_, place) => (place === 0 ? "total" : "")), ...cells(total)],
  ]);
}

/** What the table has no columns for; empty when there is nothing to say. */
export function usageNotes({ open, estimated }: UsageFigures): string {
  const notes: string[] = [];
  if (open > 0) notes.push(`${open} of the requests are still under way.\n`);
  if (estimated > 0) notes.push(`${estimated} of the requests are estimated: nobody told their usage.\n`);
  return notes.length === 0 ? "" : `\n${notes.join("")}`;
}

function cells(figures: UsageFigures): readonly string[] {
  return [
    String(figures.requests),
    cell(figures.inputTokens, String),
    cell(figures.cachedTokens, String),
    cell(figures.outputTokens, String),
    cell(figures.costMicros, formatMicros),
  ];
}

function cell({ known, unknown }: Tally, written: (value: number) => string): string {
  if (known === undefined) return unknown > 0 ? "unknown" : "-";
  return unknown > 0 ? `${written(known)} + unknown` : written(known);
}
