import type { NewItem } from "./conversation.ts";
import type { StreamEnd } from "./event.ts";
import type { Item } from "./item.ts";
import type { ResponseRow } from "./response.ts";

/** What is kept of an answer beside what the caller said. */
export interface KeptAnswer {
  readonly items: readonly NewItem[];
  /** Kept in the same transaction. */
  readonly response?: Omit<ResponseRow, "conversationId" | "lastPosition">;
}

/** Says what is kept of a turn, where that has ids that the caller knows, or is kept as a response. */
export interface TurnKeeper {
  /** Said in front of everything, for this turn alone: it is not kept. */
  readonly instructions: readonly Item[];
  /** What the caller says, as it is kept. */
  readonly said: readonly NewItem[];
  /** Calls of earlier turns whose outputs are among what is said: they must have been made. */
  readonly answered: readonly string[];
  /**
   * Asked once at the answer's end, after every other event was read; `undefined`: nothing of the turn is kept. What it
   * throws, the caller gets instead of the end.
   */
  end(end: StreamEnd): Promise<KeptAnswer | undefined>;
  /** What is worth keeping of an answer that broke off; `undefined` when nothing is. */
  partial(): readonly NewItem[] | undefined;
}
