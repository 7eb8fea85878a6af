import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describeCommit, describeMachine } from "../../bench/report/machine.ts";
import { type Line, mergeLines, renderReport, type ToldLine } from "./report.ts";

const page = join(import.meta.dirname, "../report.md");
/** The same for programs: what the page says of scenarios that a run has not tried comes from here. */
const record = join(import.meta.dirname, "../report.json");

/** Writes `prove/report.md`: what this run found, and what earlier ones found of the rest. */
export function writeReport(
  lines: readonly Line[],
  { seed, size }: { readonly seed: number; readonly size: "short" | "full" },
  command: string,
): void {
  const { id, changed } = describeCommit(join(import.meta.dirname, "../.."));
  const date = new Date().toISOString().slice(0, 10);
  const run = { date, commit: changed ? `${id} with changes` : id, seed, size };
  const before = existsSync(record) ? (JSON.parse(readFileSync(record, "utf8")) as ToldLine[]) : [];
  const all = mergeLines(
    before,
    lines.map((line) => ({ ...line, run })),
  );
  writeFileSync(record, `${JSON.stringify(all, null, 2)}\n`);
  writeFileSync(page, renderReport({ run, command, machine: describeMachine(undefined), lines: all }));
}
