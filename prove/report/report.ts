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

export interface Run {
  readonly seed: number;
  readonly size: "short" | "full";
  /** Such as `2026-11-23`. */
  readonly date: string;
  readonly commit: string;
  readonly machine: Machine;
  /** Repeats it. */
  readonly command: string;
  readonly lines: readonly Line[];
}

/** Always the same form: a table in the order of the scenarios, those that were left out among them. */
export function renderReport(run: Run): string {
  const { machine, lines } = run;
  const broken = lines.filter((line) => line.broken.length > 0).length;
  const verdict =
    broken === 0 ? "Everything that was tried holds." : `**${broken} of ${lines.length} do not hold.**`;
  const rows = scenarioNames.flatMap((name) => {
    const own = lines.filter(({ scenario }) => scenario === name);
    if (own.length === 0) return [row(name, promises[name], "not tried in this run", "–")];
    return own.map((line, position) =>
      row(
        line.database === undefined ? name : `${name} on ${line.database}`,
        position === 0 ? promises[name] : "the same",
        line.counted,
        line.broken.length === 0 ? "yes" : `**no**: ${line.broken.join(", ")}`,
      ),
    );
  });
  return [
    "# What was proved\n",
    "Written by `npm run prove`; [docs/proof.md](../docs/proof.md) says what it means and what it cannot show.\n",
    `- ${run.date}, commit ${run.commit}, seed ${run.seed}, ${run.size} profile`,
    `- ${machine.cores} × ${machine.processor}, ${machine.memoryGb} GB, ${machine.system}, Node ${machine.node}`,
    `- again: \`${run.command}\`\n`,
    `${verdict}\n`,
    row("scenario", "promise", "counted", "holds"),
    row("---", "---", "---", "---"),
    ...rows,
    "",
  ].join("\n");
}

function row(...cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll("|", "\\|").replaceAll("\n", " ")).join(" | ")} |`;
}
