import type { BudgetStore } from "./budget.ts";
import type { ConversationStore } from "./conversation.ts";
import type { IdempotencyStore } from "./idempotency.ts";
import type { LedgerStore, OpenAttempt } from "./ledger.ts";
import type { LimitStore } from "./limit.ts";
import type { MemoryStore } from "./memory.ts";
import type { ResponseStore } from "./response.ts";
import type { UsageStore } from "./usage-report.ts";

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
 * The running processes that write to the ledger. When one was heard of, and how long it has been silent, is told by
 * the clock of the database: those of several machines are never quite the same.
 */
export interface InstanceStore {
  /** Says that the instance lives. */
  beat(id: string): Promise<void>;
  /** All that have not left, also those not heard of for long. */
  list(): Promise<readonly string[]>;
  /** Forgets an instance that ended in order, or is known to be dead. */
  leave(id: string): Promise<void>;
  /**
   * Open attempts of instances that were not heard of for `silentFor` milliseconds, or that have left, oldest first.
   * With 0, those of all instances.
   */
  abandoned(silentFor: number, limit: number): Promise<readonly OpenAttempt[]>;
  /**
   * Forgets the instances not heard of for `silentFor` milliseconds that have no open attempt any more, and what they,
   * and those that have left, held of limits.
   */
  bury(silentFor: number): Promise<void>;
}

/** A provider's key that was set while Parley ran, and not in the settings. */
export interface ProviderSecretRow {
  /** The provider's name in the settings. */
  readonly provider: string;
  /** Where it may go: scheme, host and port. */
  readonly origin: string;
  /** Encrypted, see `Sealer`; the key itself never reaches a store. */
  readonly sealed: Buffer;
  readonly setAt: number;
}

export interface ProviderSecretStore {
  /** Replaces the one that the provider had. */
  put(secret: ProviderSecretRow): Promise<void>;
  /** Says whether there was one. */
  remove(provider: string): Promise<boolean>;
  /** By the providers' names. */
  list(): Promise<readonly ProviderSecretRow[]>;
}

/** Where Parley keeps things. */
export interface Stores {
  /** Whether processes on several machines may share this store. */
  readonly sharedAcrossMachines: boolean;
  readonly projects: ProjectStore;
  readonly keys: KeyStore;
  readonly ledger: LedgerStore;
  readonly budgets: BudgetStore;
  readonly limits: LimitStore;
  readonly usage: UsageStore;
  readonly idempotency: IdempotencyStore;
  readonly instances: InstanceStore;
  readonly conversations: ConversationStore;
  readonly responses: ResponseStore;
  readonly memory: MemoryStore;
  readonly providerSecrets: ProviderSecretStore;
  /**
   * Calls back within a second when another process changed keys, budgets, limits or providers' secrets (or anything
   * else), and at once when a key was revoked, or one of the others set or removed here.
   * Returns a function that ends it.
   */
  watch(changed: () => void): () => void;
  /** Resolves when a small write and read succeed; otherwise throws `storage_unavailable`. */
  ping(): Promise<void>;
  close(): Promise<void>;
}
