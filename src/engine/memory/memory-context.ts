import type { Item } from "../../spec/item.ts";
import type { MemoryPolicy } from "../../spec/memory.ts";

/** A running summary of what was said up to a position. Somebody else makes it; memory only puts it into its place. */
export interface RunningSummary {
  readonly id: string;
  readonly item: Item;
  readonly tokens: number;
  /** The position of the last item that it covers. */
  readonly until: number;
}

/**
 * Ranks the items of a conversation by their meaning, as by an embeddings model: positions, best first. What it finds is
 * joined with what the words find. Where it fails, the words alone decide.
 */
export type Reranker = (
  conversationId: string,
  question: string,
  limit: number,
) => Promise<readonly number[]>;

export interface ContextRequest {
  readonly conversationId: string;
  /** What is said now; it is always sent, behind everything else. */
  readonly input: readonly Item[];
  readonly policy: MemoryPolicy;
  /** For everything that is sent: what was said before, notes, and the input. In tokens, as `estimateTokens` counts. */
  readonly maxTokens: number;
  /** Unix milliseconds. */
  readonly now: number;
  readonly summary?: RunningSummary;
  readonly reranker?: Reranker;
  /** A conversation of more tokens than this has its summary in place of what that covers, whatever else would fit. */
  readonly compactAbove?: number;
}

export type Why = "pinned" | "recent" | "recalled" | "summary";

/** An item that is sent. A note has no `remembered`: memory wrote it, to say when the next ones were said. */
export interface ContextItem {
  readonly item: Item;
  readonly tokens: number;
  readonly why: Why;
  readonly id?: string;
  readonly position?: number;
}

/** What memory did, for the record of the answer. */
export interface MemoryReport {
  readonly policy: MemoryPolicy;
  readonly pinned: number;
  readonly recent: number;
  readonly recalled: number;
  readonly summarised: boolean;
  /** Whether all of the conversation is there. */
  readonly whole: boolean;
  /** What must be sent is more than the budget by itself: nothing else was added, and the model decides. */
  readonly overBudget: boolean;
}

export interface AssembledContext {
  /** In the order in which they are sent, without the input. */
  readonly items: readonly ContextItem[];
  /** Of `items` and the input together. */
  readonly tokens: number;
  readonly report: MemoryReport;
}
