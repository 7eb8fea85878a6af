/** The page about a run: what was promised, what was counted, and whether it holds. */
import type { Machine } from "../../bench/report/machine.ts";
import { type ScenarioName, scenarioNames } from "../scenarios/names.ts";
import { promises } from "./promises.ts";

/** What one scenario found on one database. */
export interface Line {
  readonly scenario: ScenarioName;
  /** Absent where it needs none. */
  readonly database?: string;
  readonly counted: string;
  /** Names of the rules that were violated, each once. */
  readonly broken: readonly string[];
}

/** Which run found it. */
export interface RunNote {
  /** Such as `2026-11-23`. */
  readonly date: string;
  readonly commit: string;
  readonly seed: number;
  readonly size: "short" | "full";
}

export interface ToldLine extends Line {
  readonly run: RunNote;
}

export interface Report {
  /** The newest. */
  readonly run: RunNote;
  /** Repeats it. */
  readonly command: string;
  readonly machine: Machine;
  readonly lines: readonly ToldLine[];
}

/** What is known after a run: its own lines, and those of earlier runs of which it tried nothing. */
export function mergeLines(before: readonly ToldLine[], now: readonly ToldLine[]): readonly ToldLine[] {
  const isOf = (line: Line) => (other: Line) =>
    line.scenario === other.scenario && line.database === other.database;
  const all = [...before.filter((line) => !now.some(isOf(line))), ...now];
  return scenarioNames.flatMap((name) => all.filter(({ scenario }) => scenario === name));
}

/** Always the same form: a table in the order of the scenarios, those that were never tried among them. */
export function renderReport({ run, command, machine, lines }: Report): string {
  const broken = lines.filter((line) => line.broken.length > 0).length;
  const verdict =
    broken === 0 ? "Everything that was tried holds." : `**${broken} of ${lines.length} do not hold.**`;
  const rows = scenarioNames.flatMap((name) => {
    const own = lines.filter(({ scenario }) => scenario === name);
    if (own.length === 0) return [row(name, promises[name], "not tried", "–", "–")];
    return own.map((line, position) =>
      row(
        line.database === undefined ? name : `${name} on ${line.database}`,
        position === 0 ? promises[name] : "the same",
        line.counted,
        line.broken.length === 0 ? "yes" : `**no**: ${line.broken.join(", ")}`,
        noteOf(line.run),
      ),
    );
  });
  return [
    "# What was proved\n",
    "Written by `npm run prove`; [docs/proof.md](../docs/proof.md) says what it means and what it cannot show. A run of some scenarios leaves the lines of the others as they were: each says when it was found.\n",
    `- the newest: ${noteOf(run)}`,
    `- ${machine.cores} × ${machine.processor}, ${machine.memoryGb} GB, ${machine.system}, Node ${machine.node}`,
    `- again: \`${command}\`\n`,
    `${verdict}\n`,
    row("scenario", "promise", "counted", "holds", "found"),
    row("---", "---", "---", "---", "---"),
    ...rows,
    "",
  ].join("\n");
}

function noteOf({ date, commit, seed, size }: RunNote): string {
  return `${date}, commit ${commit}, seed ${seed}, ${size} profile`;
}

function row(...cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll("|", "\\|").replaceAll("\n", " ")).join(" | ")} |`;
}
