import type { Call } from "../spec/call.ts";
import { errorTable, ParleyError } from "../spec/errors.ts";
import type { EventStream, StreamEvent } from "../spec/event.ts";
import type { Next, Stage } from "../spec/stage.ts";
import type { AttemptDeps } from "./attempt-entry.ts";
import { startAttempt } from "./attempt.ts";
import type { Catalogue, Target } from "./catalogue.ts";

/** The last stage: chooses the targets and tries them in order, until one of them begins to answer. */
export function createRoute(deps: AttemptDeps & { readonly catalogue: Catalogue }): Stage {
  return function route(call: Call, _next: Next): EventStream {
    const targets = deps.catalogue.resolve(call.model);
    if (targets === undefined) throw unknownModel(call.model);
    return new RoutedStream(deps, call, targets);
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
  readonly #deps: AttemptDeps;
  readonly #call: Call;
  readonly #targets: readonly Target[];
  #tried = 0;
  /** Events that came before the answer was certain to begin. */
  #early: StreamEvent[] = [];
  #current: EventStream | undefined;
  #certain = false;
  #over = false;

  constructor(deps: AttemptDeps, call: Call, targets: readonly Target[]) {
    this.#deps = deps;
    this.#call = call;
    this.#targets = targets;
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
    for (;;) {
      const target = this.#targets[this.#tried++];
      if (target === undefined) throw new ParleyError("internal", { cause: "a model without targets" });
      try {
        return await this.#try(target);
      } catch (error) {
        const last = this.#tried >= this.#targets.length;
        if (last || this.#over || !anotherMayAnswer(error)) throw error;
      }
    }
  }

  async #try(target: Target): Promise<IteratorResult<StreamEvent, undefined>> {
    const stream = startAttempt(this.#deps, this.#call, target, this.#tried);
    this.#current = stream;
    this.#early = [];
    for (;;) {
      const result = await stream.next();
      if (result.done === true) return finished;
      this.#early.push(result.value);
      if (result.value.type === "source-bytes" && !result.value.content) continue;
      this.#certain = true;
      return { done: false, value: { type: "start", provider: target.provider.name, model: target.model } };
    }
  }
}

/** What the caller did wrong is wrong everywhere; what an upstream cannot do, another one may. */
function anotherMayAnswer(error: unknown): boolean {
  if (!(error instanceof ParleyError)) return false;
  const { code } = error;
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
