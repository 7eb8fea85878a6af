import type { NewItem } from "./conversation.ts";

/** In the protocol's words. The first two are those of a response that is being made. */
export type ResponseStatus = "queued" | "in_progress" | "completed" | "incomplete" | "failed" | "cancelled";

/** A response that can be read again and continued. */
export interface ResponseRow {
  /** `resp_` and whatever follows. */
  readonly id: string;
  readonly projectId: string;
  /** Where its turn was kept: a conversation of the caller's, or a hidden one. Absent as long as it was not. */
  readonly conversationId?: string;
  /** Position of the last item of its turn there. */
  readonly lastPosition?: number;
  readonly previousResponseId?: string;
  readonly status: ResponseStatus;
  /** The response as the caller is shown it. */
  readonly body: Readonly<Record<string, unknown>>;
  /** What it was asked, without what came before. */
  readonly input: readonly Pick<NewItem, "id" | "item">[];
  /** The process that makes it. */
  readonly instanceId: string;
  readonly createdAt: number;
  /** From then on it is as if it did not exist. */
  readonly expiresAt: number;
}

export interface FoundResponse extends ResponseRow {
  /** It is not finished, and the process that made it is dead. */
  readonly lost?: true;
  /** Where its turn was kept, as that is now. */
  readonly thread?: {
    /** It is a conversation of the caller's, and no chain of responses. */
    readonly shown: boolean;
    /** Position of its newest item. */
    readonly newest: number;
  };
}

/** An event of a response's stream as it was sent. */
export interface ResponseEvent {
  /** From 0, without gaps. */
  readonly sequence: number;
  readonly bytes: Buffer;
}

/** Stored responses. What has expired at `now` is not found, and neither is what belongs to other projects. */
export interface ResponseStore {
  /**
   * Writes it, or writes it anew. Says false, and writes nothing, when it has ended already: an end is final, whoever
   * was first (the process that made it, or one that was asked to cancel it).
   */
  put(response: ResponseRow): Promise<boolean>;
  find(
    projectId: string,
    id: string,
    at: { readonly now: number; readonly deadAfterMs: number },
  ): Promise<FoundResponse | undefined>;
  /**
   * Deletes it with its events and, where no other response builds on them, its items; those within a conversation of
   * the caller's stay part of that. Says whether there was such a response.
   */
  remove(projectId: string, id: string): Promise<boolean>;
  /** Adds events, whole or not at all; those that are there already stay as they are. What is added to a response that was deleted meanwhile is forgotten. */
  appendEvents(id: string, events: readonly ResponseEvent[]): Promise<void>;
  /** In their order, beginning behind the sequence number `after`; −1 for all. */
  events(id: string, after: number, limit: number): Promise<readonly ResponseEvent[]>;
  /** Deletes what has expired, at most `limit` responses; gives their number. */
  expire(now: number, limit: number): Promise<number>;
}
