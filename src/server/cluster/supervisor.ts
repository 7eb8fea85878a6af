import type { FromWorker, Orders, StartFailure } from "./messages.ts";
import { restartDelay, shortLife } from "./restart-delay.ts";
import { WorkerError } from "./worker-error.ts";
import type { Fork, ListeningSocket, WorkerProcess } from "./worker-process.ts";

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
  /** Who is to follow, as long as it does not serve. */
  heir?: Heir;
}

/** A worker that will take the place of one that serves. */
interface Heir {
  readonly worker: WorkerProcess;
  /** Whether it waits for the other one's sockets. */
  waits: boolean;
  /** How many of them it has. */
  taken: number;
  failure?: StartFailure;
  /** Whether it has the place. */
  succeeded: boolean;
  /** It came in time, or has ended: nobody waits for it any more. */
  readonly settled: () => void;
  /** Says whether it got it, once the other one has ended. */
  readonly done: (succeeded: boolean) => void;
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
  #rolling = false;
  #orders: Orders;
  /** Those whose places others have, by what is to be done when they have ended. */
  readonly #leaving = new Map<WorkerProcess, () => void>();
  readonly #started = Promise.withResolvers<FirstWords>();
  readonly #empty = Promise.withResolvers<void>();

  constructor(deps: SupervisorDeps) {
    this.#deps = deps;
    this.#orders = deps.orders;
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
    const serving = this.#places.flatMap(({ worker, ready }) =>
      worker !== undefined && ready ? [worker] : [],
    );
    return [...serving, ...this.#leaving.keys()];
  }

  /** All there are, whatever they do. */
  get #all(): readonly WorkerProcess[] {
    const placed = this.#places.flatMap(({ worker, heir }) => [worker ?? [], heir?.worker ?? []].flat());
    return [...placed, ...this.#leaving.keys()];
  }

  /** Has all workers take up other settings, which are sound; those that come later begin with them. */
  reload(files: Orders["files"]): void {
    this.#orders = { ...this.#orders, files };
    for (const worker of this.#all) worker.send({ say: "reload", files });
  }

  /**
   * Puts a new worker into each place, one after the other: it takes over the sockets of the old one, which then ends.
   * `patience` says how many milliseconds an old one may take for that. A new one that cannot start ends all this, and
   * the old one stays.
   */
  async roll(patience: () => number): Promise<boolean> {
    if (this.#rolling || this.#phase !== "serving") return false;
    this.#rolling = true;
    try {
      for (const place of this.#places) {
        // Whoever is not there is just being replaced.
        if (place.worker !== undefined && place.ready && !(await this.#succeed(place, patience)))
          return false;
      }
      return true;
    } finally {
      this.#rolling = false;
    }
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
    for (const place of this.#places) place.notNow?.();
    for (const worker of this.#all) worker.send({ say: "stop" });
    this.#lookWhetherEmpty();
    const notNow = this.#deps.later(ms, () => {
      for (const worker of this.#all) worker.kill();
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
      said: (message, socket) => this.#said(place, worker, message, socket),
      ended: (how, orderly) => this.#ended(place, worker, how, orderly),
    });
    place.worker = worker;
  }

  #succeed(place: Place, patience: () => number): Promise<boolean> {
    const { promise, resolve } = Promise.withResolvers<boolean>();
    const worker = this.#deps.fork({
      said: (message, socket) => {
        if (heir.succeeded) this.#said(place, worker, message, socket);
        else this.#heirSaid(place, heir, message, patience);
      },
      ended: (how, orderly) => {
        if (heir.succeeded) this.#ended(place, worker, how, orderly);
        else this.#heirEnded(place, heir, how, orderly);
      },
    });
    const settled = this.#deps.later(longestStart, () => worker.kill());
    const heir: Heir = { worker, waits: false, taken: 0, succeeded: false, settled, done: resolve };
    place.heir = heir;
    return promise;
  }

  #heirSaid(place: Place, heir: Heir, message: FromWorker, patience: () => number): void {
    if (message.say === "failed") heir.failure = message.failure;
    else if (message.say === "hello") {
      heir.worker.send(
        this.#phase === "stopping"
          ? { say: "stop" }
          : { say: "begin", orders: { ...this.#orders, follows: true } },
      );
    } else if (message.say === "prepared") {
      heir.waits = place.worker !== undefined;
      if (place.worker === undefined) heir.worker.send({ say: "listen" });
      else place.worker.send({ say: "hand_over" });
    } else if (message.say === "ready") this.#takeOver(place, heir, patience);
    else this.#deps.heard(heir.worker, message);
  }

  #takeOver(place: Place, heir: Heir, patience: () => number): void {
    const old = place.worker;
    delete place.heir;
    heir.settled();
    heir.succeeded = true;
    place.worker = heir.worker;
    place.ready = true;
    place.since = this.#deps.now();
    place.shortLives = 0;
    if (old === undefined) return heir.done(true);
    const notNow = this.#deps.later(patience(), () => old.kill());
    this.#leaving.set(old, () => {
      notNow();
      heir.done(true);
    });
    old.send({ say: "leave" });
  }

  #heirEnded(place: Place, heir: Heir, how: string, orderly: boolean): void {
    delete place.heir;
    heir.settled();
    this.#deps.lost(heir.worker);
    heir.done(false);
    if (this.#phase === "stopping") {
      this.#unclean ||= !orderly;
      this.#lookWhetherEmpty();
      return;
    }
    this.#deps.warn(
      `the process that was to follow worker ${place.number} ended: ${heir.failure?.message ?? how}`,
    );
    if (place.worker === undefined) this.#fill(place);
  }

  #said(place: Place, worker: WorkerProcess, message: FromWorker, socket?: ListeningSocket): void {
    if (message.say === "hello") {
      place.waits = true;
      this.#order(place);
    } else if (message.say === "failed") place.failure = message.failure;
    else if (message.say === "socket") this.#handOver(place, message.of, socket);
    else if (message.say !== "ready") this.#deps.heard(worker, message);
    else {
      place.ready = true;
      if (this.#phase === "starting") this.#oneMore({ url: message.url, firstKey: message.firstKey });
    }
  }

  #handOver({ heir }: Place, of: number, socket: ListeningSocket | undefined): void {
    if (heir?.waits !== true) {
      socket?.close();
      return;
    }
    if (socket === undefined) {
      heir.waits = false;
      heir.worker.send({ say: "listen" });
    } else {
      heir.taken++;
      heir.waits = heir.taken < of;
      heir.worker.send({ say: "take", of }, socket);
    }
  }

  /** Tells a worker that waits for it what to do, once that is clear. */
  #order(place: Place): void {
    if (!place.waits) return;
    if (this.#phase === "stopping") place.worker?.send({ say: "stop" });
    else if (place.number === 1 || this.#firstWords !== undefined) {
      place.waits = false;
      place.worker?.send({ say: "begin", orders: this.#orders });
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
    this.#deps.lost(worker);
    const left = this.#leaving.get(worker);
    if (left !== undefined) {
      this.#leaving.delete(worker);
      left();
      if (!orderly)
        this.#deps.warn(`a process that left its place as worker ${place.number} ended with ${how}`);
      if (this.#phase === "stopping") this.#lookWhetherEmpty();
      return;
    }
    const { failure, ready, since } = place;
    delete place.worker;
    place.ready = false;
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
    } else if (place.heir !== undefined) {
      // Somebody comes already.
      this.#deps.warn(`worker ${place.number} (process ${worker.pid}) ended: ${failure?.message ?? how}`);
      if (place.heir.waits) this.#handOver(place, 0, undefined);
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
    if (this.#all.length === 0) this.#empty.resolve();
  }
}

/** Longest time that the other workers get when one could not start, in milliseconds: they have no calls yet. */
const patience = 5_000;

/** A worker that is to follow another one must serve in this time, in milliseconds: it loads the program and opens the data. */
const longestStart = 60_000;
