import type { MemoryChoice, RememberedItem } from "./memory.ts";
import type { Item } from "./item.ts";
import type { ResponseRow } from "./response.ts";

export interface ConversationRow {
  readonly id: string;
  readonly projectId: string;
  readonly createdAt: number;
  /** The caller's own labels. */
  readonly metadata: Readonly<Record<string, string>>;
  /** From then on it is as if it did not exist; absent: it stays until it is deleted. */
  readonly expiresAt?: number;
  /** How it is cut when it is longer than its context; absent: as its project, or the settings, say. */
  readonly memory?: MemoryChoice;
  /** Holds responses that follow each other, and is no conversation that a caller knows of. */
  readonly hidden?: true;
}

/** An item that is to be kept. */
export interface NewItem {
  /** Unique within its conversation. */
  readonly id: string;
  readonly item: Item;
  /** When it was said, in Unix milliseconds. */
  readonly at: number;
  /** Estimate of the tokens that it takes in a context, ≥ 0. */
  readonly tokens: number;
  /** Always part of the context. */
  readonly pinned?: true;
  /** The answer broke off in it. */
  readonly incomplete?: true;
  /** The response that it was said in. */
  readonly responseId?: string;
}

/** An item that was kept. */
export interface ConversationItem extends RememberedItem {
  readonly incomplete?: true;
  readonly responseId?: string;
}

/** A page of a conversation's items. */
export interface ItemPage {
  readonly order: "asc" | "desc";
  /** Id of the item that the page begins behind; absent: at the beginning, or at the end where the order is `desc`. */
  readonly after?: string;
  /** The same by a position, whether or not there still is an item. */
  readonly behind?: number;
  readonly limit: number;
}

/** A page of a project's conversations. */
export interface ConversationPage {
  readonly projectId: string;
  readonly now: number;
  readonly order: "asc" | "desc";
  /** Id of the conversation that the page begins behind. */
  readonly after?: string;
  readonly limit: number;
}

/** A conversation in a list, with what tells it from the others. */
export interface ListedConversation extends ConversationRow {
  /** How many items it has. */
  readonly items: number;
  /** Its first item; absent where there is none, or where that is very long. */
  readonly first?: Item;
}

/** Who wants to hold a conversation while a turn is made. */
export interface TurnClaim {
  readonly conversationId: string;
  /** Different for each turn. */
  readonly turnId: string;
  /** The process that makes the turn: when it dies, others may have the conversation. */
  readonly instanceId: string;
  /** Milliseconds of silence after which a process counts as dead. */
  readonly deadAfterMs: number;
}

/** What is kept together, or not at all. */
export interface KeptTurn {
  readonly conversationId: string;
  readonly items: readonly NewItem[];
  /** The turn's hold on the conversation ends with this. */
  readonly turnId?: string;
  /** Nothing is kept unless this is the position of the newest item still; 0 for an empty conversation. */
  readonly after?: number;
  /** Made in the same transaction, before the items. */
  readonly begun?: ConversationRow;
  /** Written in the same transaction; gets the position of the last item. */
  readonly response?: Omit<ResponseRow, "conversationId" | "lastPosition">;
}

/** What became of a turn. */
export type Appended =
  | { readonly kept: true; readonly lastPosition: number }
  /** Nothing was kept: `moved` when there is something newer than `after`, `ended` when the response had an end already. */
  | { readonly kept: false; readonly why: "moved" | "ended" };

/** Conversations and what was said in them. Positions count from 1; what has expired at `now` is not found. */
export interface ConversationStore {
  /** `tokenHash` is the HMAC of the session token: the token itself is never stored. */
  insert(conversation: ConversationRow, tokenHash?: Buffer): Promise<void>;
  /** Hidden ones are not found, and neither are those of other projects. */
  find(projectId: string, id: string, now: number): Promise<ConversationRow | undefined>;
  /** By their age, without hidden ones. `undefined` when the project has no conversation with the id `after`. */
  list(page: ConversationPage): Promise<readonly ListedConversation[] | undefined>;
  findByToken(projectId: string, tokenHash: Buffer, now: number): Promise<ConversationRow | undefined>;
  /** Replaces what is given. Says whether there was such a conversation. */
  change(
    of: { readonly projectId: string; readonly id: string; readonly now: number },
    to: Partial<Pick<ConversationRow, "metadata" | "expiresAt" | "memory">>,
  ): Promise<boolean>;
  /** Deletes it with its items and responses. Says whether there was such a conversation. */
  remove(projectId: string, id: string, now: number): Promise<boolean>;
  /** Deletes what has expired, at most `limit` conversations; gives their number. */
  expire(now: number, limit: number): Promise<number>;

  /** `undefined` when there is no item with the id `after`. */
  items(conversationId: string, page: ItemPage): Promise<readonly ConversationItem[] | undefined>;
  item(conversationId: string, itemId: string): Promise<ConversationItem | undefined>;
  /** Says whether there was such an item. */
  removeItem(conversationId: string, itemId: string): Promise<boolean>;
  /** Says whether there is such an item. */
  pin(conversationId: string, itemId: string, pinned: boolean): Promise<boolean>;

  /** One turn holds a conversation at a time. `missing`: there is no such conversation. */
  hold(claim: TurnClaim): Promise<"held" | "busy" | "missing">;
  /** Ends a hold, if the turn still has it. */
  release(conversationId: string, turnId: string): Promise<void>;
  /** Adds a whole turn, or nothing of it, after what is there. Fails with `not_found` without a conversation. */
  append(turn: KeptTurn): Promise<Appended>;
  /** Makes a conversation with the items of another one up to a position: a fork. Gives the position of its last item. */
  copy(from: string, until: number, to: ConversationRow): Promise<number>;
}
