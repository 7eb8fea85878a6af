/** Writes a report into `bench/results/`, as JSON and as a page. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { renderMarkdown } from "./markdown.ts";
import type { Report } from "./report.ts";

const RESULTS = fileURLToPath(new URL("../results/", import.meta.url));

/**
 * @param kind marks a run that is not a whole one (`smoke`, or the parts that ran): its files are for the
 *   moment, and git ignores them.
 * @returns the two paths, relative to the project's folder.
 */
export function writeReport(report: Report, kind: string | undefined): string[] {
  mkdirSync(RESULTS, { recursive: true });
  const name = `${report.when.slice(0, 10)}-${report.commit.id}${kind === undefined ? "" : `.${kind}`}`;
  writeFileSync(join(RESULTS, `${name}.json`), `${JSON.stringify(report, null, 1)}\n`);
  writeFileSync(join(RESULTS, `${name}.md`), renderMarkdown(report));
  return [`bench/results/${name}.json`, `bench/results/${name}.md`];
}
