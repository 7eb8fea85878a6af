import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describeCommit, describeMachine } from "../../bench/report/machine.ts";
import { type Line, renderReport } from "./report.ts";

const path = join(import.meta.dirname, "../report.md");

/** Writes `prove/report.md`, in place of the one before. */
export function writeReport(
  lines: readonly Line[],
  { seed, size }: { readonly seed: number; readonly size: "short" | "full" },
  command: string,
): void {
  const { id, changed } = describeCommit(join(import.meta.dirname, "../.."));
  const text = renderReport({
    seed,
    size,
    command,
    lines,
    date: new Date().toISOString().slice(0, 10),
    commit: changed ? `${id} with changes` : id,
    machine: describeMachine(undefined),
  });
  writeFileSync(path, text);
}
