import { estimateTextTokens } from "../../lib/estimate-text-tokens.ts";
import type { Clock } from "../../lib/clock.ts";
import type { GenerateOptions } from "../../spec/call.ts";
import type { ContextReport } from "../../spec/context-report.ts";
import type { ContextStore, ConversationState, SummaryRow } from "../../spec/context-store.ts";
import { ParleyError } from "../../spec/errors.ts";
import type { Item } from "../../spec/item.ts";
import type { MemoryStore } from "../../spec/memory.ts";
import { estimateTokens } from "../context.ts";
import { assembleContext } from "../memory/assemble-context.ts";
import type { ContextItem, RunningSummary } from "../memory/memory-context.ts";
import { reportContext } from "./context-report.ts";
import { cutInput } from "./cut-input.ts";
import type { Meaning } from "./meanings.ts";
import { type ChoiceDeps, type ChoiceRequest, chooseMemory, type ChosenMemory } from "./memory-choice.ts";
import { summaryItem } from "./summary-item.ts";

export interface ContextDeps extends ChoiceDeps {
  readonly clock: Pick<Clock, "now">;
  readonly memory: MemoryStore;
  readonly contexts: Pick<ContextStore, "stateOf">;
}

/** What is said now, and where. */
export interface ContextWish extends Omit<ChoiceRequest, "conversation" | "options"> {
  /** Where everything is that was said before; absent: nothing was. */
  readonly threadId: string | undefined;
  /** Whether the caller knows that as a conversation. */
  readonly shown: boolean;
  readonly instructions: readonly Item[];
  readonly said: readonly Item[];
  readonly options: GenerateOptions;
  /** What became of the last try to make a summary, where that went wrong. */
  readonly trouble?: string | undefined;
  /** What an embeddings model says; absent: there is none. */
  readonly meaning?: Meaning | undefined;
}

export interface LoadedContext {
  /** All that is sent, in its order. */
  readonly items: readonly Item[];
  /** Of what was said before: what is sent of it, and why. */
  readonly before: readonly ContextItem[];
  readonly chosen: ChosenMemory;
  readonly report: ContextReport;
  /** Absent where nothing was said before. */
  readonly state: ConversationState | undefined;
}

/**
 * What is sent to the model: of what was said before as much as fits and matters, and what is said now. Fails with
 * `context_length_exceeded` where the policy is `error` and something would have to be left out.
 */
export async function loadContext(deps: ContextDeps, wish: ContextWish): Promise<LoadedContext> {
  const { threadId, instructions, shown } = wish;
  const state = threadId === undefined ? undefined : await deps.contexts.stateOf(threadId);
  const chosen = chooseMemory(deps, { ...wish, conversation: state?.memory ?? {} });
  const beside = tokensOf(instructions) + toolTokens(wish.options);
  const room = chosen.budget - beside;
  const { items: said, cut } =
    wish.asked?.cutsInput === true ? cutInput(wish.said, room) : { items: wish.said, cut: nothingCut };
  const before =
    threadId === undefined || state === undefined
      ? []
      : await assemble(deps, threadId, { wish, said, chosen, room, summary: state.summary });
  const meant = wish.meaning?.told();
  const report = reportContext({
    conversationId: shown ? threadId : undefined,
    chosen,
    items: before,
    input: tokensOf(said) + beside,
    cut,
    state,
    meaning: meant && { model: meant.model, joined: meant.joined, compared: meant.compared },
    warnings: [...warningsOf(wish, chosen, before, state), ...(meant?.warnings ?? [])],
  });
  const items = [...instructions, ...before.map(({ item }) => item), ...said];
  return { items, before, chosen, report, state };
}

const nothingCut = { items: 0, tokens: 0 };

interface Assembly {
  readonly wish: Pick<ContextWish, "asked" | "meaning">;
  readonly said: readonly Item[];
  readonly chosen: ChosenMemory;
  readonly room: number;
  readonly summary: SummaryRow | undefined;
}

async function assemble(
  { memory, clock }: ContextDeps,
  conversationId: string,
  { wish, said, chosen, room, summary }: Assembly,
): Promise<readonly ContextItem[]> {
  const { policy, budget } = chosen;
  try {
    const { items } = await assembleContext(memory, {
      conversationId,
      input: said,
      policy,
      maxTokens: room,
      now: clock.now(),
      ...(wish.meaning !== undefined && { reranker: wish.meaning.rerank }),
      ...(summary !== undefined && policy === "summarize" && { summary: runningSummary(summary) }),
      ...(wish.asked?.summariseAbove !== undefined && { compactAbove: wish.asked.summariseAbove }),
    });
    return items;
  } catch (error) {
    if (!(error instanceof ParleyError) || error.code !== "context_length_exceeded") throw error;
    throw new ParleyError("context_length_exceeded", {
      message: `The conversation and the input are longer than the ${budget} tokens that they may have, and nothing of them may be left out.`,
      param: "input",
    });
  }
}

function runningSummary({ id, text, tokens, until }: SummaryRow): RunningSummary {
  return { id, item: summaryItem(text), tokens, until };
}

function warningsOf(
  { trouble }: ContextWish,
  { policy }: ChosenMemory,
  before: readonly ContextItem[],
  state: ConversationState | undefined,
): readonly string[] {
  if (policy !== "summarize" || state === undefined) return [];
  const failed = trouble === undefined ? [] : [`No summary could be made: ${trouble}.`];
  const whole = before.filter(({ position }) => position !== undefined).length === state.items;
  if (whole) return failed;
  const late = "older turns were recalled instead";
  if (state.summary === undefined) return [...failed, `There is no summary yet: ${late}.`];
  if (!before.some(({ why }) => why === "recalled")) return failed;
  return [...failed, `The summary does not reach the newest turns: ${late}.`];
}

function tokensOf(items: readonly Item[]): number {
  return items.reduce((sum, item) => sum + estimateTokens(item), 0);
}

/** Tools and the answer's form are part of what a model reads. */
function toolTokens({ tools, format }: GenerateOptions): number {
  return tools === undefined && format === undefined
    ? 0
    : estimateTextTokens(JSON.stringify([tools, format]));
}
