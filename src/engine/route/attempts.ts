import type { Call } from "../../spec/call.ts";
import { ParleyError } from "../../spec/errors.ts";
import type { EventStream } from "../../spec/event.ts";
import type { AnswerFormat } from "../../spec/tool.ts";
import { type AttemptPlace, startAttempt } from "../attempt.ts";
import { warningsFor } from "../parameters.ts";
import type { RouteStageDeps } from "../route.ts";
import { askAgain } from "../structured/ask-again.ts";
import { FittedStream, UnfitAnswer } from "../structured/fitted-stream.ts";
import { heldTo } from "../structured/form-checks.ts";
import { refusalWords } from "./fitness.ts";
import { Opening } from "./opening.ts";
import type { Target } from "./target.ts";
import type { Trail } from "./trail.ts";

/** An attempt that ended before its answer began. */
export interface Failure {
  readonly target: Target;
  /** Of the attempt, from 1; 0 where none was made. */
  readonly number: number;
  readonly error: ParleyError;
}

/** What an attempt asks. */
interface Asked {
  readonly call: Call;
  /** The form that the answer is held to: it is kept back then until it is whole, and fits. */
  readonly format?: AnswerFormat;
  /** Whether another attempt is under way. */
  readonly hedge: boolean;
}

/** The attempts of one call: makes them, and knows those under way. */
export class Attempts {
  readonly #deps: RouteStageDeps;
  readonly #call: Call;
  readonly #trail: Trail;
  /** Monotonic milliseconds. */
  readonly #begun: number;
  #made = 0;
  /** Those that have not failed: more than one only where there is a hedge. */
  #openings: Opening[] = [];
  #failed: Failure[] = [];
  #decided = false;

  constructor(deps: RouteStageDeps, call: Call, trail: Trail, begun: number) {
    this.#deps = deps;
    this.#call = call;
    this.#trail = trail;
    this.#begun = begun;
  }

  get made(): number {
    return this.#made;
  }

  /** Whether something was heard of an answer, though no content of it. */
  get heard(): boolean {
    return this.#openings.some(({ early }) => early.length > 0);
  }

  /** What failed since this was asked last. */
  takeFailed(): readonly Failure[] {
    const failed = this.#failed;
    this.#failed = [];
    return failed;
  }

  /**
   * One attempt until its answer has begun, and a second one where the first answer did not fit its form. `undefined` when
   * the reader has left.
   */
  make(target: Target, hedge: boolean): Promise<Opening | undefined> {
    const call = this.#call;
    const held = heldTo(call, target.endpoint.checks);
    if (held === undefined) return this.#once(target, { call, hedge });
    const { source: _source, ...rest } = call;
    const asked: Asked = { call: rest, format: held.format, hedge };
    return this.#once(target, asked).catch((error: unknown) => {
      const again = error instanceof UnfitAnswer && held.check === "repair" && call.retries !== 0;
      if (!again) throw error;
      this.#failed = this.#failed.filter((failure) => failure.error !== error);
      return this.#once(target, { ...asked, call: askAgain(rest, error) });
    });
  }

  /** This one answers. The upstreams of others are told at once; the books need not be closed before the answer goes on. */
  choose(chosen: Opening): void {
    this.#decided = true;
    this.#trail.take(chosen.target.name, chosen.warnings);
    if (this.#openings.length === 1) return;
    for (const other of this.#openings) {
      if (other === chosen) continue;
      this.#trail.slower(other.number);
      other.stream.return().catch(ignore); // what cannot be written now is owed, see `AttemptEntry`
    }
    this.#openings = [chosen];
  }

  async return(): Promise<void> {
    this.#decided = true;
    await Promise.all(this.#openings.map(({ stream }) => stream.return()));
  }

  async #once(target: Target, asked: Asked): Promise<Opening | undefined> {
    const trail = this.#trail;
    let number = 0;
    let opening: Opening | undefined;
    try {
      const warnings = warningsFor(asked.call, target.provider, target.model);
      number = ++this.#made;
      trail.begin(target.name, this.#elapsed(), asked.hedge);
      const place = { number, trail, warnings, begun: this.#begun };
      const stream = this.#start(target, asked, place);
      opening = new Opening(target, number, warnings, stream);
      this.#openings.push(opening);
      if (!(await opening.begin())) return undefined;
      trail.heard(number, this.#elapsed());
      return opening;
    } catch (error) {
      if (!this.#decided && error instanceof ParleyError) {
        this.#openings = this.#openings.filter((other) => other !== opening);
        if (number === 0) trail.refused(target.name, refusalWords(error));
        else trail.failed(number, error.code);
        this.#failed.push({ target, number, error });
      }
      throw error;
    }
  }

  /** One of which no terms can be made costs nothing, and nobody will settle it. */
  #start(target: Target, { call, format }: Asked, place: AttemptPlace): EventStream {
    try {
      const attempt = startAttempt(this.#deps, call, target, place);
      return format === undefined ? attempt : new FittedStream(attempt, format, this.#deps.schemas);
    } catch (error) {
      place.trail.settled(place.number, this.#elapsed(), 0);
      throw error;
    }
  }

  #elapsed(): number {
    return this.#deps.clock.monotonic() - this.#begun;
  }
}

function ignore(): void {
  // Nothing to do.
}
