import { expect, test } from "vitest";
import type { LoadResult } from "../load/job.ts";
import { loadScenarios } from "../scenarios/load-scenario.ts";
import type { Sample } from "../scenarios/run-rounds.ts";
import { renderMarkdown } from "./markdown.ts";
import type { Report } from "./report.ts";
import { type SummaryRow, summarise } from "./summary.ts";
import { judge } from "./targets.ts";

const scenarios = loadScenarios(false);

function result(cpuMicros: number, p50Ms: number): LoadResult {
  return {
    units: 1_000,
    windowMs: 2_000,
    serverCpuMicros: cpuMicros * 1_000,
    mockCpuMicros: 100_000,
    loadCpuMicros: 100_000,
    foreignCpuMicros: 0,
    latency: { count: 1_000, p50Ms, p99Ms: p50Ms * 2, maxMs: p50Ms * 3 },
    rssBytes: 80e6,
    pssBytes: 60e6,
  };
}

function samplesOf(scenario: Sample["scenario"], withNginx: boolean): Sample[] {
  // The second round finds the machine at half its speed: ratios must not see that.
  return [1, 2, 4].flatMap((slowness, index) => {
    const round = index + 1;
    return [
      { scenario, round, subject: "direct" as const, result: result(0, 1 * slowness) },
      ...(withNginx
        ? [{ scenario, round, subject: "nginx" as const, result: result(30 * slowness, 2 * slowness) }]
        : []),
      { scenario, round, subject: "parley" as const, result: result(120 * slowness, 3 * slowness) },
    ];
  });
}

function rowsOf(scenario: Sample["scenario"], withNginx = true): Record<string, SummaryRow> {
  const rows = summarise(scenarios, samplesOf(scenario, withNginx));
  return Object.fromEntries(rows.map((row) => [row.subject, row]));
}

test("ratios and differences are taken within a round", () => {
  const { parley, nginx } = rowsOf("sse-many");
  expect(parley?.timesNginx).toEqual({ min: 4, median: 4, max: 4 });
  expect(nginx?.timesNginx?.median).toBe(1);
  expect(parley?.cpuMicros).toEqual({ min: 120, median: 240, max: 480 });
  expect(parley?.addedP50Ms).toEqual({ min: 2, median: 4, max: 8 });
  expect(parley?.perSecond.median).toBe(500);
});

test("what was not measured is absent", () => {
  const { direct, parley } = rowsOf("json-open", false);
  expect(Object.keys(direct ?? {})).not.toContain("cpuMicros");
  expect(Object.keys(parley ?? {})).not.toContain("timesNginx");
});

test("where Portkey is installed, the page tells how many times as much a CPU-second gives", () => {
  const portkey = [1, 2, 4].map((slowness, index) => {
    const sample = { scenario: "json-closed" as const, round: index + 1, subject: "portkey" as const };
    return { ...sample, result: result(1_200 * slowness, 9) };
  });
  const rows = summarise(scenarios, [...samplesOf("json-closed", true), ...portkey]);
  expect(rows.find(({ subject }) => subject === "parley")?.timesPortkeySpeed?.median).toBe(10);
  const verdict = judge({ rows, coldStarts: [] }).find(({ limit }) => limit.includes("Portkey"));
  expect(verdict).toMatchObject({ verdict: "holds", measured: "10.00 × Portkey" });
});

test("a closed loop adds no comparable time: each server has its own load", () => {
  expect(Object.keys(rowsOf("json-closed")["parley"] ?? {})).not.toContain("addedP50Ms");
});

test("targets hold, are missed, or stay unknown", () => {
  const rows = summarise(scenarios, [...samplesOf("json-closed", true), ...samplesOf("sse-many", true)]);
  const coldStarts = [{ command: "npm start", introducedMs: [1], answeredMs: [900, 1_400, 950] }];
  const verdicts = judge({ rows, coldStarts }).map(({ verdict, measured }) => `${verdict}: ${measured}`);
  expect(verdicts.filter((one) => one !== "unknown: not measured")).toEqual([
    "holds: 4.00 × nginx",
    "holds: 4.00 × nginx",
    "missed: 4.00 × nginx",
    "holds: 950 ms",
  ]);
  expect(verdicts.filter((one) => one === "unknown: not measured").length).toBeGreaterThan(5);
});

test("a server that lags behind its load is not judged", () => {
  const samples = samplesOf("sse-many", true).map((sample) =>
    sample.subject === "parley" ? { ...sample, result: { ...sample.result, units: 900 } } : sample,
  );
  const rows = summarise(scenarios, samples);
  expect(rows.find((row) => row.subject === "parley")?.keptUp?.median).toBe(0.9);
  const verdict = judge({ rows, coldStarts: [] }).find(({ name }) => name.includes("1,000 streams"));
  expect(verdict?.verdict).toBe("unknown");
});

test("without nginx the page says so, and no ratio is made up", () => {
  const rows = summarise(scenarios, samplesOf("json-closed", false));
  const report: Report = {
    format: 1,
    when: "2030-01-02T03:04:05.000Z",
    smoke: false,
    commit: { id: "abcdef0", changed: true },
    machine: { processor: "a processor", cores: 2, memoryGb: 8, system: "Linux 6", node: "v26.10.0" },
    pinning: "Pinned.",
    rounds: 3,
    phases: 10,
    durationMs: 1_000,
    scenarios: scenarios.slice(0, 1),
    verdicts: judge({ rows, coldStarts: [] }),
    rows,
    coldStarts: [],
    samples: [],
  };
  const page = renderMarkdown(report);
  expect(page).toContain("nginx is not installed, so there are no ratios");
  expect(page).toContain("commit abcdef0 with changes");
  expect(page).toContain("| parley | 240.0 (120.0–480.0) | – | 500 |");
});
