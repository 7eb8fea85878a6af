/** What the benchmark of memory found. */
import type { QuestionKind } from "./tell-facts.ts";

export const budgets = [1_000, 2_000, 4_000] as const;

export const subjects = ["newest", "told", "bm25", "recall"] as const;
export type MemorySubject = (typeof subjects)[number];

/** Which half of the styles of talking: those that recall was made with, or those kept aside. */
export type Half = "known" | "held";

export interface RecallRow {
  readonly half: Half;
  readonly subject: MemorySubject;
  readonly budget: number;
  readonly questions: number;
  /** Share of the needed turns that are inside the context: the mean over the questions, 0 to 1. */
  readonly share: number;
  readonly byKind: Readonly<Partial<Record<QuestionKind, number>>>;
  readonly byStyle: Readonly<Record<string, number>>;
}

export interface MemoryFigures {
  readonly conversations: number;
  readonly turns: { readonly least: number; readonly most: number };
  readonly rows: readonly RecallRow[];
  readonly time: TimeFigures;
  /** Within one long conversation, with much of the same told in it. */
  readonly crowded: CrowdedFigures;
  /** Absent where it is not installed. */
  readonly postgres?: TimeFigures;
}

/** Share of the needed turns that are inside the context of a conversation of `items`. */
export interface CrowdedFigures {
  readonly items: number;
  readonly questions: number;
  readonly budget: number;
  readonly share: number;
}

/** Milliseconds to assemble a context in a conversation of `items`. */
export interface TimeFigures {
  readonly items: number;
  readonly runs: number;
  /** Of the first question, before anything of the conversation was read, and what is read behind it costs the process. */
  readonly first: number;
  readonly firstCpu: number;
  readonly behindCpu: number;
  readonly p50: number;
  readonly p99: number;
  /** Of this process, its own statements and what SQLite does included: the machine may have others to serve. */
  readonly cpuP50: number;
  readonly cpuP99: number;
}

/** The share that a subject reached, over both halves or one of them. */
export function shareOf(
  figures: MemoryFigures,
  subject: MemorySubject,
  budget: number,
  half?: Half,
): number | undefined {
  const rows = figures.rows.filter(
    (row) => row.subject === subject && row.budget === budget && (half === undefined || row.half === half),
  );
  const questions = rows.reduce((sum, row) => sum + row.questions, 0);
  return questions === 0
    ? undefined
    : rows.reduce((sum, row) => sum + row.share * row.questions, 0) / questions;
}
