/**
 * From samples to figures. Ratios and differences are taken within a round, between neighbours in time,
 * and only then summarised: what slows the machine for a minute then slows both sides.
 */
import type { LoadResult } from "../load/job.ts";
import type { LoadScenario, LoadScenarioName } from "../scenarios/load-scenario.ts";
import { foreignCore } from "../scenarios/quiet.ts";
import type { Sample } from "../scenarios/run-rounds.ts";
import type { SubjectName } from "../subjects/subject.ts";
import { type Spread, spread } from "./spread.ts";

/**
 * A server that delivers less than this share of the load lags behind, collects what it owes and sends it
 * in larger pieces: its CPU per unit then looks lower than it is.
 */
export const KEPT_UP = 0.97;

export interface SummaryRow {
  readonly scenario: LoadScenarioName;
  readonly subject: SubjectName;
  /** CPU of the server, µs per request or chunk; none in a direct run. */
  readonly cpuMicros?: Spread;
  /** The same as a multiple of nginx's in the same round. */
  readonly timesNginx?: Spread;
  /** How many times as many units as Portkey a CPU-second gives, in the same round. */
  readonly timesPortkeySpeed?: Spread;
  readonly perSecond: Spread;
  readonly p50Ms: Spread;
  readonly p99Ms: Spread;
  /** More than direct in the same round; absent where the load is not the same (a closed loop). */
  readonly addedP50Ms?: Spread;
  readonly addedP99Ms?: Spread;
  /** The load that arrived, as a share of what arrived without a hop; absent in a closed loop. */
  readonly keptUp?: Spread;
  readonly rssMb?: Spread;
  readonly pssMb?: Spread;
  /** Load generator and mock, as a share of one core. */
  readonly loadCore: Spread;
  /** Processes outside the benchmark, as a share of one core. */
  readonly foreignCore: Spread;
}

export function summarise(scenarios: readonly LoadScenario[], samples: readonly Sample[]): SummaryRow[] {
  return scenarios.flatMap((scenario) => {
    const ofScenario = samples.filter((sample) => sample.scenario === scenario.name);
    const subjects = [...new Set(ofScenario.map((sample) => sample.subject))];
    return subjects.map((subject) => summariseSubject(scenario, subject, ofScenario));
  });
}

function summariseSubject(
  scenario: LoadScenario,
  subject: SubjectName,
  samples: readonly Sample[],
): SummaryRow {
  const own = samples.filter((sample) => sample.subject === subject).map((sample) => sample.result);
  const pairs = (other: SubjectName) => pairsByRound(samples, subject, other);
  const hop = subject !== "direct";
  const sameLoad = hop && scenario.job.kind !== "closed-loop";
  return withoutAbsent({
    scenario: scenario.name,
    subject,
    cpuMicros: hop ? spread(own.map(cpuPerUnit)) : undefined,
    timesNginx: hop ? spread(pairs("nginx").map(([a, b]) => cpuPerUnit(a) / cpuPerUnit(b))) : undefined,
    timesPortkeySpeed: hop
      ? spread(pairs("portkey").map(([a, b]) => cpuPerUnit(b) / cpuPerUnit(a)))
      : undefined,
    perSecond: certain(own.map(perSecond)),
    p50Ms: certain(own.map((result) => result.latency.p50Ms)),
    p99Ms: certain(own.map((result) => result.latency.p99Ms)),
    addedP50Ms: sameLoad
      ? spread(pairs("direct").map(([a, b]) => a.latency.p50Ms - b.latency.p50Ms))
      : undefined,
    addedP99Ms: sameLoad
      ? spread(pairs("direct").map(([a, b]) => a.latency.p99Ms - b.latency.p99Ms))
      : undefined,
    keptUp: sameLoad ? spread(pairs("direct").map(([a, b]) => perSecond(a) / perSecond(b))) : undefined,
    rssMb: hop ? spread(own.map((result) => result.rssBytes / 1e6)) : undefined,
    pssMb: hop
      ? spread(own.flatMap((result) => (result.pssBytes === undefined ? [] : result.pssBytes / 1e6)))
      : undefined,
    loadCore: certain(
      own.map((result) => (result.mockCpuMicros + result.loadCpuMicros) / 1000 / result.windowMs),
    ),
    foreignCore: certain(own.map(foreignCore)),
  });
}

function cpuPerUnit(result: LoadResult): number {
  return result.serverCpuMicros / result.units;
}

function perSecond(result: LoadResult): number {
  return (result.units / result.windowMs) * 1000;
}

function pairsByRound(
  samples: readonly Sample[],
  one: SubjectName,
  other: SubjectName,
): [LoadResult, LoadResult][] {
  return samples
    .filter((sample) => sample.subject === one)
    .flatMap((sample) => {
      const partner = samples.find(({ subject, round }) => subject === other && round === sample.round);
      return partner === undefined ? [] : [[sample.result, partner.result]];
    });
}

function certain(values: readonly number[]): Spread {
  const found = spread(values);
  if (found === undefined) throw new Error("a scenario without samples");
  return found;
}

/** Unknown is an absent field, in memory as in the written file. */
function withoutAbsent(row: { [Key in keyof SummaryRow]: SummaryRow[Key] | undefined }): SummaryRow {
  return Object.fromEntries(
    Object.entries(row).filter(([, value]) => value !== undefined),
  ) as unknown as SummaryRow;
}
