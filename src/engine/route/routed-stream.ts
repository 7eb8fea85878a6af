import { setTimeout as sleep } from "node:timers/promises";
import type { Call } from "../../spec/call.ts";
import { ParleyError } from "../../spec/errors.ts";
import type { EventStream, StreamEvent, StreamStart, Take } from "../../spec/event.ts";
import { askUpstream } from "../ask-upstream.ts";
import type { RouteStageDeps } from "../route.ts";
import { heldTo } from "../structured/form-checks.ts";
import { Attempts, type Failure } from "./attempts.ts";
import { choose } from "./choose.ts";
import type { Opening } from "./opening.ts";
import type { Plan } from "./plan.ts";
import { race } from "./race.ts";
import { firstOpen, leftAlone } from "./refusal.ts";
import { anotherMayAnswer, isOutcomeUnknown } from "./repeatable.ts";
import { Repeats } from "./repeats.ts";
import { blockedMs, type Target } from "./target.ts";
import { Trail } from "./trail.ts";

const finished = { done: true, value: undefined } as const;

/** A call on its way. */
interface Way {
  readonly targets: readonly Target[];
  readonly trail: Trail;
  readonly attempts: Attempts;
  /** Made by the first failure. */
  repeats?: Repeats;
}

/** Until the first content another attempt may be made; afterwards an error belongs to the caller. */
export class RoutedStream implements EventStream {
  readonly #deps: RouteStageDeps;
  readonly #call: Call;
  readonly #plan: Plan;
  #attempts: Attempts | undefined;
  #chosen: Opening | undefined;
  #pausing: AbortController | undefined;
  #over = false;

  constructor(deps: RouteStageDeps, call: Call, plan: Plan) {
    this.#deps = deps;
    this.#call = call;
    this.#plan = plan;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  next(take?: Take): Promise<IteratorResult<StreamEvent, undefined>> {
    if (this.#over) return Promise.resolve(finished);
    const chosen = this.#chosen;
    if (chosen === undefined) return this.#begin();
    const early = chosen.early.shift();
    return early === undefined ? chosen.stream.next(take) : Promise.resolve({ done: false, value: early });
  }

  async return(): Promise<IteratorResult<StreamEvent, undefined>> {
    this.#over = true;
    this.#pausing?.abort();
    await this.#attempts?.return();
    return finished;
  }

  async #begin(): Promise<IteratorResult<StreamEvent, undefined>> {
    const begun = this.#deps.clock.monotonic();
    const { targets, trail } = this.#decide(begun);
    const attempts = new Attempts(this.#deps, this.#call, trail, begun);
    this.#attempts = attempts;
    let target = firstOpen(targets, trail, begun);
    if (target === undefined) throw onWay(leftAlone(targets, begun), trail);
    target.health.budget.earn();
    const way: Way = { targets, trail, attempts };
    for (;;) {
      try {
        return await this.#try(target, way);
      } catch (error) {
        if (!(error instanceof ParleyError)) throw error;
        target = await this.#after(onWay(error, trail), target, way);
      }
    }
  }

  /** Where there is nothing to be decided, nothing is looked at. */
  #decide(now: number): { readonly targets: readonly Target[]; readonly trail: Trail } {
    const call = this.#call;
    const plan = this.#plan;
    const { sole } = plan;
    if (sole !== undefined && call.region === undefined) {
      return { targets: plan.targets, trail: new Trail(sole) };
    }
    const { random, prices } = this.#deps;
    const { targets, course } = choose(call, plan, { now, random, prices });
    return { targets, trail: new Trail(course) };
  }

  async #try(target: Target, way: Way): Promise<IteratorResult<StreamEvent, undefined>> {
    const { attempts, trail } = way;
    const afterMs = attempts.made === 0 ? this.#hedgeAfter(target, way) : undefined;
    const attempt = attempts.make(target, false);
    const opening = await (afterMs === undefined ? attempt : this.#race(attempt, afterMs, target, way));
    if (opening === undefined) return finished;
    this.#chosen = opening;
    attempts.choose(opening);
    const { warnings } = opening;
    const { provider, model } = opening.target;
    const start: StreamStart = { type: "start", provider: provider.name, model, route: trail };
    return { done: false, value: warnings === undefined ? start : { ...start, warnings } };
  }

  /** Milliseconds of silence after which a second target is asked; `undefined`: none is. */
  #hedgeAfter(target: Target, { targets }: Way): number | undefined {
    const { hedge } = this.#plan;
    if (hedge === undefined || targets.length === 1) return undefined;
    const { task, retries } = this.#call;
    // Pictures and sounds are dear, and whoever wants no second attempt shall have none.
    if (task.kind === "relay" || retries === 0) return undefined;
    // An answer that is looked at first is silent until it is whole.
    if (heldTo(this.#call, target.endpoint.checks) !== undefined) return undefined;
    return hedge.after === "p95" ? target.health.times(this.#call.stream).p95() : hedge.after;
  }

  #race(
    first: Promise<Opening | undefined>,
    afterMs: number,
    target: Target,
    { targets, attempts }: Way,
  ): Promise<Opening | undefined> {
    const { clock, pause = usualPause } = this.#deps;
    return race(
      first,
      (signal) => pause(afterMs, signal),
      () => {
        if (this.#over || this.#call.signal.aborted || attempts.heard) return undefined;
        const now = clock.monotonic();
        const other = targets.find((each) => each !== target && blockedMs(each, now) <= 0);
        if (other === undefined || !other.health.budget.take()) return undefined;
        return attempts.make(other, true);
      },
    );
  }

  /** Which target is asked next; waits until it may be. Fails with the error when there is none. */
  async #after(error: ParleyError, target: Target, way: Way): Promise<Target> {
    const { targets, trail, attempts } = way;
    const { clock, random } = this.#deps;
    const failed = attempts.takeFailed();
    // Nobody was asked, and nobody is to blame: whoever were asked next would fail in the same way, again and again.
    if (failed.length === 0) throw error;
    for (const failure of failed) if (!(await this.#mayGoOn(failure))) throw error;
    way.repeats ??= new Repeats(this.#call, this.#plan, targets, random);
    const now = clock.monotonic();
    for (const failure of failed) way.repeats.note(failure.target, failure.error, now);
    const repeat = way.repeats.next(target, attempts.made, now);
    if (repeat === undefined) throw error;
    if (repeat.waitMs > 0) {
      await this.#pause(repeat.waitMs);
      if (this.#call.signal.aborted) throw onWay(new ParleyError("cancelled"), trail);
      // Others have found out meanwhile that it is no use.
      if (blockedMs(repeat.target, clock.monotonic()) > 0) throw error;
    }
    if (this.#over) throw error;
    return repeat.target;
  }

  /** What was sent and has no known outcome is not sent again, unless that is safe, or somebody allows it. */
  async #mayGoOn({ target, number, error }: Failure): Promise<boolean> {
    if (!anotherMayAnswer(error)) return false;
    if (!isOutcomeUnknown(error) || this.#plan.retries.unknownOutcome) return true;
    // The same vectors twice cost a little, and do no harm.
    if (this.#call.task.kind === "embed") return true;
    if (this.#over || this.#call.retries === 0) return false;
    const found = await askUpstream(target.provider, { callId: this.#call.id, attempt: number });
    return found?.known === false;
  }

  async #pause(ms: number): Promise<void> {
    if (this.#over) return;
    this.#pausing = new AbortController();
    const { pause = usualPause } = this.#deps;
    await pause(ms, AbortSignal.any([this.#pausing.signal, this.#call.signal]));
    this.#pausing = undefined;
  }
}

/** An error says where the call had been. */
function onWay(error: ParleyError, trail: Trail): ParleyError {
  error.route = trail;
  return error;
}

async function usualPause(ms: number, signal: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal }).catch(() => undefined); // whoever waits sees by itself that it is over
}
