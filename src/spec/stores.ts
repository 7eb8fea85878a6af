import type { Item } from "./item.ts";
import type { Usage } from "./usage.ts";

/** Times in rows are Unix milliseconds. Ids are made by the caller. */
export interface Project {
  readonly id: string;
  readonly name: string;
  readonly createdAt: number;
}

export interface KeyRow {
  readonly id: string;
  readonly projectId: string;
  readonly name: string;
  /** Last four characters of the secret, for people. */
  readonly hint: string;
  /** Whether it may keep house as well, and not only call models. */
  readonly admin: boolean;
  readonly createdAt: number;
  readonly revokedAt?: number;
  readonly lastUsedAt?: number;
}

export interface ProjectStore {
  insert(project: Project): Promise<void>;
  list(): Promise<readonly Project[]>;
}

export interface KeyStore {
  /** `hash` is the HMAC of the secret; the secret itself never reaches a store. */
  insert(key: KeyRow, hash: Buffer): Promise<void>;
  /** Revoked keys are found, too: the caller decides. */
  findByHash(hash: Buffer): Promise<{ key: KeyRow; hash: Buffer } | undefined>;
  list(): Promise<readonly KeyRow[]>;
  /** Says whether the key existed and was not revoked before. */
  revoke(id: string, at: number): Promise<boolean>;
  /** Notes the last use; never moves it back. */
  touch(uses: ReadonlyMap<string, number>): Promise<void>;
}

/**
 * `dispatched` until the answer ends; then `settled`. `never_sent` when no byte went upstream;
 * `interrupted` when the process died over it; `recovered` when the upstream told the truth afterwards.
 */
export type AttemptState = "dispatched" | "settled" | "never_sent" | "interrupted" | "recovered";

/** How the answer ended for its caller. */
export type AttemptOutcome = "ended" | "failed" | "cancelled";

/** An attempt when it is opened: the row is durable before a byte goes upstream. */
export interface AttemptOpening {
  /** Begins with the time, see `timeOrderedId`: rows of a time then lie together. */
  readonly callId: string;
  /** From 1. An attempt is known by its call and this number. */
  readonly attempt: number;
  /** The process that makes the attempt, see `InstanceStore`. */
  readonly instanceId: string;
  readonly projectId: string;
  readonly keyId?: string;
  readonly provider: string;
  readonly model: string;
  readonly openedAt: number;
}

/** How an attempt ended: written before the caller sees the end of the answer. */
export interface AttemptEnding {
  readonly callId: string;
  readonly attempt: number;
  readonly state: "settled" | "never_sent";
  readonly outcome: AttemptOutcome;
  readonly usage?: Usage;
  /** Bytes of the answer's text that were handed to the caller. */
  readonly forwardedBytes: number;
  readonly errorCode?: string;
  readonly upstreamRequestId?: string;
  readonly endedAt: number;
}

export interface AttemptRow extends AttemptOpening {
  readonly state: AttemptState;
  readonly outcome?: AttemptOutcome;
  readonly usage: Usage;
  readonly forwardedBytes?: number;
  readonly errorCode?: string;
  readonly upstreamRequestId?: string;
  readonly endedAt?: number;
}

export interface LedgerStore {
  /** Resolves when the row is durable. */
  open(opening: AttemptOpening): Promise<void>;
  /** Resolves when the row is durable. */
  settle(ending: AttemptEnding): Promise<void>;
  /** Newest calls first, and of a call its last attempt. */
  list(filter: { readonly callId?: string; readonly limit: number }): Promise<readonly AttemptRow[]>;
}

/** The running processes that write to the ledger. */
export interface InstanceStore {
  /** Says that the instance lives at `now`. */
  beat(id: string, now: number): Promise<void>;
  /** Forgets an instance that ended in order. */
  leave(id: string): Promise<void>;
  /** Marks the open attempts of instances not heard of since `deadline` as `interrupted`; says how many. */
  closeAbandoned(deadline: number, now: number): Promise<number>;
}

export interface ConversationRow {
  readonly id: string;
  readonly projectId: string;
  readonly createdAt: number;
}

export interface ConversationStore {
  /** `tokenHash` is the HMAC of the session token: the token itself is never stored. */
  insert(conversation: ConversationRow, tokenHash: Buffer): Promise<void>;
  findByToken(projectId: string, tokenHash: Buffer): Promise<ConversationRow | undefined>;
  /** Newest first, at most `limit`. */
  newestItems(conversationId: string, limit: number): Promise<readonly Item[]>;
  /** Adds a whole turn, or nothing of it, after what is there. */
  append(conversationId: string, items: readonly Item[], at: number): Promise<void>;
}

/** Where Parley keeps things. */
export interface Stores {
  /** Whether processes on several machines may share this store. */
  readonly sharedAcrossMachines: boolean;
  readonly projects: ProjectStore;
  readonly keys: KeyStore;
  readonly ledger: LedgerStore;
  readonly instances: InstanceStore;
  readonly conversations: ConversationStore;
  /**
   * Calls back within a second when another process changed the store, and at once when a key was revoked here.
   * Returns a function that ends it.
   */
  watch(changed: () => void): () => void;
  /** Resolves when a small write and read succeed; otherwise throws `storage_unavailable`. */
  ping(): Promise<void>;
  close(): Promise<void>;
}
