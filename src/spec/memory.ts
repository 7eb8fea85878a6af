import type { Item } from "./item.ts";

/**
 * How a conversation that is longer than its context is cut: `error` refuses it, `truncate_oldest` keeps the newest turns,
 * `recall` adds those of the older ones that matter for the new input, `summarize` puts a summary of the older ones before
 * the newest.
 */
export type MemoryPolicy = "error" | "truncate_oldest" | "recall" | "summarize";

/** What somebody wants of memory. What is absent is as the next one in line says. */
export interface MemoryChoice {
  readonly policy?: MemoryPolicy;
  /** Bound of everything that is sent, in tokens, ≥ 1. */
  readonly maxTokens?: number;
}

/** An item of a conversation as memory sees it. */
export interface RememberedItem {
  readonly id: string;
  /** From 1, in the order of the conversation; gaps are where items were deleted. */
  readonly position: number;
  /** When it was said, in Unix milliseconds. */
  readonly at: number;
  readonly item: Item;
  /** Estimate of the tokens that it takes in a context. */
  readonly tokens: number;
  /** Always part of the context. */
  readonly pinned: boolean;
}

/** An item that a search found. */
export interface MemoryHit {
  readonly position: number;
  /** BM25 or its like: > 0, the higher the better, comparable within one search. */
  readonly score: number;
}

/** Terms that are looked for, and how much each of them counts beside its rarity: > 0; 1 for all where it is not said. */
export type SoughtTerms = readonly string[] | ReadonlyMap<string, number>;

/** What memory asks of one conversation, as it was when it was looked at, or later. */
export interface Recollection {
  /** Newest first. */
  newest(limit: number): Promise<readonly RememberedItem[]>;
  /** In their order. */
  pinned(): Promise<readonly RememberedItem[]>;
  /** Those of the positions that exist, in their order. */
  at(positions: readonly number[]): Promise<readonly RememberedItem[]>;
  /**
   * Items in which any of the terms occurs, best first. Terms are made by `termsOf`, of questions as of what was said, so
   * that nothing else is compared.
   */
  search(terms: SoughtTerms, limit: number): Promise<readonly MemoryHit[]>;
  /** Positions of the newest items that have a term, newest first. */
  having(term: string, limit: number): Promise<readonly number[]>;
  /** Positions of what was said in `[from, until)`, in Unix milliseconds, oldest first. */
  between(from: number, until: number, limit: number): Promise<readonly number[]>;
}

/** What was said in conversations. */
export interface MemoryStore {
  /** Newest first. */
  newest(conversationId: string, limit: number): Promise<readonly RememberedItem[]>;
  /** In their order. */
  pinned(conversationId: string): Promise<readonly RememberedItem[]>;
  /** Those of the positions that exist, in their order. */
  at(conversationId: string, positions: readonly number[]): Promise<readonly RememberedItem[]>;
  /** As in `Recollection`, for whoever looks once, at many conversations: nothing of them is remembered. */
  search(conversationId: string, terms: SoughtTerms, limit: number): Promise<readonly MemoryHit[]>;
  /**
   * Looks at a conversation: with whatever was acknowledged before, by whichever process, and nothing that was deleted.
   * What was read of it before need not be read again. The items are shared: nobody may change them.
   */
  recollect(conversationId: string): Promise<Recollection>;
}
