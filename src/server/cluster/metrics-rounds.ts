import { lastingMetrics, type MetricsPart, metricsPart, sumMetrics } from "./sum-metrics.ts";
import type { FromWorker } from "./messages.ts";
import type { WorkerProcess } from "./worker-process.ts";

export interface MetricsRoundsDeps {
  /** The workers to ask. */
  readonly serving: () => readonly WorkerProcess[];
  /** Calls back after some milliseconds. Returns a function that takes it back. */
  readonly later: (ms: number, what: () => void) => () => void;
}

interface Round {
  readonly missing: Set<WorkerProcess>;
  finish(): void;
}

/** How long a worker may take to say what it has counted, in milliseconds: it may be busy. */
const patience = 2_000;

/**
 * Whichever worker is asked for the metrics tells those of all. It says so to the first process, which collects.
 * What a worker that has died had counted when it was last asked stays in the sum: a sum that falls would be taken
 * for a restart of everything, and counted twice.
 */
export class MetricsRounds {
  readonly #deps: MetricsRoundsDeps;
  readonly #rounds = new Map<number, Round>();
  readonly #latest = new Map<WorkerProcess, MetricsPart>();
  /** What the dead have counted; a chain, since each is added to those before. */
  #dead: Promise<MetricsPart> = Promise.resolve([]);
  #lastRound = 0;

  constructor(deps: MetricsRoundsDeps) {
    this.#deps = deps;
  }

  heard(from: WorkerProcess, message: FromWorker): void {
    if (message.say === "want_metrics") this.#begin(from, message.wish);
    if (message.say !== "metrics") return;
    this.#latest.set(from, message.part);
    this.#heardOf(from, this.#rounds.get(message.round));
  }

  /** A worker has ended. */
  lost(worker: WorkerProcess): void {
    const part = this.#latest.get(worker);
    this.#latest.delete(worker);
    if (part !== undefined) this.#dead = this.#dead.then((dead) => added(dead, part));
    for (const round of this.#rounds.values()) this.#heardOf(worker, round);
  }

  #begin(asker: WorkerProcess, wish: number): void {
    const number = ++this.#lastRound;
    const missing = new Set(this.#deps.serving());
    const notNow = this.#deps.later(patience, () => this.#rounds.get(number)?.finish());
    this.#rounds.set(number, {
      missing,
      finish: () => {
        this.#rounds.delete(number);
        notNow();
        void this.#dead.then((dead) =>
          asker.send({ say: "all_metrics", wish, parts: [dead, ...this.#latest.values()] }),
        );
      },
    });
    for (const worker of missing) worker.send({ say: "give_metrics", round: number });
    if (missing.size === 0) this.#rounds.get(number)?.finish();
  }

  #heardOf(worker: WorkerProcess, round: Round | undefined): void {
    if (round?.missing.delete(worker) === true && round.missing.size === 0) round.finish();
  }
}

async function added(dead: MetricsPart, part: MetricsPart): Promise<MetricsPart> {
  return metricsPart(await sumMetrics([dead, lastingMetrics(part)]));
}
