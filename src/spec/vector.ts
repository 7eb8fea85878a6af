import type { Item } from "./item.ts";

/** What an embeddings model makes of an item, of length 1; empty for an item that says nothing in words. */
export interface ItemVector {
  readonly id: string;
  readonly vector: Float32Array;
}

/** The vector of an item at its place. */
export interface PlacedVector {
  readonly position: number;
  readonly vector: Float32Array;
}

/**
 * Vectors of conversations' items: one for each item, of one model. They go with their items, and a copy of a
 * conversation has them as well.
 */
export interface VectorStore {
  /** The newest items that have none of this model, newest first. */
  missing(
    conversationId: string,
    model: string,
    limit: number,
  ): Promise<readonly { readonly id: string; readonly item: Item }[]>;
  /** Keeps them, in the place of those of other models. Those of items that are gone meanwhile are forgotten. */
  put(conversationId: string, model: string, vectors: readonly ItemVector[]): Promise<void>;
  /** Those before a position, newest first; empty ones are left out. */
  before(
    conversationId: string,
    model: string,
    position: number,
    limit: number,
  ): Promise<readonly PlacedVector[]>;
}
