/** A request that wants a key for itself. */
export interface IdempotencyClaim {
  /** Keys of different projects have nothing to do with each other. */
  readonly projectId: string;
  /** As the caller chose it, 1 to 255 characters. */
  readonly key: string;
  /** Says what was asked: SHA-256 as 64 hexadecimal digits. */
  readonly fingerprint: string;
  /** Known as the owner's name for the key, too: whoever took the key over has another one. */
  readonly requestId: string;
  /** The process that answers, see `InstanceStore`. */
  readonly instanceId: string;
  readonly at: number;
  readonly expiresAt: number;
  /** Instances that were not heard of for so many milliseconds are dead, by the clock of the database. */
  readonly deadAfterMs: number;
}

/** An answer as it was sent. */
export interface KeptAnswer {
  readonly requestId: string;
  readonly status: number;
  readonly contentType: string;
  /** Absent when it was too large to be kept, or was deleted with the conversation or the response that it is of. */
  readonly body?: Buffer;
}

export type Claimed =
  /** The key is the caller's now, who must `finish` or `release` it. */
  | { readonly state: "taken" }
  /** Somebody is at work on it. */
  | { readonly state: "running"; readonly fingerprint: string }
  /** `answer` is given to the one who asked the same. */
  | { readonly state: "done"; readonly fingerprint: string; readonly answer?: KeptAnswer };

/** An answer that is to be kept. */
export interface FinishedAnswer extends Omit<KeptAnswer, "requestId"> {
  /** The conversation whose words are in it: it is deleted with that, and not kept where that is gone already. */
  readonly conversationId?: string;
}

/** Which request has which idempotency key, and what it was answered. */
export interface IdempotencyStore {
  /**
   * Takes the key, or says who has it, in one atomic step. Taken is a key that nobody has, that has expired, or that a
   * dead process left behind while it worked on the same request. A claim's own instance counts as dead for this:
   * a process must not claim a key that it is at work on. Resolves when that is durable.
   */
  begin(claim: IdempotencyClaim): Promise<Claimed>;
  /** Keeps the answer, of which the body may go before the rest. Says whether the key was still `owner`'s. Resolves when that is durable. */
  finish(owner: KeyOwner, answer: FinishedAnswer): Promise<boolean>;
  /** Forgets a key whose request may be repeated. Says whether the key was still `owner`'s. */
  release(owner: KeyOwner): Promise<boolean>;
  /** Forgets at most `limit` keys that had expired at `now`, the oldest first. Gives their number. */
  expire(now: number, deadAfterMs: number, limit: number): Promise<number>;
}

export type KeyOwner = Pick<IdempotencyClaim, "projectId" | "key" | "requestId">;
