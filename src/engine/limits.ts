import type { Call } from "../spec/call.ts";
import { ParleyError } from "../spec/errors.ts";
import type { EventStream, StreamEvent, Take } from "../spec/event.ts";
import type { Demand, LimitState, LimitStore } from "../spec/limit.ts";
import type { Stage } from "../spec/stage.ts";
import { estimateInput, inputBound, outputBound } from "./bounds.ts";
import type { Housekeeping } from "./housekeeping.ts";
import { demandsOf, type Rules } from "./rules.ts";
import { type Settlement, StreamWrapper } from "./stream-wrapper.ts";

export interface LimitsDeps {
  readonly limits: Pick<LimitStore, "enter" | "leave">;
  readonly rules: Rules;
  readonly housekeeping: Housekeeping;
  readonly instanceId: string;
}

/** Lets a call in when it fits its limits. A call to which none applies passes as if this stage were not there. */
export function createLimits(deps: LimitsDeps): Stage {
  return function limits(call, next) {
    const applying = deps.rules.limitsOf(call.principal, call.model);
    if (applying.length === 0) return next(call);
    const demands = demandsOf(applying, call.stream, () => estimatedTokens(call));
    if (demands.length === 0) return next(call);
    const own = new Set(
      applying.filter(({ subject }) => subject.type !== "installation").map(({ id }) => id),
    );
    const entrance = new Entrance(deps, call, demands, own, (limits) => next(telling(call, limits)));
    return new LimitedStream(deps, call, demands, entrance);
  };
}

/** Whoever hears that the call was taken hears how its limits stand, too. */
function telling(call: Call, limits: readonly LimitState[]): Call {
  const { taken } = call;
  return taken === undefined ? call : { ...call, taken: (notes) => taken({ ...notes, limits }) };
}

function estimatedTokens({ task, source }: Call): number {
  return estimateInput(inputBound(task, source)) + (outputBound(task, source) ?? 0);
}

/** Asks for entry when the first event is asked for. */
class Entrance implements EventStream {
  readonly #deps: LimitsDeps;
  readonly #call: Call;
  readonly #demands: readonly Demand[];
  /** Limits of which the caller may see how they stand: those of the installation tell about others. */
  readonly #own: ReadonlySet<string>;
  readonly #next: (limits: readonly LimitState[]) => EventStream;
  #entering: Promise<readonly LimitState[]> | undefined;
  #inner: EventStream | undefined;
  #left = false;
  #states: readonly LimitState[] | undefined;

  constructor(
    deps: LimitsDeps,
    call: Call,
    demands: readonly Demand[],
    own: ReadonlySet<string>,
    next: (limits: readonly LimitState[]) => EventStream,
  ) {
    this.#deps = deps;
    this.#call = call;
    this.#demands = demands;
    this.#own = own;
    this.#next = next;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  /** How the limits stood when the call was let in; `undefined` when it was not. */
  get states(): readonly LimitState[] | undefined {
    return this.#states;
  }

  next(take?: Take): Promise<IteratorResult<StreamEvent, undefined>> {
    return this.#inner === undefined ? this.#begin() : this.#inner.next(take);
  }

  async #begin(): Promise<IteratorResult<StreamEvent, undefined>> {
    this.#entering = this.#enter();
    const states = await this.#entering;
    if (this.#left) return { done: true, value: undefined };
    this.#inner = this.#next(states);
    const first = await this.#inner.next();
    if (first.done !== true && first.value.type === "start" && this.#states !== undefined) {
      return { done: false, value: { ...first.value, limits: this.#states } };
    }
    return first;
  }

  async #enter(): Promise<readonly LimitState[]> {
    const found = await this.#deps.limits.enter(this.#call.id, this.#deps.instanceId, this.#demands);
    const shown = found.states.filter(({ limitId }) => this.#own.has(limitId));
    if (!found.entered) {
      const demand = this.#demands.find(({ limitId }) => limitId === found.limitId && this.#own.has(limitId));
      throw refusal(demand, found.retryAfterMs, shown);
    }
    this.#states = shown;
    return shown;
  }

  async return(): Promise<IteratorResult<StreamEvent, undefined>> {
    this.#left = true;
    await this.#entering?.catch(() => undefined); // told to whoever waits in `next`
    return this.#inner === undefined ? { done: true, value: undefined } : this.#inner.return();
  }
}

const words: Record<Demand["kind"], string> = {
  requests_per_minute: "requests a minute",
  tokens_per_minute: "tokens a minute",
  concurrent_calls: "calls at a time",
  concurrent_streams: "streams at a time",
};

/** `demand` is what did not fit; absent when the caller is not to know. */
function refusal(
  demand: Demand | undefined,
  retryAfterMs: number,
  limits: readonly LimitState[],
): ParleyError {
  const what = demand === undefined ? "" : ` of ${demand.amount} ${words[demand.kind]}`;
  return new ParleyError(
    demand?.kind === "tokens_per_minute" ? "token_limit_exceeded" : "rate_limit_exceeded",
    {
      message: `Rate limit${what} reached. Please try again in ${retryAfterMs} ms.`,
      retryAfterMs,
      limits,
    },
  );
}

class LimitedStream extends StreamWrapper {
  readonly #deps: LimitsDeps;
  readonly #call: Call;
  readonly #demands: readonly Demand[];
  readonly #entrance: Entrance;
  #began = false;
  #pieces = 0;

  constructor(deps: LimitsDeps, call: Call, demands: readonly Demand[], entrance: Entrance) {
    super(entrance);
    this.#deps = deps;
    this.#call = call;
    this.#demands = demands;
    this.#entrance = entrance;
  }

  protected see(event: StreamEvent): void {
    if (event.type === "start") return;
    this.#began = true;
    if (event.type !== "source-bytes" || event.content) this.#pieces++;
  }

  /** Of an answer that broke off, what came is counted, about a token a piece. Where none came, nothing was used. */
  #guess(settlement: Settlement): number | undefined {
    if (settlement.outcome === "ended") return undefined;
    return this.#began ? estimateInput(inputBound(this.#call.task, this.#call.source)) + this.#pieces : 0;
  }

  /** Whoever sees the end may come back at once: the place is free by then. What cannot be written now is owed. */
  protected async settle(settlement: Settlement): Promise<void> {
    if (this.#entrance.states === undefined) return;
    const usage = settlement.outcome === "ended" ? settlement.end.usage : undefined;
    const { inputTokens, outputTokens = 0 } = usage ?? {};
    const tokens = inputTokens === undefined ? this.#guess(settlement) : inputTokens + outputTokens;
    const leaving = {
      callId: this.#call.id,
      demands: this.#demands,
      ...(tokens !== undefined && { tokens }),
    };
    const { limits, housekeeping } = this.#deps;
    await limits.leave(leaving).catch(() =>
      housekeeping.later(async () => {
        await limits.leave(leaving);
        return "done";
      }),
    );
  }
}
