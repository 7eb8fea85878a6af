import type { Clock } from "../lib/clock.ts";
import type { Call, GenerateTask } from "../spec/call.ts";
import { ParleyError } from "../spec/errors.ts";
import type { EventStream, StreamEvent } from "../spec/event.ts";
import type { ContentPart, Item } from "../spec/item.ts";
import type { Next, Stage } from "../spec/stage.ts";
import type { ConversationStore } from "../spec/stores.ts";
import { Collector } from "./collect.ts";
import type { Choice } from "../spec/answer.ts";
import { fitContext } from "./context.ts";
import { type Settlement, StreamWrapper } from "./stream-wrapper.ts";

export interface ConversationDeps {
  readonly clock: Clock;
  readonly conversations: ConversationStore;
  readonly contextTokens: number;
}

/** Items of a conversation that are looked at; what is older does not fit into a context anyway. */
const newestItems = 2_000;

/**
 * Puts what was said before in front of a call that continues a conversation, and keeps its turn:
 * stored before the caller sees the end, and not at all when the turn fails or is cancelled.
 */
export function createConversation(deps: ConversationDeps): Stage {
  return function conversation(call, next) {
    const { task, conversationId } = call;
    if (conversationId === undefined || task.kind !== "generate") return next(call);
    return new ConversationStream(
      deps,
      new Continued(deps, call, task, conversationId, next),
      task,
      conversationId,
    );
  };
}

/** Loads the conversation when the first event is asked for. */
class Continued implements EventStream {
  readonly #deps: ConversationDeps;
  readonly #call: Call;
  readonly #task: GenerateTask;
  readonly #conversationId: string;
  readonly #next: Next;
  #inner: EventStream | undefined;
  #left = false;

  constructor(deps: ConversationDeps, call: Call, task: GenerateTask, conversationId: string, next: Next) {
    this.#deps = deps;
    this.#call = call;
    this.#task = task;
    this.#conversationId = conversationId;
    this.#next = next;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async next(): Promise<IteratorResult<StreamEvent, undefined>> {
    if (this.#inner === undefined) {
      const stored = await this.#deps.conversations.newestItems(this.#conversationId, newestItems);
      if (this.#left) return { done: true, value: undefined };
      const items = fitContext(stored.toReversed(), this.#task.items, this.#deps.contextTokens);
      this.#inner = this.#next({
        ...this.#call,
        task: { kind: "generate", items, options: this.#task.options },
      });
    }
    return this.#inner.next();
  }

  async return(): Promise<IteratorResult<StreamEvent, undefined>> {
    this.#left = true;
    await this.#inner?.return();
    return { done: true, value: undefined };
  }
}

class ConversationStream extends StreamWrapper {
  readonly #deps: ConversationDeps;
  readonly #task: GenerateTask;
  readonly #conversationId: string;
  readonly #collector = new Collector();

  constructor(deps: ConversationDeps, inner: EventStream, task: GenerateTask, conversationId: string) {
    super(inner);
    this.#deps = deps;
    this.#task = task;
    this.#conversationId = conversationId;
  }

  protected see(event: StreamEvent): void {
    if (event.type === "source-bytes") {
      throw new ParleyError("internal", { cause: "the fast lane cannot be remembered" });
    }
    this.#collector.add(event);
  }

  protected async settle(settlement: Settlement): Promise<void> {
    if (settlement.outcome !== "ended") return;
    const [choice] = this.#collector.answer.choices;
    const turn = [...this.#task.items, ...(choice === undefined ? [] : answerItems(choice))];
    await this.#deps.conversations.append(this.#conversationId, turn, this.#deps.clock.now());
  }
}

/** A choice as the items that the next turn will see. */
export function answerItems(choice: Choice): readonly Item[] {
  const items: Item[] = [];
  for (const { text, seal } of choice.thoughts) {
    items.push({ type: "reasoning", text, ...(seal !== undefined && { seal }) });
  }
  if (choice.text !== "" || (choice.refusal === "" && choice.toolCalls.length === 0)) {
    const { text, annotations } = choice;
    const part: ContentPart = { type: "text", text, ...(annotations.length > 0 && { annotations }) };
    items.push({ type: "message", role: "assistant", content: [part] });
  }
  if (choice.refusal !== "") {
    items.push({
      type: "message",
      role: "assistant",
      content: [{ type: "refusal", refusal: choice.refusal }],
    });
  }
  for (const call of choice.toolCalls) {
    items.push({
      type: "function_call",
      callId: call.callId,
      name: call.name,
      arguments: call.text,
      ...(call.kind === "custom" && { kind: call.kind }),
      ...(call.seal !== undefined && { seal: call.seal }),
    });
  }
  return items;
}
