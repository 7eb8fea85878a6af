import { setTimeout as pause } from "node:timers/promises";
import type { Clock } from "../../lib/clock.ts";
import { ParleyError } from "../../spec/errors.ts";
import type { EventStream, StreamEvent } from "../../spec/event.ts";
import type { Principal } from "../../spec/principal.ts";
import type { ResponseStore } from "../../spec/response.ts";
import { asParleyError } from "../problem.ts";
import { LiveTexts } from "./live-texts.ts";
import type { Making } from "./making.ts";

/** Responses that a process makes in the background at a time. What each holds is little; what it asks of upstreams is not. */
const mostRuns = 1_000;

/** How often it is looked whether another process was told to cancel a response, in milliseconds. */
const lookEvery = 1_000;

/** How often it is looked whether the last one has ended, in milliseconds; and the time for the ends of those that were ended. */
const closeLook = 20;
const lastWords = 2_000;

export interface RunsDeps {
  readonly responses: Pick<ResponseStore, "find">;
  readonly clock: Pick<Clock, "now">;
  readonly deadAfterMs: number;
  /** Told of faults of our own; nobody else hears of them. */
  readonly warn: (message: string, error: unknown) => void;
}

/** The responses that this process makes without anybody waiting for them. */
export class BackgroundRuns {
  readonly #deps: RunsDeps;
  readonly #runs = new Map<string, BackgroundRun>();
  #closed = false;

  constructor(deps: RunsDeps) {
    this.#deps = deps;
  }

  get running(): Iterable<BackgroundRun> {
    return this.#runs.values();
  }

  get size(): number {
    return this.#runs.size;
  }

  /** Fails with `server_overloaded`, and with `shutting_down`. What is reserved is to be run, or to be freed. */
  reserve(id: string, known: Principal): BackgroundRun {
    if (this.#closed) throw new ParleyError("shutting_down", { retryAfterMs: 1_000 });
    if (this.#runs.size >= mostRuns) throw new ParleyError("server_overloaded", { retryAfterMs: 1_000 });
    const run = new BackgroundRun(this.#deps, id, known, () => this.#runs.delete(id));
    this.#runs.set(id, run);
    return run;
  }

  /** Ends a response and waits until that is written down. Says whether this process made it. */
  async cancel(id: string): Promise<boolean> {
    const run = this.#runs.get(id);
    if (run === undefined) return false;
    run.abort(new ParleyError("cancelled"));
    await run.ended;
    return true;
  }

  /** Takes no more, lets those that run finish for so long, and ends the rest. */
  async close(graceMs: number): Promise<void> {
    this.#closed = true;
    await this.#until(graceMs);
    for (const run of this.#runs.values()) run.abort(new ParleyError("shutting_down"));
    await this.#until(lastWords);
  }

  async #until(ms: number): Promise<void> {
    const deadline = performance.now() + ms;
    while (this.#runs.size > 0 && performance.now() < deadline) await pause(closeLook);
  }
}

/** One of them. */
export class BackgroundRun {
  /** Whose call it is. */
  readonly known: Principal;
  readonly #deps: RunsDeps;
  readonly #id: string;
  readonly #over: () => void;
  readonly #controller = new AbortController();
  readonly #listeners: LiveTexts[] = [];
  readonly #ended = Promise.withResolvers<void>();
  /** Tells whoever waits for the next event that none is wanted any more. */
  #stop: (() => void) | undefined;
  #reason: ParleyError | undefined;

  constructor(deps: RunsDeps, id: string, known: Principal, over: () => void) {
    this.#deps = deps;
    this.#id = id;
    this.known = known;
    this.#over = over;
  }

  /** Aborted when the response shall end. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Ends it; whoever follows is told `reason`. The signal has it as well, unless it is the caller's own wish. */
  abort(reason: ParleyError): void {
    if (this.#controller.signal.aborted) return;
    this.#reason = reason;
    this.#controller.abort(reason.code === "cancelled" ? undefined : reason);
    this.#stop?.();
  }

  /** Resolves when its end is written down. */
  get ended(): Promise<void> {
    return this.#ended.promise;
  }

  /** Nothing more comes of it. */
  free(): void {
    this.#over();
    this.#ended.resolve();
  }

  /** The events from now on. */
  listen(): LiveTexts {
    const texts = new LiveTexts();
    this.#listeners.push(texts);
    return texts;
  }

  run(making: Making, opened: Opened): void {
    const timer = setInterval(() => void this.#look(), lookEvery).unref();
    void this.#make(making, opened)
      .catch((error: unknown) => this.#deps.warn(`the response ${this.#id} could not be written`, error))
      .finally(() => {
        clearInterval(timer);
        this.free();
      });
  }

  async #make(making: Making, { stream, first }: Opened): Promise<void> {
    try {
      await making.announce("in_progress");
      this.#tell(making.begin());
      for (let next = first; ; next = stream.next()) {
        // An upstream may be heard out that nobody waits for any more.
        const { value: event } = await this.#orStopped(next);
        if (event === undefined) throw new ParleyError("cancelled");
        if (event.type === "end") {
          this.#tell(await making.last(event));
          return;
        }
        this.#tell(making.event(event));
      }
    } catch (thrown) {
      const error = asParleyError(thrown);
      const ours = error.code === "internal" || error.code === "storage_unavailable";
      if (ours) this.#deps.warn(`the response ${this.#id} failed`, error);
      this.#tell(await making.broken((error.code === "cancelled" ? this.#reason : undefined) ?? error));
    } finally {
      this.#ended.resolve();
      for (const listener of this.#listeners) listener.end();
      await stream.return();
    }
  }

  /** Not a race with one promise for all events: that would keep what waits for it until the response ends. */
  #orStopped<T>(next: Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.#stop = () => reject(new ParleyError("cancelled"));
      next.then(resolve, reject);
      if (this.#controller.signal.aborted) this.#stop();
    });
  }

  #tell(text: string): void {
    for (const listener of this.#listeners) listener.add(text);
  }

  /** Another process may have been told to cancel it, or to delete it. */
  async #look(): Promise<void> {
    const { responses, clock, deadAfterMs } = this.#deps;
    try {
      const at = { now: clock.now(), deadAfterMs };
      const found = await responses.find(this.known.projectId, this.#id, at);
      if (found === undefined || found.status === "cancelled") this.abort(new ParleyError("cancelled"));
    } catch {
      // The storage is away: the answer goes on, and the next look may succeed.
    }
  }
}

interface Opened {
  readonly stream: EventStream;
  readonly first: Promise<IteratorResult<StreamEvent, undefined>>;
}
