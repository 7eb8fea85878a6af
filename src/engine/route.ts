import type { SchemaChecker } from "../lib/schema-checker.ts";
import type { Call } from "../spec/call.ts";
import { errorTable, ParleyError } from "../spec/errors.ts";
import type { EventStream, StreamEvent, StreamStart } from "../spec/event.ts";
import type { Next, Stage } from "../spec/stage.ts";
import type { AnswerFormat } from "../spec/tool.ts";
import type { AttemptDeps } from "./attempt-entry.ts";
import { type AttemptPlace, startAttempt } from "./attempt.ts";
import type { Catalogue } from "./catalogue.ts";
import { warningsFor } from "./parameters.ts";
import { choose } from "./route/choose.ts";
import type { Plan } from "./route/plan.ts";
import type { Target } from "./route/target.ts";
import { Trail } from "./route/trail.ts";
import { askAgain } from "./structured/ask-again.ts";
import { FittedStream, UnfitAnswer } from "./structured/fitted-stream.ts";
import { heldTo } from "./structured/form-checks.ts";

export interface RouteStageDeps extends AttemptDeps {
  readonly catalogue: Pick<Catalogue, "planOf">;
  /** A number in `[0, 1)`, another one each time: where chance decides between targets. */
  readonly random: () => number;
  readonly schemas: SchemaChecker;
}

/** The last stage: chooses the targets and tries them in order, until one of them begins to answer. */
export function createRoute(deps: RouteStageDeps): Stage {
  return function route(call: Call, _next: Next): EventStream {
    const plan = deps.catalogue.planOf(call.model);
    if (plan === undefined) throw unknownModel(call.model);
    return new RoutedStream(deps, call, plan);
  };
}

/** In OpenAI's words, which clients look for. */
export function unknownModel(name: string): ParleyError {
  const shown = name.length > 100 ? `${name.slice(0, 100)}…` : name;
  return new ParleyError("model_not_found", {
    message: `The model \`${shown}\` does not exist or you do not have access to it. GET /v1/models lists those that do.`,
  });
}

const finished = { done: true, value: undefined } as const;

/** Until the first content another target may answer; afterwards an error belongs to the caller. */
class RoutedStream implements EventStream {
  readonly #deps: RouteStageDeps;
  readonly #call: Call;
  readonly #plan: Plan;
  #tried = 0;
  /** Events that came before the answer was certain to begin. */
  #early: StreamEvent[] = [];
  #current: EventStream | undefined;
  #certain = false;
  #over = false;

  constructor(deps: RouteStageDeps, call: Call, plan: Plan) {
    this.#deps = deps;
    this.#call = call;
    this.#plan = plan;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  next(): Promise<IteratorResult<StreamEvent, undefined>> {
    if (this.#over) return Promise.resolve(finished);
    if (!this.#certain) return this.#begin();
    const early = this.#early.shift();
    if (early !== undefined) return Promise.resolve({ done: false, value: early });
    return this.#current === undefined ? Promise.resolve(finished) : this.#current.next();
  }

  async return(): Promise<IteratorResult<StreamEvent, undefined>> {
    this.#over = true;
    await this.#current?.return();
    return finished;
  }

  async #begin(): Promise<IteratorResult<StreamEvent, undefined>> {
    const begun = this.#deps.clock.monotonic();
    const { targets, trail } = this.#decide(begun);
    for (const [position, target] of targets.entries()) {
      try {
        return await this.#try(target, trail, begun);
      } catch (error) {
        if (!(error instanceof ParleyError)) throw error;
        error.route = trail;
        trail.failed(error.code);
        if (position === targets.length - 1 || this.#over || !anotherMayAnswer(error)) throw error;
      }
    }
    throw new ParleyError("internal", { cause: "a model without targets" });
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

  async #try(target: Target, trail: Trail, begun: number): Promise<IteratorResult<StreamEvent, undefined>> {
    const held = heldTo(this.#call, target.endpoint.checks);
    if (held === undefined) return await this.#once(target, trail, begun, this.#call);
    const { source: _source, ...call } = this.#call;
    try {
      return await this.#once(target, trail, begun, call, held.format);
    } catch (error) {
      if (!(error instanceof UnfitAnswer) || held.check !== "repair") throw error;
      trail.failed(error.code);
      return await this.#once(target, trail, begun, askAgain(call, error), held.format);
    }
  }

  /** @param format The form that the answer is held to: it is kept back then until it is whole, and fits. */
  async #once(
    target: Target,
    trail: Trail,
    begun: number,
    call: Call,
    format?: AnswerFormat,
  ): Promise<IteratorResult<StreamEvent, undefined>> {
    const warnings = warningsFor(call, target.provider);
    trail.begin(target.name, this.#tried === 0 ? 0 : this.#deps.clock.monotonic() - begun);
    const attempt = this.#start(call, target, { number: ++this.#tried, trail, warnings });
    const stream = format === undefined ? attempt : new FittedStream(attempt, format, this.#deps.schemas);
    this.#current = stream;
    this.#early = [];
    for (;;) {
      const result = await stream.next();
      if (result.done === true) return finished;
      this.#early.push(result.value);
      if (result.value.type === "source-bytes" && !result.value.content) continue;
      this.#certain = true;
      trail.take(target.name, warnings);
      const { provider, model } = target;
      const start: StreamStart = { type: "start", provider: provider.name, model, route: trail };
      return { done: false, value: warnings === undefined ? start : { ...start, warnings } };
    }
  }

  /** One of which no terms can be made costs nothing, and nobody will settle it. */
  #start(call: Call, target: Target, place: AttemptPlace): EventStream {
    try {
      return startAttempt(this.#deps, call, target, place);
    } catch (error) {
      place.trail.settled(0);
      throw error;
    }
  }
}

/** What the caller did wrong is wrong everywhere; what an upstream cannot do, another one may. */
function anotherMayAnswer({ code }: ParleyError): boolean {
  // Budgets hold wherever the call goes.
  if (code === "insufficient_quota" || code === "budget_contended") return false;
  if (code === "cancelled" || code === "storage_unavailable" || code === "internal") return false;
  return (
    code === "model_not_found" ||
    code === "price_unknown" ||
    code === "unsupported_by_provider" ||
    errorTable[code].status >= 429
  );
}
