/** The figures of memory, for people. */
import type { QuestionKind } from "./tell-facts.ts";
import { budgets, type Half, type MemoryFigures, subjects, type TimeFigures } from "./memory-figures.ts";

const KINDS: readonly (readonly [QuestionKind, string])[] = [
  ["single", "one fact"],
  ["changed", "a fact that changed"],
  ["scattered", "several turns"],
  ["timed", "a month"],
  ["advised", "what was advised"],
  ["linked", "two facts joined"],
  ["inferred", "what follows"],
];
const NAMES = {
  newest: "newest turns only",
  told: "told, whatever is asked",
  bm25: "plain BM25",
  recall: "recall",
} as const;

export function memoryBlock(figures: MemoryFigures): string {
  const { conversations, turns, time, postgres, crowded } = figures;
  const head = ["", "tokens", "all", ...KINDS.map(([, title]) => title)];
  const rowsOf = (half: Half) =>
    subjects.flatMap((subject) =>
      budgets.map((budget) => {
        const row = figures.rows.find(
          (one) => one.half === half && one.subject === subject && one.budget === budget,
        );
        return [
          NAMES[subject],
          budget.toLocaleString("en"),
          percent(row?.share),
          ...KINDS.map(([kind]) => percent(row?.byKind[kind])),
        ];
      }),
    );
  const styles = figures.rows
    .filter(({ subject, budget }) => subject === "recall" && budget === 2_000)
    .flatMap(({ half, byStyle }) =>
      Object.entries(byStyle).map(([style, share]) => [
        style,
        half === "known" ? "known" : "held out",
        percent(share),
      ]),
    );
  return [
    "## Memory",
    `Share of the turns that a question needs which are inside the assembled context: ${conversations} conversations of ` +
      `${turns.least} to ${turns.most} turns, made by seed. Recall was made with the known styles of talking; nothing is ` +
      "tuned by the held-out ones.",
    "Styles held out:",
    table(head, rowsOf("held")),
    "Known styles:",
    table(head, rowsOf("known")),
    "Recall at 2,000 tokens, by style:",
    table(["style", "", "share"], styles),
    `In one conversation of ${crowded.items.toLocaleString("en")} items, in which the same things are told in many ways, ` +
      `recall has ${percent(crowded.share)} of the needed turns in ${crowded.budget.toLocaleString("en")} tokens ` +
      `(${crowded.questions} questions).`,
    `A context of a conversation of ${time.items.toLocaleString("en")} items is assembled in ${time.p50.toFixed(1)} ms ` +
      `(p50) and ${time.p99.toFixed(1)} ms (p99) on SQLite, over ${time.runs} questions` +
      (postgres === undefined
        ? "; PostgreSQL is not installed."
        : `; in ${postgres.p50.toFixed(1)} ms (p50) and ${postgres.p99.toFixed(1)} ms (p99) on PostgreSQL.`) +
      ` CPU of the process: ${cpu(time)} on SQLite` +
      (postgres === undefined ? "." : `, ${cpu(postgres)} on PostgreSQL, which has its own besides.`) +
      ` The first question, before anything was read: ${first(time)} on SQLite` +
      (postgres === undefined ? "." : `, ${first(postgres)} on PostgreSQL.`),
  ].join("\n\n");
}

function cpu({ cpuP50, cpuP99 }: TimeFigures): string {
  return `${cpuP50.toFixed(1)} ms (p50) and ${cpuP99.toFixed(1)} ms (p99)`;
}

function first({ first: clock, firstCpu, behindCpu }: TimeFigures): string {
  const ms = (one: number): string => `${one.toFixed(1)} ms`;
  return `${ms(clock)} (CPU ${ms(firstCpu)}, and ${ms(behindCpu)} for what is read behind it)`;
}

function percent(share: number | undefined): string {
  return share === undefined ? "–" : `${(share * 100).toFixed(1)} %`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}
