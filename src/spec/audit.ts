import type { Actor } from "./actor.ts";
import type { LimitStore } from "./limit.ts";
import type { Stores } from "./stores.ts";

/**
 * Everything that the audit log can tell of, in OpenAI's words where it has one (its audit log events, November 2026).
 * Whoever adds a deed to the house adds its word here.
 */
export const auditActions = [
  "project.created",
  "project.updated",
  "project.archived",
  "service_account.created",
  "service_account.updated",
  "service_account.deleted",
  "api_key.created",
  "api_key.updated",
  "api_key.deleted",
  "api_key.rotated",
  "api_key.secret_ended",
  "rate_limit.updated",
  "rate_limit.deleted",
  "budget.updated",
  "budget.deleted",
  "provider_key.updated",
  "provider_key.deleted",
  "project_memory.updated",
  "model.pulled",
  "model.deleted",
  "settings.updated",
  "user.added",
  "user.updated",
  "user.deleted",
  "invite.sent",
  "invite.accepted",
  "invite.deleted",
  "role.assignment.created",
  "role.assignment.deleted",
  "login.succeeded",
  "login.failed",
  "logout.succeeded",
  "token.revoked",
  "authentication.failed",
  "authorization.failed",
  "audit_log.pruned",
] as const;

export type AuditAction = (typeof auditActions)[number];

export const auditSubjects = [
  "project",
  "service_account",
  "api_key",
  "rate_limit",
  "budget",
  "provider",
  "model",
  "settings",
  "user",
  "invite",
  "token",
  "address",
  "audit_log",
] as const;

/** What something was done to. */
export interface AuditSubject {
  readonly kind: (typeof auditSubjects)[number];
  readonly id: string;
}

/** Who did it. `anonymous`: somebody who was not let in. */
export interface AuditActor {
  readonly kind: Actor["kind"] | "anonymous";
  readonly id: string;
  readonly name: string;
  readonly address?: string;
  readonly userAgent?: string;
}

/**
 * `done`: it took place, in the same transaction as the entry. `begun`: it is about to take place outside of the
 * database; an entry with `done` or `failed` follows that names this one. `refused`: it was not allowed.
 */
export type AuditOutcome = "done" | "begun" | "failed" | "refused";

export type AuditValue =
  | string
  | number
  | boolean
  | null
  | readonly AuditValue[]
  | { readonly [name: string]: AuditValue };

/** What is worth knowing of it, small: changed members with what they were and are. Never a secret. */
export type AuditDetails = Readonly<Record<string, AuditValue>>;

/** What somebody wants to have written down. */
export interface NewAuditEntry {
  /** `audit_log-` and 32 hexadecimal digits; made unless given. */
  readonly id?: string;
  readonly actor: AuditActor;
  readonly action: AuditAction;
  readonly subject: AuditSubject;
  readonly projectId?: string;
  readonly outcome: AuditOutcome;
  readonly details: AuditDetails;
}

export interface AuditEntry extends NewAuditEntry {
  readonly id: string;
  /** From 1, without gaps. */
  readonly sequence: number;
  /** Unix milliseconds by the database's clock. */
  readonly at: number;
  /** The hash of the entry before, and of this one: see `auditHash`. 64 hexadecimal digits. */
  readonly previous: string;
  readonly hash: string;
}

/** An entry as it is hashed, exactly as it was read: what does not fit its hash was changed. */
export interface AuditRecord {
  readonly sequence: number;
  readonly id: string;
  readonly at: number;
  readonly actorKind: string;
  readonly actorId: string;
  readonly actorName: string;
  readonly address: string | null;
  readonly userAgent: string | null;
  readonly action: string;
  readonly subjectKind: string;
  readonly subjectId: string;
  readonly projectId: string | null;
  readonly outcome: string;
  /** JSON. */
  readonly details: string;
  readonly previous: string;
  readonly hash: string;
}

/** What the hash of the first entry follows. */
export const noHash = "0".repeat(64);

/** How far the log has come. */
export interface AuditHead {
  /** The number of the newest entry; 0 for none. */
  readonly sequence: number;
  readonly hash: string;
  /** Now, by the database's clock. */
  readonly now: number;
}

/** Narrows a list; members that are absent narrow nothing. The newest come first. */
export interface AuditQuery {
  readonly actorIds?: readonly string[];
  readonly actions?: readonly AuditAction[];
  readonly subjectIds?: readonly string[];
  readonly projectIds?: readonly string[];
  /** Unix milliseconds; `from` inclusive, `until` exclusive. */
  readonly from?: number;
  readonly until?: number;
  /** Entries older than this number. */
  readonly before?: number;
  /** Entries newer than this number: then those that follow it most closely. */
  readonly after?: number;
  readonly limit: number;
}

/** The stores that keep house, within one transaction. */
export interface KeepingStores extends Pick<
  Stores,
  | "accounts"
  | "projects"
  | "keys"
  | "serviceAccounts"
  | "budgets"
  | "providerSecrets"
  | "projectMemory"
  | "tokens"
> {
  readonly limits: Pick<LimitStore, "set" | "remove" | "list">;
  /** A deed that is part of another one: in the same transaction, with entries of its own. */
  readonly audit: Pick<AuditStore, "record">;
}

/** What was done, and what the log shall tell of it: nothing where nothing has changed. */
export interface Recorded<T> {
  readonly result: T;
  readonly entries: readonly NewAuditEntry[];
}

/**
 * The audit log: entries in one order over all processes, each with the hash of the one before. Nothing here changes an
 * entry. Fails with `storage_unavailable`, and then nothing has happened.
 */
export interface AuditStore {
  /**
   * Does `work` and writes its entries in one transaction: both, or neither. `work` must use the stores that it is given
   * and wait for nothing else: others wait for the transaction. What it throws undoes everything.
   */
  record<T>(work: (within: KeepingStores) => Promise<Recorded<T>>): Promise<T>;
  /** Writes entries that go with no change of the database. */
  append(entries: readonly NewAuditEntry[]): Promise<void>;
  list(query: AuditQuery): Promise<readonly AuditEntry[]>;
  find(id: string): Promise<AuditEntry | undefined>;
  /** The entries after a number, oldest first, as they are. */
  records(after: number, limit: number): Promise<readonly AuditRecord[]>;
  head(): Promise<AuditHead>;
  /**
   * Says to one process of all that a checkpoint is due: when the log has grown, and the last one was claimed `every`
   * milliseconds ago or longer.
   */
  claimCheckpoint(every: number): Promise<AuditHead | undefined>;
  /** Ends a claim: the checkpoint of that size was written, or (`undefined`) was not, and the next who asks may try. */
  endClaim(size: number | undefined): Promise<void>;
  /**
   * The last of the oldest entries that are all from before `before` (Unix milliseconds) and behind a checkpoint, at most
   * `limit` of them; `undefined` where there are none.
   */
  prunable(before: number, limit: number): Promise<Pick<AuditHead, "sequence" | "hash"> | undefined>;
  /** Forgets the entries up to `through` and writes `entry`, in one transaction. Gives how many they were. */
  prune(through: number, entry: NewAuditEntry): Promise<number>;
}
