import type { UsageBucket, UsageResult, UsageWish } from "../../api/usage.ts";

/** One line of the chart. Values are dollars, tokens or requests. */
export interface Series {
  readonly name: string;
  readonly values: readonly number[];
  readonly sum: number;
}

export interface Chart {
  /** Unix seconds, where each stretch begins. */
  readonly times: readonly number[];
  /** The largest first. */
  readonly series: readonly Series[];
}

const micros = 1_000_000;

/** So many lines can be told apart; the rest is one of its own. */
const mostSeries = 7;

/** The books as lines: sums are taken over whole numbers, and divided last. */
export function chartOf(
  buckets: readonly UsageBucket[],
  { measure, by }: Pick<UsageWish, "measure" | "by">,
  words: { readonly unnamed: string; readonly others: string },
): Chart {
  const lines = new Map<string, number[]>();
  buckets.forEach(({ results }, place) => {
    for (const result of results) {
      const name = nameOf(result, by) ?? words.unnamed;
      const line = lines.get(name) ?? Array.from({ length: buckets.length }, () => 0);
      line[place] = (line[place] ?? 0) + valueOf(result, measure);
      lines.set(name, line);
    }
  });
  const scale = measure === "cost" ? micros : 1;
  const sorted = [...lines]
    .map(([name, values]) => ({ name, values, sum: total(values) }))
    .toSorted((left, right) => right.sum - left.sum || (left.name < right.name ? -1 : 1));
  const rest = sorted.slice(mostSeries);
  const others = {
    name: words.others,
    values: buckets.map((_, place) => total(rest.map(({ values }) => values[place] ?? 0))),
    sum: total(rest.map(({ sum }) => sum)),
  };
  const shown = rest.length === 0 ? sorted : [...sorted.slice(0, mostSeries), others];
  return {
    times: buckets.map(({ start_time }) => start_time),
    series: shown.map(({ name, values, sum }) => ({
      name,
      values: values.map((value) => value / scale),
      sum: sum / scale,
    })),
  };
}

function nameOf(result: UsageResult, by: UsageWish["by"]): string | null {
  return by === "key" ? result.api_key_id : (result.line_item ?? result.model ?? null);
}

function valueOf(result: UsageResult, measure: UsageWish["measure"]): number {
  if (measure === "cost") return result.amount?.micros ?? 0;
  if (measure === "requests") return result.num_model_requests;
  return (result.input_tokens ?? 0) + (result.output_tokens ?? 0);
}

function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

/** The chart as a table of a spreadsheet: RFC 4180, and nothing that a spreadsheet would run. */
export function csvOf({ times, series }: Chart): string {
  const rows = [
    ["time", ...series.map(({ name }) => name)],
    ...times.map((time, place) => [
      new Date(time * 1_000).toISOString(),
      ...series.map(({ values }) => String(values[place] ?? 0)),
    ]),
  ];
  return `${rows.map((row) => row.map(cell).join(",")).join("\r\n")}\r\n`;
}

function cell(text: string): string {
  const safe = /^[=+@\t\r-]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
