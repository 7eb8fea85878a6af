import { type EvaluationCase, topics } from "./case.ts";
import { judge, percent, type Result, scoreOf } from "./gates.ts";

export interface ModelNote {
  readonly bytes: number;
  readonly sha256: string;
  readonly parameters: number;
  readonly steps: number;
  readonly tokens: number;
  readonly hours: number;
}

/** Failures that are shown of each topic. */
const shown = 2;

/** The generated part of the model card: what the model is, its gates, its topics, and how it fails. */
export function writeTables(note: ModelNote, results: readonly Result[]): string {
  const gates = judge(results);
  const failed = gates.filter(({ passed }) => !passed).length;
  return [
    `File: ${(note.bytes / 1e6).toFixed(2)} MB in Q8_0, SHA-256 \`${note.sha256}\`. ${(note.parameters / 1e6).toFixed(2)} M parameters, ${note.steps.toLocaleString("en")} steps, ${(note.tokens / 1e6).toFixed(2)} M tokens read, ${note.hours.toFixed(1)} hours of training.`,
    "",
    failed === 0
      ? "It keeps all gates, and is the default where nothing else is configured."
      : `**It misses ${failed} of ${gates.length} gates, so it is not the default and is not in the package.**`,
    "",
    "| gate | bound | reached | kept |",
    "|---|---|---|---|",
    ...gates.map(
      ({ name, bound, kind, reached, passed }) =>
        `| ${name} | ${kind} ${bound}% | ${reached}% | ${passed ? "yes" : "**no**"} |`,
    ),
    "",
    "| topic | right | of | |",
    "|---|---|---|---|",
    ...topics.map((topic) => {
      const score = scoreOf(results, [topic]);
      return `| ${topic} | ${score.right} | ${score.of} | ${percent(score)}% |`;
    }),
    "",
    "How it fails: the first failures of each topic.",
    "",
    "| topic | asked | answered |",
    "|---|---|---|",
    ...topics.flatMap((topic) =>
      results
        .filter(({ asked, right }) => asked.topic === topic && !right)
        .slice(0, shown)
        .map(({ asked, text }) => `| ${topic} | ${cell(lastOf(asked))} | ${cell(text)} |`),
    ),
  ].join("\n");
}

function lastOf({ messages }: EvaluationCase): string {
  return messages.at(-1)?.content ?? "";
}

/** One line, no table signs, not too long, and nothing that Markdown would read. */
function cell(text: string): string {
  const line = text.replace(/\s+/g, " ").trim();
  const short = line.length > 140 ? `${line.slice(0, 140).toWellFormed()}…` : line;
  return short === "" ? "(nothing)" : short.replace(/[|\\`*_<>[\]]/g, (sign) => `\\${sign}`);
}
