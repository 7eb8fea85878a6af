/** The performance targets, as a table, and how each is read off the figures. */
import type { BooksFigures } from "../books/run-books.ts";
import type { LocalFigures } from "../local/local-figures.ts";
import { type MemoryFigures, shareOf } from "../memory/memory-figures.ts";
import { type ColdStart, NPM_START } from "../scenarios/cold-start.ts";
import type { Idle } from "../scenarios/idle.ts";
import type { LoadScenarioName } from "../scenarios/load-scenario.ts";
import type { SubjectName } from "../subjects/subject.ts";
import { spread } from "./spread.ts";
import { KEPT_UP, type SummaryRow } from "./summary.ts";

export interface Figures {
  readonly rows: readonly SummaryRow[];
  readonly coldStarts: readonly ColdStart[];
  readonly idle?: Idle;
  readonly books?: BooksFigures;
  readonly local?: LocalFigures;
  readonly memory?: MemoryFigures;
}

interface Target {
  readonly name: string;
  readonly limit: number;
  /** The limit is the least and not the most. */
  readonly atLeast?: true;
  readonly unit: string;
  readonly digits: number;
  /** `undefined` when it was not measured. */
  readonly measured: (figures: Figures) => number | undefined;
}

export interface Verdict {
  readonly name: string;
  readonly limit: string;
  readonly measured: string;
  /** `unknown` when it was not measured (left out, no nginx to compare with, or load that did not arrive). */
  readonly verdict: "holds" | "missed" | "unknown";
}

const targets: readonly Target[] = [
  {
    name: "JSON: CPU per request with keys, ledger and metrics",
    limit: 6,
    unit: "× nginx",
    digits: 2,
    measured: (figures) => timesNginx(figures, "json-closed"),
  },
  {
    name: "JSON: the same, the aim",
    limit: 4,
    unit: "× nginx",
    digits: 2,
    measured: (figures) => timesNginx(figures, "json-closed"),
  },
  {
    name: "JSON: requests for each CPU-second",
    limit: 8,
    atLeast: true,
    unit: "× Portkey",
    digits: 2,
    measured: (figures) => rowOf(figures, "json-closed", "parley")?.timesPortkeySpeed?.median,
  },
  {
    name: "SSE: CPU per chunk at 20 streams of 20 chunks/s",
    limit: 2.5,
    unit: "× nginx",
    digits: 2,
    measured: (figures) => timesNginx(figures, "sse-few"),
  },
  {
    name: "SSE: time to the first byte at 20 streams, added (p50)",
    limit: 1,
    unit: "ms",
    digits: 2,
    measured: (figures) => rowOf(figures, "sse-few", "parley")?.addedP50Ms?.median,
  },
  {
    name: "SSE: CPU per chunk at 1,000 streams of 20 chunks/s",
    limit: 2,
    unit: "× nginx",
    digits: 2,
    measured: (figures) => timesNginx(figures, "sse-many"),
  },
  {
    name: "Cold start: `npm start` to the end of the first answer",
    limit: 1_000,
    unit: "ms",
    digits: 0,
    measured: ({ coldStarts }) =>
      spread(coldStarts.find(({ command }) => command === NPM_START)?.answeredMs ?? [])?.median,
  },
  {
    name: "Idle memory (RSS) after one call",
    limit: 120,
    unit: "MB",
    digits: 1,
    measured: ({ idle }) => (idle === undefined ? undefined : idle.rssBytes / 1e6),
  },
  {
    name: "Ledger, limits and budgets together: CPU that they add to a call",
    limit: 60,
    unit: "µs",
    digits: 1,
    measured: ({ books }) => books?.added.median,
  },
  ...[1, 8].map((streams): Target => ({
    name: `Local model: tokens/s of ${streams} ${streams === 1 ? "stream" : "streams"} at once, of node-llama-cpp's own`,
    limit: 95,
    atLeast: true,
    unit: "%",
    digits: 1,
    measured: ({ local }) => percent(local?.speed.find((row) => row.streams === streams)?.share.median),
  })),
  {
    name: "Local model: time to the first text of turn 20 of a conversation",
    limit: 1.5,
    unit: "× turn 1",
    digits: 2,
    measured: ({ local }) => local?.talks.parley?.times.median,
  },
  {
    name: "Local model: delay of the server's event loop (p99) while it writes 8 streams",
    limit: 20,
    unit: "ms",
    digits: 1,
    measured: ({ local }) => local?.speed.find((row) => row.streams === 8)?.loopDelayMs?.median,
  },
  {
    name: "Memory: needed turns inside a context of 2,000 tokens, styles held out",
    limit: 88,
    atLeast: true,
    unit: "%",
    digits: 1,
    measured: ({ memory }) =>
      memory === undefined ? undefined : percent(shareOf(memory, "recall", 2_000, "held")),
  },
  {
    name: "Memory: a context of a conversation of 10,000 items (p99)",
    limit: 10,
    unit: "ms",
    digits: 1,
    measured: ({ memory }) => memory?.time.p99,
  },
];

export function judge(figures: Figures): Verdict[] {
  return targets.map(({ name, limit, atLeast, unit, digits, measured }) => {
    const value = measured(figures);
    return {
      name,
      limit: `${atLeast ? "≥" : "≤"} ${limit.toLocaleString("en")} ${unit}`,
      measured: value === undefined ? "not measured" : `${value.toFixed(digits)} ${unit}`,
      verdict:
        value === undefined ? "unknown" : (atLeast ? value >= limit : value <= limit) ? "holds" : "missed",
    };
  });
}

function percent(share: number | undefined): number | undefined {
  return share === undefined ? undefined : share * 100;
}

function rowOf({ rows }: Figures, scenario: LoadScenarioName, subject: SubjectName): SummaryRow | undefined {
  return rows.find((row) => row.scenario === scenario && row.subject === subject);
}

function timesNginx(figures: Figures, scenario: LoadScenarioName): number | undefined {
  const [nginx, parley] = [rowOf(figures, scenario, "nginx"), rowOf(figures, scenario, "parley")];
  const lagged = [nginx, parley].some((row) => (row?.keptUp?.median ?? 1) < KEPT_UP);
  return lagged ? undefined : parley?.timesNginx?.median;
}
