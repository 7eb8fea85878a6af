import type { FromWorker, Orders, StartFailure } from "./messages.ts";
import { restartDelay, shortLife } from "./restart-delay.ts";
import { WorkerError } from "./worker-error.ts";
import type { Fork, WorkerProcess } from "./worker-process.ts";

export interface SupervisorDeps {
  readonly fork: Fork;
  readonly orders: Orders;
  /** Workers to keep running, ≥ 1. */
  readonly count: number;
  /** Milliseconds that only grow. */
  readonly now: () => number;
  /** Calls back after some milliseconds. Returns a function that takes it back. */
  readonly later: (ms: number, what: () => void) => () => void;
  /** Told of a worker that ended unasked, and of one that could not start. */
  readonly warn: (message: string) => void;
  /** Told that all is over: no worker is left, and none can start. */
  readonly gaveUp: (error: WorkerError) => void;
  /** Told what workers say of their metrics, and that one has ended. */
  readonly heard: (from: WorkerProcess, message: FromWorker) => void;
  readonly lost: (worker: WorkerProcess) => void;
}

/** What the first worker says when it serves. */
export interface FirstWords {
  readonly url: string;
  readonly firstKey: string | undefined;
}

/** The place of one worker; those that die in it are followed by others. */
interface Place {
  readonly number: number;
  worker?: WorkerProcess;
  /** Whether it can hear, and waits for its orders. */
  waits: boolean;
  ready: boolean;
  since: number;
  shortLives: number;
  failure?: StartFailure;
  notNow?: () => void;
}

/**
 * Keeps a number of workers running. All load the program at once, but only the first one opens the data, so that a
 * single process makes what is missing; then the others do. A fault before all serve ends the start. Afterwards whoever dies
 * is replaced, see `restartDelay`, and a replacement that cannot start is tried again while others serve.
 */
export class Supervisor {
  readonly #deps: SupervisorDeps;
  readonly #places: readonly Place[];
  #phase: "starting" | "serving" | "stopping" = "starting";
  #firstWords: FirstWords | undefined;
  #unclean = false;
  readonly #started = Promise.withResolvers<FirstWords>();
  readonly #empty = Promise.withResolvers<void>();

  constructor(deps: SupervisorDeps) {
    this.#deps = deps;
    this.#places = Array.from({ length: deps.count }, (_, index) => ({
      number: index + 1,
      waits: false,
      ready: false,
      since: 0,
      shortLives: 0,
    }));
  }

  /** Those that serve. */
  get serving(): readonly WorkerProcess[] {
    return this.#places.flatMap(({ worker, ready }) => (worker !== undefined && ready ? [worker] : []));
  }

  /** Resolves when all workers serve. Otherwise a `WorkerError`, and then none is left. */
  async start(): Promise<FirstWords> {
    for (const place of this.#places) this.#fill(place);
    try {
      return await this.#started.promise;
    } catch (error) {
      await this.stop(patience);
      throw error;
    }
  }

  /** Asks all workers to stop, and kills those that have not after `ms`. Says whether all ended in order. */
  async stop(ms: number): Promise<boolean> {
    this.#phase = "stopping";
    for (const place of this.#places) {
      place.notNow?.();
      place.worker?.send({ say: "stop" });
    }
    this.#lookWhetherEmpty();
    const notNow = this.#deps.later(ms, () => {
      for (const { worker } of this.#places) worker?.kill();
    });
    await this.#empty.promise;
    notNow();
    return !this.#unclean;
  }

  #fill(place: Place): void {
    delete place.notNow;
    delete place.failure;
    place.since = this.#deps.now();
    place.waits = place.ready = false;
    const worker = this.#deps.fork({
      said: (message) => this.#said(place, worker, message),
      ended: (how, orderly) => this.#ended(place, worker, how, orderly),
    });
    place.worker = worker;
  }

  #said(place: Place, worker: WorkerProcess, message: FromWorker): void {
    if (message.say === "hello") {
      place.waits = true;
      this.#order(place);
    } else if (message.say === "failed") place.failure = message.failure;
    else if (message.say !== "ready") this.#deps.heard(worker, message);
    else {
      place.ready = true;
      if (this.#phase === "starting") this.#oneMore({ url: message.url, firstKey: message.firstKey });
    }
  }

  /** Tells a worker that waits for it what to do, once that is clear. */
  #order(place: Place): void {
    if (!place.waits) return;
    if (this.#phase === "stopping") place.worker?.send({ say: "stop" });
    else if (place.number === 1 || this.#firstWords !== undefined) {
      place.waits = false;
      place.worker?.send({ say: "begin", orders: this.#deps.orders });
    }
  }

  #oneMore(words: FirstWords): void {
    if (this.#firstWords === undefined) {
      this.#firstWords = words;
      for (const place of this.#places) this.#order(place);
    }
    if (this.#places.some(({ ready }) => !ready)) return;
    this.#phase = "serving";
    this.#started.resolve(this.#firstWords);
  }

  #ended(place: Place, worker: WorkerProcess, how: string, orderly: boolean): void {
    const { failure, ready, since } = place;
    delete place.worker;
    place.ready = false;
    this.#deps.lost(worker);
    if (this.#phase === "stopping") {
      this.#unclean ||= !orderly;
      this.#lookWhetherEmpty();
    } else if (this.#phase === "starting") {
      // What comes before `start` has failed is the reason; what its clean-up brings is not.
      this.#phase = "stopping";
      const message = failure?.message ?? `A worker process ended while it started (${how}).`;
      this.#started.reject(new WorkerError(message));
    } else if (failure?.lasting === true && this.serving.length === 0) {
      this.#phase = "stopping";
      this.#deps.gaveUp(new WorkerError(failure.message));
    } else {
      const lived = ready && this.#deps.now() - since >= shortLife;
      place.shortLives = lived ? 0 : place.shortLives + 1;
      const delay = restartDelay(place.shortLives);
      this.#deps.warn(
        `worker ${place.number} (process ${worker.pid}) ended: ${failure?.message ?? how}; ` +
          `another one starts in ${delay} ms`,
      );
      place.notNow = this.#deps.later(delay, () => this.#fill(place));
    }
  }

  #lookWhetherEmpty(): void {
    if (this.#places.every(({ worker }) => worker === undefined)) this.#empty.resolve();
  }
}

/** Longest time that the other workers get when one could not start, in milliseconds: they have no calls yet. */
const patience = 5_000;
