import type { Call, GenerateTask } from "../spec/call.ts";
import { ParleyError } from "../spec/errors.ts";
import type { EventStream, StreamEvent } from "../spec/event.ts";
import type { MemoryStore } from "../spec/memory.ts";
import type { Next, Stage } from "../spec/stage.ts";
import { Collector } from "./collect.ts";
import { loadContext } from "./conversations/load-context.ts";
import { type OpenTurn, openTurn, type TurnDeps } from "./conversations/open-turn.ts";
import { partialTurnItems, turnItems } from "./conversations/turn-items.ts";
import { type Settlement, StreamWrapper } from "./stream-wrapper.ts";

export interface ConversationDeps extends TurnDeps {
  readonly memory: MemoryStore;
  /** Bound of a conversation's context in tokens, as estimated by `estimateTokens`. */
  readonly contextTokens: number;
  /** Whether a turn that fails or is cancelled is kept as far as it came. */
  readonly keepPartial: boolean;
}

/**
 * Puts what was said before in front of a call that continues a conversation, and keeps its turn: stored before the
 * caller sees the end. A turn that fails or is cancelled is kept not at all, or as far as it came.
 */
export function createConversation(deps: ConversationDeps): Stage {
  return function conversation(call, next) {
    const { task, conversationId } = call;
    if (conversationId === undefined || task.kind !== "generate") return next(call);
    return new ConversationStream(deps, new Continued(deps, call, task, next), task);
  };
}

/** Waits for its turn and loads the conversation when the first event is asked for. */
class Continued implements EventStream {
  readonly #deps: ConversationDeps;
  readonly #call: Call;
  readonly #task: GenerateTask;
  readonly #next: Next;
  readonly #leaving = new AbortController();
  #inner: EventStream | undefined;
  /** Taken by whoever ends it. */
  turn: OpenTurn | undefined;

  constructor(deps: ConversationDeps, call: Call, task: GenerateTask, next: Next) {
    this.#deps = deps;
    this.#call = call;
    this.#task = task;
    this.#next = next;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async next(): Promise<IteratorResult<StreamEvent, undefined>> {
    if (this.#inner === undefined && !(await this.#begin())) return { done: true, value: undefined };
    return this.#inner?.next() ?? { done: true, value: undefined };
  }

  /** Says false when the reader has left meanwhile. */
  async #begin(): Promise<boolean> {
    const { id, principal, conversationId, signal } = this.#call;
    const turn = await openTurn(this.#deps, {
      projectId: principal.projectId,
      turnId: id,
      signal: AbortSignal.any([signal, this.#leaving.signal]),
      ...(conversationId !== undefined && { conversationId }),
    });
    if (this.#leaving.signal.aborted) {
      await turn.end();
      return false;
    }
    this.turn = turn;
    const { memory, contextTokens } = this.#deps;
    const items = await loadContext(memory, turn.conversationId, this.#task.items, contextTokens);
    if (this.#leaving.signal.aborted) return false;
    this.#inner = this.#next({ ...this.#call, task: { ...this.#task, items } });
    return true;
  }

  async return(): Promise<IteratorResult<StreamEvent, undefined>> {
    this.#leaving.abort();
    await this.#inner?.return();
    return { done: true, value: undefined };
  }
}

class ConversationStream extends StreamWrapper {
  readonly #deps: ConversationDeps;
  readonly #continued: Continued;
  readonly #task: GenerateTask;
  readonly #collector = new Collector();

  constructor(deps: ConversationDeps, continued: Continued, task: GenerateTask) {
    super(continued);
    this.#deps = deps;
    this.#continued = continued;
    this.#task = task;
  }

  protected see(event: StreamEvent): void {
    if (event.type === "source-bytes") {
      throw new ParleyError("internal", { cause: "the fast lane cannot be remembered" });
    }
    this.#collector.add(event);
  }

  protected async settle({ outcome }: Settlement): Promise<void> {
    const { turn } = this.#continued;
    if (turn === undefined) return;
    const [choice] = this.#collector.answer.choices;
    const { clock, keepPartial } = this.#deps;
    const { items: said } = this.#task;
    const whole = outcome === "ended";
    const items = whole
      ? turnItems(said, choice, clock.now())
      : keepPartial
        ? partialTurnItems(said, choice, clock.now())
        : undefined;
    try {
      if (items === undefined) await turn.end();
      else await turn.keep(items);
    } catch (error) {
      await turn.end().catch(() => undefined); // the storage is away, and the hold ends with this process
      if (whole) throw error;
    }
  }
}
