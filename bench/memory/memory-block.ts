/** The figures of memory, for people. */
import type { QuestionKind } from "./make-conversation.ts";
import { budgets, type MemoryFigures, shareOf, subjects } from "./memory-figures.ts";

const KINDS: readonly (readonly [QuestionKind, string])[] = [
  ["single", "one fact"],
  ["changed", "a fact that changed"],
  ["scattered", "several turns"],
  ["inferred", "what follows"],
];
const NAMES = { newest: "newest turns only", bm25: "plain BM25", recall: "recall" } as const;

export function memoryBlock(figures: MemoryFigures): string {
  const { conversations, turns, time } = figures;
  const head = [
    "",
    "tokens",
    "all",
    "known styles",
    "held-out styles",
    ...KINDS.map(([, title]) => `${title}, held out`),
  ];
  const rows = subjects.flatMap((subject) =>
    budgets.map((budget) => {
      const held = figures.rows.find(
        (row) => row.half === "held" && row.subject === subject && row.budget === budget,
      );
      return [
        NAMES[subject],
        budget.toLocaleString("en"),
        percent(shareOf(figures, subject, budget)),
        percent(shareOf(figures, subject, budget, "known")),
        percent(held?.share),
        ...KINDS.map(([kind]) => percent(held?.byKind[kind])),
      ];
    }),
  );
  return [
    "## Memory",
    `Share of the turns that a question needs which are inside the assembled context: ${conversations} conversations of ` +
      `${turns.least} to ${turns.most} turns, made by seed. Recall was made with the known styles of talking; nothing is ` +
      "tuned by the held-out ones.",
    table(head, rows),
    `A context of a conversation of ${time.items.toLocaleString("en")} items is assembled in ${time.p50.toFixed(1)} ms ` +
      `(p50) and ${time.p99.toFixed(1)} ms (p99; ${time.cpuP99.toFixed(1)} ms of processor time), over ${time.runs} questions.`,
  ].join("\n\n");
}

function percent(share: number | undefined): string {
  return share === undefined ? "–" : `${(share * 100).toFixed(1)} %`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}
