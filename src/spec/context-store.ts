import type { MemoryChoice } from "./memory.ts";

/** A running summary of what was said in a conversation up to a position. What it sums up stays as it is. */
export interface SummaryRow {
  /** `cmp_` and 128 random bits. */
  readonly id: string;
  readonly text: string;
  /** Estimate of the tokens that it takes in a context. */
  readonly tokens: number;
  /** The position of the last item that it covers. */
  readonly until: number;
  /** The model that made it, as the caller or the settings name it. */
  readonly model: string;
  readonly createdAt: number;
}

/** What is known of a conversation as a whole. */
export interface ConversationState {
  /** Its items, and the estimates of their tokens together. */
  readonly items: number;
  readonly tokens: number;
  /** Grows with each item that is deleted: what was made of the items before may be of one that is gone. */
  readonly deletions: number;
  readonly memory: MemoryChoice;
  readonly summary?: SummaryRow;
}

/** The size of an item. */
export interface ItemSize {
  readonly id: string;
  readonly position: number;
  readonly tokens: number;
}

/** What contexts are made by, beside what was said. */
export interface ContextStore {
  /** `undefined` for a conversation that does not exist. */
  stateOf(conversationId: string): Promise<ConversationState | undefined>;
  /** Sizes of the newest items, newest first. */
  sizes(conversationId: string, limit: number): Promise<readonly ItemSize[]>;
  /**
   * Puts a summary in the place of the one that was made before it (`of.before`, absent: of none). Says false, and keeps
   * nothing, where another one was kept or an item was deleted meanwhile, or the conversation is gone.
   */
  putSummary(
    summary: SummaryRow,
    of: { readonly conversationId: string; readonly deletions: number; readonly before?: string },
  ): Promise<boolean>;
  /** Says whether there was one with this id. */
  removeSummary(conversationId: string, id: string): Promise<boolean>;
}

export interface ProjectWish extends MemoryChoice {
  /** The embeddings model whose vectors join in, or `none`; absent: as the settings say. */
  readonly embeddingsModel?: string;
}

/** What a project wants of memory, for its conversations that say nothing else. */
export interface ProjectMemory extends ProjectWish {
  readonly projectId: string;
}

export interface ProjectMemoryStore {
  /** Replaces what the project wanted; one that wants nothing is forgotten. */
  set(memory: ProjectMemory): Promise<void>;
  /** By the projects' ids. */
  list(): Promise<readonly ProjectMemory[]>;
}
