import type { Call, GenerateTask } from "../spec/call.ts";
import { ParleyError } from "../spec/errors.ts";
import type { EventStream, StreamEnd, StreamEvent, StreamStart, Take } from "../spec/event.ts";
import type { Item } from "../spec/item.ts";
import type { Next, Stage } from "../spec/stage.ts";
import type { KeptAnswer } from "../spec/turn-keeper.ts";
import { Collector } from "./collect.ts";
import { checkAnswered } from "./conversations/check-answered.ts";
import { isInstruction } from "./conversations/item-ids.ts";
import { type ContextDeps, type LoadedContext, loadContext } from "./conversations/load-context.ts";
import type { MemorySettings } from "./conversations/memory-choice.ts";
import { type OpenTurn, openTurn, type TurnDeps } from "./conversations/open-turn.ts";
import type { Meanings } from "./conversations/meanings.ts";
import type { Summaries } from "./conversations/summaries.ts";
import { partialTurnItems, turnItems, withoutRepeated } from "./conversations/turn-items.ts";
import { type Settlement, StreamWrapper } from "./stream-wrapper.ts";

/** What the settings say of conversations. */
export interface ConversationPolicy extends Pick<TurnDeps, "responsesExpireAfterMs">, MemorySettings {
  /** Whether a turn that fails or is cancelled is kept as far as it came. */
  readonly keepPartial: boolean;
}

export interface ConversationDeps
  extends TurnDeps, ConversationPolicy, Omit<ContextDeps, "settings" | "clock"> {
  readonly summaries: Summaries;
  readonly meanings: Meanings;
}

/**
 * Puts what was said before in front of a call that continues a conversation, and keeps its turn: stored before the
 * caller sees the end. A turn that fails or is cancelled is kept not at all, or as far as it came.
 */
export function createConversation(deps: ConversationDeps): Stage {
  return function conversation(call, next) {
    const { task, conversationId, previousResponseId, keeper, memory } = call;
    const alone = (conversationId ?? previousResponseId ?? keeper ?? memory?.cutsInput) === undefined;
    if (alone || task.kind !== "generate") return next(call);
    return new ConversationStream(deps, new Continued(deps, call, task, next), call, task);
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
  /** The same, once its first event is known. */
  #started: EventStream | undefined;
  /** Taken by whoever ends it. */
  turn: OpenTurn | undefined;
  /** What is sent, once that is known. */
  context: LoadedContext | undefined;

  constructor(deps: ConversationDeps, call: Call, task: GenerateTask, next: Next) {
    this.#deps = deps;
    this.#call = call;
    this.#task = task;
    this.#next = next;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  next(take?: Take): Promise<IteratorResult<StreamEvent, undefined>> {
    return this.#started?.next(take) ?? this.#start();
  }

  async #start(): Promise<IteratorResult<StreamEvent, undefined>> {
    if (this.#inner === undefined && !(await this.#begin())) return { done: true, value: undefined };
    const result = await this.#inner?.next();
    if (result === undefined || result.done === true) return { done: true, value: undefined };
    this.#started = this.#inner;
    if (result.value.type !== "start") return result;
    return { done: false, value: this.#withContext(result.value) };
  }

  #withContext<Notes extends Pick<StreamStart, "context">>(notes: Notes): Notes {
    return this.context === undefined ? notes : { ...notes, context: this.context.report };
  }

  /** Says false when the reader has left meanwhile. */
  async #begin(): Promise<boolean> {
    const { id, principal, conversationId, previousResponseId, keeper, signal } = this.#call;
    const turn = await openTurn(this.#deps, {
      projectId: principal.projectId,
      turnId: id,
      signal: AbortSignal.any([signal, this.#leaving.signal]),
      ...(conversationId !== undefined && { conversationId }),
      ...(previousResponseId !== undefined && { previousResponseId }),
    });
    if (this.#leaving.signal.aborted) {
      await turn.end();
      return false;
    }
    this.turn = turn;
    if (keeper !== undefined) await checkAnswered(this.#deps.memory, turn.conversationId, keeper.answered);
    const context = await this.#load(turn.conversationId);
    this.context = context;
    if (this.#leaving.signal.aborted) return false;
    const { taken } = this.#call;
    this.#inner = this.#next({
      ...this.#call,
      task: { ...this.#task, items: context.items },
      ...(taken !== undefined && { taken: (notes) => taken(this.#withContext(notes)) }),
    });
    return true;
  }

  #load(threadId: string | undefined): Promise<LoadedContext> {
    const { principal, model, keeper, conversationId, memory } = this.#call;
    const { summaries, meanings } = this.#deps;
    return loadContext(
      { ...this.#deps, settings: this.#deps },
      {
        principal,
        model,
        asked: memory,
        options: this.#task.options,
        threadId,
        shown: conversationId !== undefined,
        instructions: keeper?.instructions ?? [],
        said: keeper?.said.map(({ item }) => item) ?? this.#task.items,
        trouble: threadId === undefined ? undefined : summaries.trouble(threadId),
        meaning: meanings.of(this.#call),
      },
    );
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
  readonly #call: Call;
  readonly #task: GenerateTask;
  readonly #collector = new Collector();

  constructor(deps: ConversationDeps, continued: Continued, call: Call, task: GenerateTask) {
    super(continued);
    this.#deps = deps;
    this.#continued = continued;
    this.#call = call;
    this.#task = task;
  }

  protected see(event: StreamEvent): void {
    if (event.type === "source-bytes") {
      throw new ParleyError("internal", { cause: "the fast lane cannot be remembered" });
    }
    if (this.#call.keeper === undefined) this.#collector.add(event);
  }

  protected async settle(settlement: Settlement): Promise<void> {
    const { turn, context } = this.#continued;
    if (settlement.outcome !== "ended" && settlement.error !== undefined)
      settlement.error.context = context?.report;
    if (turn === undefined) return;
    const whole = settlement.outcome === "ended";
    try {
      const kept = await (whole ? this.#whole(settlement.end) : this.#partial());
      if (kept === undefined) await turn.end();
      else {
        await turn.keep(kept.items, kept.response);
        if (!whole || context === undefined || turn.conversationId === undefined) return;
        this.#deps.summaries.afterTurn(this.#call, turn.conversationId, context);
        this.#deps.meanings.afterTurn(this.#call, turn.conversationId, context);
      }
    } catch (error) {
      await turn.end().catch(() => undefined); // what is left of a fork expires by itself
      if (whole) throw error;
    }
  }

  async #whole(end: StreamEnd): Promise<KeptAnswer | undefined> {
    const { keeper } = this.#call;
    const [choice] = this.#collector.answer.choices;
    if (keeper === undefined) return { items: turnItems(await this.#said(), choice, this.#deps.clock.now()) };
    const kept = await keeper.end(end);
    return kept && { ...kept, items: [...keeper.said, ...kept.items] };
  }

  /** Only of a conversation: nobody could go on from a response that did not end. */
  async #partial(): Promise<KeptAnswer | undefined> {
    const { keeper, conversationId } = this.#call;
    if (!this.#deps.keepPartial || conversationId === undefined) return undefined;
    if (keeper !== undefined) {
      const items = keeper.partial();
      return items === undefined ? undefined : { items: [...keeper.said, ...items] };
    }
    const [choice] = this.#collector.answer.choices;
    const items = partialTurnItems(await this.#said(), choice, this.#deps.clock.now());
    return items === undefined ? undefined : { items };
  }

  async #said(): Promise<readonly Item[]> {
    const { items } = this.#task;
    const { conversationId } = this.#call;
    if (conversationId === undefined || !items.some(isInstruction)) return items;
    return withoutRepeated(items, await this.#deps.memory.pinned(conversationId));
  }
}
