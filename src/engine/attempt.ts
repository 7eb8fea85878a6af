import type { Clock } from "../lib/clock.ts";
import type { Call } from "../spec/call.ts";
import type { ParleyError } from "../spec/errors.ts";
import type { EventStream, StreamEvent } from "../spec/event.ts";
import type { Attempt } from "../spec/provider.ts";
import type { AttemptEnding, LedgerStore } from "../spec/stores.ts";
import type { Target } from "./catalogue.ts";
import type { AttemptReport, Observer } from "./observer.ts";
import { type Settlement, StreamWrapper } from "./stream-wrapper.ts";

export interface AttemptDeps {
  readonly clock: Clock;
  readonly ledger: LedgerStore;
  readonly observer: Observer;
  /** The running process, see `InstanceStore`. */
  readonly instanceId: string;
}

/**
 * One attempt at one target, with its own ledger row: the row is durable before a byte goes upstream,
 * and settled before the reader sees the end.
 */
export function startAttempt(deps: AttemptDeps, call: Call, target: Target, number: number): EventStream {
  const row = new AttemptEntry(deps, call, target, number);
  return new AttemptStream(deps, row, new OpenFirst(row, provide(call, target)));
}

function provide(call: Call, target: Target): EventStream {
  const attempt: Omit<Attempt, "task"> = {
    callId: call.id,
    model: target.model,
    stream: call.stream,
    signal: call.signal,
    ...(call.source !== undefined && { source: call.source }),
  };
  return call.task.kind === "generate"
    ? target.provider.generate({ ...attempt, task: call.task })
    : target.provider.embed({ ...attempt, task: call.task });
}

class AttemptEntry {
  #open = false;
  readonly #deps: AttemptDeps;
  readonly #call: Call;
  readonly #target: Target;
  readonly #number: number;

  constructor(deps: AttemptDeps, call: Call, target: Target, number: number) {
    this.#deps = deps;
    this.#call = call;
    this.#target = target;
    this.#number = number;
  }

  async open(): Promise<void> {
    const { principal, id: callId } = this.#call;
    await this.#deps.ledger.open({
      callId,
      attempt: this.#number,
      instanceId: this.#deps.instanceId,
      projectId: principal.projectId,
      ...(principal.keyId !== undefined && { keyId: principal.keyId }),
      provider: this.#target.provider.name,
      model: this.#target.model,
      openedAt: this.#deps.clock.now(),
    });
    this.#open = true;
  }

  report(outcome: AttemptReport["outcome"], error: ParleyError | undefined): void {
    this.#deps.observer.attemptEnded({
      call: this.#call,
      attempt: this.#number,
      provider: this.#target.provider.name,
      model: this.#target.model,
      outcome,
      ...(error !== undefined && { error }),
    });
  }

  /** An attempt that never got a row has nothing to settle: nothing was sent. */
  async settle(ending: Omit<AttemptEnding, "callId" | "attempt">): Promise<void> {
    if (!this.#open) return;
    await this.#deps.ledger.settle({ callId: this.#call.id, attempt: this.#number, ...ending });
  }
}

/** Opens the row when the first event is asked for, and only then lets the provider begin. */
class OpenFirst implements EventStream {
  readonly #row: AttemptEntry;
  readonly #inner: EventStream;
  #opening: Promise<void> | undefined;
  #opened = false;
  #left = false;

  constructor(row: AttemptEntry, inner: EventStream) {
    this.#row = row;
    this.#inner = inner;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  next(): Promise<IteratorResult<StreamEvent, undefined>> {
    return this.#opened ? this.#inner.next() : this.#open();
  }

  async #open(): Promise<IteratorResult<StreamEvent, undefined>> {
    this.#opening = this.#row.open();
    await this.#opening;
    this.#opened = true;
    return this.#left ? { done: true, value: undefined } : this.#inner.next();
  }

  /** The row may just be on its way to the disk: it must be settled afterwards, so that is waited for. */
  async return(): Promise<IteratorResult<StreamEvent, undefined>> {
    this.#left = true;
    await this.#opening?.catch(() => undefined); // told to whoever waits in `next`
    return this.#inner.return();
  }
}

class AttemptStream extends StreamWrapper {
  readonly #deps: AttemptDeps;
  readonly #row: AttemptEntry;
  #forwardedBytes = 0;

  constructor(deps: AttemptDeps, row: AttemptEntry, inner: EventStream) {
    super(inner);
    this.#deps = deps;
    this.#row = row;
  }

  protected see(event: StreamEvent): void {
    if (event.type === "source-bytes") this.#forwardedBytes += event.bytes.length;
    else if ("text" in event) this.#forwardedBytes += Buffer.byteLength(event.text);
  }

  protected settle(settlement: Settlement): Promise<void> {
    const end = settlement.outcome === "ended" ? settlement.end : undefined;
    const error = settlement.outcome === "failed" ? settlement.error : undefined;
    const errorCode = error?.code;
    this.#row.report(settlement.outcome, error);
    return this.#row.settle({
      state: errorCode === "upstream_unreachable" ? "never_sent" : "settled",
      outcome: settlement.outcome,
      forwardedBytes: this.#forwardedBytes,
      endedAt: this.#deps.clock.now(),
      ...(end?.usage !== undefined && { usage: end.usage }),
      ...(end?.upstreamRequestId !== undefined && { upstreamRequestId: end.upstreamRequestId }),
      ...(errorCode !== undefined && { errorCode }),
    });
  }
}
