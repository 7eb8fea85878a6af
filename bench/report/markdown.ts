/** The report for people. */
import { booksBlock } from "../books/run-books.ts";
import { localBlock } from "../local/local-block.ts";
import { DISTURBED_CORE } from "../scenarios/quiet.ts";
import { memoryBlock } from "../memory/memory-block.ts";
import type { Report } from "./report.ts";
import { type Spread, spread } from "./spread.ts";
import { KEPT_UP, type SummaryRow } from "./summary.ts";

export function renderMarkdown(report: Report): string {
  const blocks = [
    `# Benchmark of ${report.when.slice(0, 10)}, commit ${report.commit.id}${report.commit.changed ? " with changes" : ""}`,
    about(report),
    targets(report),
    ...report.scenarios.map((scenario) => loadTable(report, scenario)),
    coldStarts(report),
    idle(report),
    report.books === undefined ? "" : booksBlock(report.books),
    report.local === undefined ? "" : localBlock(report.local),
    report.memory === undefined ? "" : memoryBlock(report.memory),
    "CPU and added times are medians over the rounds, with the lowest and the highest round in brackets. " +
      "Ratios and differences are taken within a round. MB are millions of bytes. " +
      "How it is measured: `docs/performance.md`.",
  ];
  return `${blocks.filter((block) => block !== "").join("\n\n")}\n`;
}

function about(report: Report): string {
  const { machine } = report;
  const foreign = Math.max(0, ...report.rows.map((row) => row.foreignCore.max));
  const lines = [
    `${machine.processor}, ${machine.cores} cores, ${machine.memoryGb} GB; ${machine.system}; Node ${machine.node}; ` +
      `${machine.nginx ?? "nginx is not installed"}.`,
    report.pinning,
    `${report.rounds} ${report.rounds === 1 ? "round" : "rounds"}; streams take turns in ${report.phases} groups within 50 ms; ` +
      `${Math.round(report.durationMs / 1000)} s in all.`,
  ];
  if (report.smoke)
    lines.push(
      "**A smoke run: it proves that the harness works; its figures are too short to judge anything.**",
    );
  if (machine.nginx === undefined) {
    lines.push(
      "**nginx is not installed, so there are no ratios: install it (Debian: `nginx-light`) and run again.**",
    );
  }
  if (foreign > DISTURBED_CORE) {
    lines.push(`**Noisy: other programs used up to ${(foreign * 100).toFixed(0)} % of a core meanwhile.**`);
  }
  for (const row of report.rows) {
    if (row.keptUp === undefined || row.keptUp.median >= KEPT_UP) continue;
    const share = (row.keptUp.median * 100).toFixed(0);
    lines.push(
      `**${row.subject} passed on only ${share} % of the load of \`${row.scenario}\`: its CPU per unit looks lower than it is.**`,
    );
  }
  return lines.join("  \n");
}

function targets(report: Report): string {
  const words = { holds: "holds", missed: "**missed**", unknown: "unknown" } as const;
  return table(
    ["target", "limit", "measured", report.smoke ? "verdict (smoke: not judged)" : "verdict"],
    report.verdicts.map((one) => [
      one.name,
      one.limit,
      one.measured,
      report.smoke ? "–" : words[one.verdict],
    ]),
  );
}

function loadTable(report: Report, scenario: Report["scenarios"][number]): string {
  const rows = report.rows.filter((row) => row.scenario === scenario.name);
  const first = scenario.unit === "chunk" ? "first byte" : "answer";
  const added = rows.some((row) => row.addedP50Ms !== undefined);
  const hasPortkey = rows.some((row) => row.timesPortkeySpeed !== undefined);
  const head = [
    "",
    `CPU µs/${scenario.unit}`,
    "× nginx",
    ...(hasPortkey ? ["× Portkey's units per CPU-second"] : []),
    `${scenario.unit}s/s`,
    `${first} p50 / p99 ms`,
    ...(added ? ["added p50 ms", "added p99 ms"] : []),
    "RSS MB",
    "PSS MB",
    "load core",
    "others",
  ];
  const body = rows.map((row) => [
    row.subject,
    range(row.cpuMicros, 1),
    range(row.timesNginx, 2),
    ...(hasPortkey ? [range(row.timesPortkeySpeed, 2)] : []),
    row.perSecond.median.toFixed(0),
    `${row.p50Ms.median.toFixed(2)} / ${row.p99Ms.median.toFixed(2)}`,
    ...(added ? addedCells(row) : []),
    row.rssMb?.median.toFixed(0) ?? "–",
    row.pssMb?.median.toFixed(0) ?? "–",
    percent(row.loadCore),
    percent(row.foreignCore),
  ]);
  return `## ${scenario.title}\n\n${table(head, body)}`;
}

function addedCells(row: SummaryRow): string[] {
  return [range(row.addedP50Ms, 2), range(row.addedP99Ms, 2)];
}

function coldStarts(report: Report): string {
  if (report.coldStarts.length === 0) return "";
  const rows = report.coldStarts.map((one) => [
    `\`${one.command}\``,
    range(spread(one.introducedMs), 0),
    range(spread(one.answeredMs), 0),
    String(one.answeredMs.length),
  ]);
  return `## Cold start, empty data folder, not pinned\n\n${table(["command", "ms to address and key", "ms to the end of the first answer", "runs"], rows)}`;
}

function idle(report: Report): string {
  const { idle: found } = report;
  if (found === undefined) return "";
  const pss = found.pssBytes === undefined ? "" : `, PSS ${(found.pssBytes / 1e6).toFixed(1)} MB`;
  return (
    `## Idle\n\n${found.afterMs / 1000} s after the first answer: RSS ${(found.rssBytes / 1e6).toFixed(1)} MB${pss}, ` +
    `${found.processes} ${found.processes === 1 ? "process" : "processes"}, ` +
    `${(found.cpuMicrosPerSecond / 1000).toFixed(1)} ms CPU a second.`
  );
}

function percent(share: Spread): string {
  return `${(share.median * 100).toFixed(0)} %`;
}

function range(value: Spread | undefined, digits: number): string {
  if (value === undefined) return "–";
  const [min, median, max] = [value.min, value.median, value.max].map((number) => number.toFixed(digits));
  return min === max ? `${median}` : `${median} (${min}–${max})`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}
