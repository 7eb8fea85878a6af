import type { Call, GenerateTask } from "../spec/call.ts";
import type { ErrorCode, ParleyError } from "../spec/errors.ts";
import type { EventStream, SourceBytes, StreamEvent, Take } from "../spec/event.ts";
import type { Attempt } from "../spec/provider.ts";
import {
  accountOf,
  type Account,
  chargesFor,
  estimated,
  freeOfCharge,
  wasRefused,
} from "./attempt-account.ts";
import { requestIdOf } from "./ask-upstream.ts";
import { type AttemptDeps, AttemptEntry } from "./attempt-entry.ts";
import type { Warning } from "../spec/parameters.ts";
import { cannotRelay } from "./route/fitness.ts";
import type { Target } from "./route/target.ts";
import type { Trail } from "./route/trail.ts";
import { ReadOn } from "./read-on.ts";
import { AttemptWatch } from "./route/watch.ts";
import { type Settlement, StreamWrapper } from "./stream-wrapper.ts";

/**
 * One attempt at one target, with its own ledger row: the row and what it sets aside are durable before a byte goes
 * upstream, and settled before the reader sees the end.
 */
export function startAttempt(
  deps: AttemptDeps,
  call: Call,
  target: Target,
  place: AttemptPlace,
): EventStream {
  const entry = new AttemptEntry(deps, call, target, place.number);
  const watch = new AttemptWatch(target, deps.clock, call.stream);
  const readOn = target.endpoint.onDisconnect === "drain" ? new ReadOn(call.signal) : undefined;
  const provided = new OpenFirst(entry, () => {
    watch.begin();
    call.taken?.({ route: place.trail, ...(place.warnings !== undefined && { warnings: place.warnings }) });
    return provide(call, target, entry, readOn?.signal ?? call.signal);
  });
  return new AttemptStream(deps, { call, target, ...place, entry, watch, provided, readOn });
}

/** Where in its call an attempt stands. */
export interface AttemptPlace {
  /** From 1. */
  readonly number: number;
  readonly trail: Trail;
  /** When the call was routed, in monotonic milliseconds. */
  readonly begun: number;
  readonly warnings: readonly Warning[] | undefined;
}

interface AttemptParts extends AttemptPlace {
  readonly call: Call;
  readonly target: Target;
  readonly entry: AttemptEntry;
  readonly watch: AttemptWatch;
  readonly provided: OpenFirst;
  readonly readOn: ReadOn | undefined;
}

function provide(
  call: Call,
  target: Target,
  { number, outputTokens }: AttemptEntry,
  signal: AbortSignal,
): EventStream {
  const attempt: Omit<Attempt, "task"> = {
    callId: call.id,
    requestId: requestIdOf({ callId: call.id, attempt: number }),
    model: target.model,
    stream: call.stream,
    signal,
    ...(call.source !== undefined && { source: call.source }),
    ...(outputTokens !== undefined && { outputTokens }),
  };
  const { task } = call;
  if (task.kind === "embed") return target.provider.embed({ ...attempt, task });
  if (task.kind === "relay") {
    if (target.provider.relay === undefined) throw cannotRelay(task.path);
    return target.provider.relay({ ...attempt, task });
  }
  return target.provider.generate({
    ...attempt,
    task: outputTokens === undefined ? task : bounded(task, outputTokens),
  });
}

function bounded({ items, options, raw }: GenerateTask, maxOutputTokens: number): GenerateTask {
  return {
    kind: "generate",
    items,
    options: { ...options, maxOutputTokens },
    ...(raw !== undefined && { raw }),
  };
}

/** Opens the row when the first event is asked for, and only then lets the provider begin. */
class OpenFirst implements EventStream {
  readonly #entry: AttemptEntry;
  readonly #provide: () => EventStream;
  #opening: Promise<void> | undefined;
  #inner: EventStream | undefined;
  #left = false;

  constructor(entry: AttemptEntry, provide: () => EventStream) {
    this.#entry = entry;
    this.#provide = provide;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  next(take?: Take): Promise<IteratorResult<StreamEvent, undefined>> {
    return this.#inner === undefined ? this.#open() : this.#inner.next(take);
  }

  async #open(): Promise<IteratorResult<StreamEvent, undefined>> {
    this.#opening = this.#entry.open();
    await this.#opening;
    if (this.#left) return { done: true, value: undefined };
    // Nothing was sent, and nothing will be.
    this.#entry.throwIfUnwanted();
    this.#inner = this.#provide();
    return this.#inner.next();
  }

  /** The row may just be on its way to the disk: it must be settled afterwards, so that is waited for. */
  async return(): Promise<IteratorResult<StreamEvent, undefined>> {
    this.#left = true;
    await this.#opening?.catch(() => undefined); // told to whoever waits in `next`
    return this.#inner === undefined ? { done: true, value: undefined } : this.#inner.return();
  }

  /** Whether the provider was asked for anything. */
  get begun(): boolean {
    return this.#inner !== undefined;
  }
}

/** Failures before a byte went upstream, unless the error says more. */
const unsent: ReadonlySet<ErrorCode> = new Set(["upstream_unreachable", "unsupported_by_provider"]);

function isUnsent({ code, sent }: ParleyError): boolean {
  return sent === undefined ? unsent.has(code) : sent === "no";
}

class AttemptStream extends StreamWrapper {
  readonly #deps: AttemptDeps;
  readonly #parts: AttemptParts;
  readonly #entry: AttemptEntry;
  #pending: Promise<unknown> | undefined;

  constructor(deps: AttemptDeps, parts: AttemptParts) {
    super(parts.provided);
    this.#deps = deps;
    this.#parts = parts;
    this.#entry = parts.entry;
  }

  override next(take?: Take): Promise<IteratorResult<StreamEvent, undefined>> {
    if (this.#parts.readOn === undefined) return super.next(take);
    const next = super.next(take);
    // It only says when: what came would otherwise be kept until the reader comes again.
    this.#pending = next.then(ignore, ignore);
    return next;
  }

  /** Where the answer is to be heard out, it is read to its end here, and its row is settled like any other. */
  override async return(): Promise<IteratorResult<StreamEvent, undefined>> {
    const { readOn, provided } = this.#parts;
    if (readOn?.unheard === true && provided.begun) {
      await this.#pending; // settled, and there is nobody to tell
      while (readOn.unheard && (await this.#hasNext()));
    }
    return super.return();
  }

  async #hasNext(): Promise<boolean> {
    try {
      const result = await super.next();
      return result.done !== true && result.value.type !== "end";
    } catch {
      return false; // as above
    }
  }

  protected see(event: StreamEvent): void {
    this.#parts.watch.see();
    this.#parts.readOn?.count(bytesOf(event));
    if (event.type === "source-bytes") this.#entry.count(event.bytes.length, this.#pieces(event));
    else if ("text" in event) this.#entry.count(Buffer.byteLength(event.text), 1);
  }

  /** Before the first content there is no token in what is handed on. */
  #pieces({ bytes, content }: SourceBytes): number {
    if (!content) return 0;
    return this.#parts.call.stream ? events(bytes) : 1;
  }

  protected settle(settlement: Settlement): Promise<void> {
    const { call, target, warnings, trail, begun, watch, provided } = this.#parts;
    const end = settlement.outcome === "ended" ? settlement.end : undefined;
    const error = settlement.outcome === "failed" ? settlement.error : undefined;
    const neverSent = !provided.begun || (error !== undefined && isUnsent(error));
    const account = neverSent || !this.#entry.isOpen ? freeOfCharge : this.#account(settlement);
    this.#parts.readOn?.close();
    watch.settle(settlement);
    trail.settled(this.#entry.number, this.#deps.clock.monotonic() - begun, account.costMicros);
    this.#deps.observer.attemptEnded({
      call,
      attempt: this.#entry.number,
      provider: target.provider.name,
      model: target.model,
      target: target.name,
      outcome: settlement.outcome,
      ...(error !== undefined && { error }),
      ...(warnings !== undefined && { warnings }),
      ...(account.costMicros !== undefined && { costMicros: account.costMicros }),
    });
    if (!this.#entry.isOpen) return Promise.resolve();
    return this.#entry.settle({
      ...account,
      state: neverSent ? "never_sent" : "settled",
      outcome: settlement.outcome,
      forwarded: this.#entry.forwarded,
      endedAt: this.#deps.clock.now(),
      charges: chargesFor(this.#entry.holds, account),
      ...(end?.upstreamRequestId !== undefined && { upstreamRequestId: end.upstreamRequestId }),
      ...(error !== undefined && { errorCode: error.code }),
    });
  }

  #account(settlement: Settlement): Account {
    const { facts } = this.#entry;
    if (settlement.outcome === "ended") return accountOf(facts, settlement.end.usage);
    const refused =
      settlement.outcome === "failed" && facts.forwarded.bytes === 0 && wasRefused(settlement.error);
    return refused ? freeOfCharge : estimated(facts);
  }
}

function ignore(): void {}

function bytesOf(event: StreamEvent): number {
  if (event.type === "source-bytes") return event.bytes.length;
  return "text" in event ? Buffer.byteLength(event.text) : 0;
}

const blankLine = Buffer.from("\n\n");

/** Whole events of a stream, by the blank lines after them. */
function events(bytes: Uint8Array): number {
  const buffer = Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  let count = 0;
  for (let at = buffer.indexOf(blankLine); at !== -1; at = buffer.indexOf(blankLine, at + 2)) count++;
  return Math.max(1, count);
}
