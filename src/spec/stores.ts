import type { AccountStores } from "./account.ts";
import type { Role } from "./actor.ts";
import type { AnomalyStore } from "./anomaly.ts";
import type { AuditStore } from "./audit.ts";
import type { BudgetStore } from "./budget.ts";
import type { ContextStore, ProjectMemoryStore } from "./context-store.ts";
import type { ConversationStore } from "./conversation.ts";
import type { IdempotencyStore } from "./idempotency.ts";
import type { LedgerStore, OpenAttempt } from "./ledger.ts";
import type { LimitStore } from "./limit.ts";
import type { MemoryStore } from "./memory.ts";
import type { RequestStore } from "./request-log.ts";
import type { ResponseStore } from "./response.ts";
import type { Scope } from "./scope.ts";
import type { TokenStore } from "./token.ts";
import type { UsageStore } from "./usage-report.ts";
import type { VectorStore } from "./vector.ts";

/** Times in rows are Unix milliseconds. Ids are made by the caller. */
export interface Project {
  readonly id: string;
  readonly name: string;
  readonly createdAt: number;
  /** An archived project has no key that works, and does not come back. */
  readonly archivedAt?: number;
}

/** What narrows a key. Absent members narrow nothing. */
export interface KeyBounds {
  readonly scopes?: readonly Scope[];
  /** Names of models as callers say them, with `*` for any characters. */
  readonly models?: readonly string[];
  /** From then on nothing that the key has works. */
  readonly expiresAt?: number;
  /** IP addresses and ranges in CIDR form. */
  readonly addresses?: readonly string[];
  /** Browsers' pages that it may come from, such as `https://app.example`. */
  readonly origins?: readonly string[];
}

/** Whose key it is; see `Actor.ownerId`. */
export interface KeyOwner {
  readonly type: "account" | "service_account";
  readonly id: string;
}

export interface KeyRow extends KeyBounds {
  readonly id: string;
  readonly projectId: string;
  readonly name: string;
  /** Last four characters of its newest secret, for people. */
  readonly hint: string;
  /** In the whole installation; absent for keys of projects. */
  readonly role?: Role;
  /** In its project. */
  readonly projectRole: Role;
  readonly owner?: KeyOwner;
  /** At most 16 members, names of at most 64 and values of at most 512 characters. */
  readonly metadata: Readonly<Record<string, string>>;
  readonly createdAt: number;
  readonly revokedAt?: number;
  readonly lastUsedAt?: number;
}

/** What of a key can be changed; `null` takes a bound away. */
export interface KeyChanges {
  readonly name?: string;
  readonly projectRole?: Role;
  readonly metadata?: KeyRow["metadata"];
  readonly scopes?: readonly Scope[] | null;
  readonly models?: readonly string[] | null;
  readonly expiresAt?: number | null;
  readonly addresses?: readonly string[] | null;
  readonly origins?: readonly string[] | null;
}

/** One secret of a key. A key has one, and two while it is rotated. */
export interface KeySecret {
  readonly keyId: string;
  /** 1 for the first secret of a key, and one more for each that follows. */
  readonly number: number;
  readonly hint: string;
  readonly createdAt: number;
  /** From then on it does not work any more. */
  readonly endsAt?: number;
  /** Ended on request, before its time. */
  readonly revokedAt?: number;
  readonly lastUsedAt?: number;
  /** The rotation that made it; absent for the first. */
  readonly rotationId?: string;
}

/** A new secret for a key, and what becomes of the one before. */
export interface KeyRotation {
  readonly secret: KeySecret;
  readonly hash: Buffer;
  /**
   * The newest secret until now. `endsAt`: it works until then, or until its own end where that is earlier.
   * `unused`: it is withdrawn at `at`, which fails when it was used.
   */
  readonly before: { readonly number: number } & (
    | { readonly endsAt: number }
    | { readonly unusedAt: number }
  );
}

/** That a secret of a key was used. */
export interface KeyUse {
  readonly keyId: string;
  readonly secret: number;
  readonly at: number;
}

export interface ProjectStore {
  insert(project: Project): Promise<void>;
  /** Archived ones, too. */
  list(): Promise<readonly Project[]>;
  find(id: string): Promise<Project | undefined>;
  /** Says whether there is such a project, not archived. */
  rename(id: string, name: string): Promise<boolean>;
  /**
   * Says whether there is such a project, not archived. Within a transaction it stays so until that ends: what is made in it
   * meanwhile is there when it is archived.
   */
  hold(id: string): Promise<boolean>;
  /** Archives a project and revokes its keys. Says whether there is such a project, not archived before. */
  archive(id: string, at: number): Promise<boolean>;
}

export interface KeyStore {
  /** `hash` is the HMAC of the first secret; the secret itself never reaches a store. */
  insert(key: KeyRow, hash: Buffer): Promise<void>;
  /** @param projects Keys of others are not looked at, so that the time does not tell that they are there. */
  find(id: string, projects?: readonly string[]): Promise<KeyRow | undefined>;
  /** Revoked keys and secrets that have ended are found, too: the caller decides. */
  findByHash(hash: Buffer): Promise<{ key: KeyRow; secret: KeySecret; hash: Buffer } | undefined>;
  list(): Promise<readonly KeyRow[]>;
  /** The secrets of a key, or of all keys; the newest of a key first. */
  secrets(keyId?: string): Promise<readonly KeySecret[]>;
  /** Says whether the key exists and is not revoked. */
  update(id: string, changes: KeyChanges): Promise<boolean>;
  /** Says whether it took place: not when somebody else was faster, or the secret before is not as it must be. */
  rotate(rotation: KeyRotation): Promise<boolean>;
  /** Ends one secret. Says whether there was such a secret, not ended so before. */
  endSecret(keyId: string, number: number, at: number): Promise<boolean>;
  /** Says whether the key existed and was not revoked before. */
  revoke(id: string, at: number): Promise<boolean>;
  /** Notes the last use of secrets and their keys; never moves it back. */
  touch(uses: readonly KeyUse[]): Promise<void>;
}

/** Somebody that is no person and has keys. */
export interface ServiceAccount {
  readonly id: string;
  readonly projectId: string;
  readonly name: string;
  /** In its project. */
  readonly role: Role;
  readonly createdAt: number;
}

export interface ServiceAccountStore {
  insert(account: ServiceAccount): Promise<void>;
  find(id: string): Promise<ServiceAccount | undefined>;
  /** Of a project, or all; oldest first. */
  list(projectId?: string): Promise<readonly ServiceAccount[]>;
  /** Its keys get the new role, too. Says whether there is one. */
  update(id: string, changes: { readonly name?: string; readonly role?: Role }): Promise<boolean>;
  /** Removes it and revokes its keys. Says whether there was one. */
  remove(id: string, at: number): Promise<boolean>;
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
  readonly serviceAccounts: ServiceAccountStore;
  readonly ledger: LedgerStore;
  readonly budgets: BudgetStore;
  readonly limits: LimitStore;
  readonly usage: UsageStore;
  readonly idempotency: IdempotencyStore;
  readonly instances: InstanceStore;
  readonly conversations: ConversationStore;
  readonly responses: ResponseStore;
  readonly memory: MemoryStore;
  readonly contexts: ContextStore;
  readonly vectors: VectorStore;
  readonly projectMemory: ProjectMemoryStore;
  readonly providerSecrets: ProviderSecretStore;
  readonly audit: AuditStore;
  readonly requests: RequestStore;
  readonly anomalies: AnomalyStore;
  readonly accounts: AccountStores;
  readonly tokens: TokenStore;
  /**
   * Calls back within a second when another process changed keys, budgets, limits, providers' secrets or what projects
   * want of memory (or anything else), and at once when a key was revoked, or one of the others set or removed here.
   * Returns a function that ends it.
   */
  watch(changed: () => void): () => void;
  /** Resolves when a small write and read succeed; otherwise throws `storage_unavailable`. */
  ping(): Promise<void>;
  close(): Promise<void>;
}
