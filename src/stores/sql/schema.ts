import type { Generated } from "kysely";

import type { AccountTables } from "./accounts/tables.ts";
import type { ActivityTables } from "./activity/tables.ts";

/**
 * The tables, as Kysely types. Times are Unix milliseconds, tokens and bytes are integers,
 * hashes are raw bytes, and whatever is nested is JSON in a text column.
 * `null` is SQL's word for "unknown"; it never leaves this folder.
 */
export interface Schema extends AccountTables, ActivityTables {
  readonly projects: ProjectsTable;
  readonly api_keys: KeysTable;
  readonly key_secrets: KeySecretsTable;
  readonly service_accounts: ServiceAccountsTable;
  readonly attempts: AttemptsTable;
  readonly instances: InstancesTable;
  readonly conversations: ConversationsTable;
  readonly conversation_items: ConversationItemsTable;
  readonly conversation_summaries: SummariesTable;
  readonly project_memory: ProjectMemoryTable;
  readonly item_vectors: ItemVectorsTable;
  readonly revoked_tokens: RevokedTokensTable;
  readonly responses: ResponsesTable;
  readonly response_events: ResponseEventsTable;
  readonly health: HealthTable;
  readonly budgets: BudgetsTable;
  readonly budget_windows: BudgetWindowsTable;
  readonly limits: LimitsTable;
  readonly limit_states: LimitStatesTable;
  readonly limit_leases: LimitLeasesTable;
  readonly idempotency_keys: IdempotencyKeysTable;
  readonly provider_secrets: ProviderSecretsTable;
  readonly search_conversations: SearchConversationsTable;
  readonly audit_entries: AuditEntriesTable;
  readonly audit_head: AuditHeadTable;
}

export interface AuditEntriesTable {
  readonly sequence: number;
  readonly id: string;
  readonly at: number;
  readonly actor_kind: string;
  readonly actor_id: string;
  readonly actor_name: string;
  readonly address: string | null;
  readonly user_agent: string | null;
  readonly action: string;
  readonly subject_kind: string;
  readonly subject_id: string;
  readonly project_id: string | null;
  readonly outcome: string;
  /** JSON. */
  readonly details: string;
  /** In hexadecimal, and so is the next. */
  readonly previous: string;
  readonly hash: string;
}

/** One row: where the log ends. */
interface AuditHeadTable {
  readonly id: number;
  readonly sequence: number;
  readonly hash: string;
  readonly claimed_at: number;
  /** How far the last checkpoint reaches. */
  readonly checkpoint: number;
}

interface ProviderSecretsTable {
  readonly provider: string;
  readonly origin: string;
  readonly sealed: Uint8Array;
  readonly set_at: number;
}

interface ProjectsTable {
  readonly id: string;
  readonly name: string;
  readonly created_at: number;
  readonly archived_at: number | null;
}

interface KeysTable {
  readonly id: string;
  readonly project_id: string;
  readonly name: string;
  readonly hint: string;
  readonly role: string | null;
  readonly project_role: string;
  readonly owner_type: string | null;
  readonly owner_id: string | null;
  /** JSON, and so are the next ones; `null` where nothing is narrowed. */
  readonly scopes: string | null;
  readonly models: string | null;
  readonly addresses: string | null;
  readonly origins: string | null;
  readonly metadata: string;
  readonly expires_at: number | null;
  readonly created_at: number;
  readonly revoked_at: number | null;
  readonly last_used_at: number | null;
}

interface KeySecretsTable {
  readonly key_id: string;
  readonly number: number;
  readonly hash: Uint8Array;
  readonly hint: string;
  readonly created_at: number;
  readonly ends_at: number | null;
  readonly revoked_at: number | null;
  readonly last_used_at: number | null;
  readonly rotation_id: string | null;
}

interface ServiceAccountsTable {
  readonly id: string;
  readonly project_id: string;
  readonly name: string;
  readonly role: string;
  readonly created_at: number;
}

/** One upstream attempt. Everything after `state` is written when the attempt ends. */
export interface AttemptsTable {
  readonly call_id: string;
  readonly attempt: number;
  readonly instance_id: string;
  readonly project_id: string;
  /** No foreign key: the books outlive the key. */
  readonly key_id: string | null;
  readonly provider: string;
  readonly model: string;
  readonly opened_at: number;
  readonly state: string;
  readonly outcome: string | null;
  readonly input_tokens: number | null;
  readonly cached_tokens: number | null;
  readonly cache_write_tokens: number | null;
  readonly output_tokens: number | null;
  readonly reasoning_tokens: number | null;
  readonly forwarded_bytes: number | null;
  readonly error_code: string | null;
  readonly upstream_request_id: string | null;
  readonly ended_at: number | null;
  readonly kind: string;
  readonly settings_version: string;
  readonly price_version: string | null;
  readonly input_tokens_most: number | null;
  readonly output_tokens_most: number | null;
  readonly cost_micros_most: number | null;
  readonly cost_micros: number | null;
  readonly forwarded_pieces: number | null;
  readonly output_tokens_min: number | null;
  readonly output_tokens_max: number | null;
  readonly cost_micros_min: number | null;
  readonly cost_micros_max: number | null;
  /** 0 or 1. */
  readonly estimated: number;
  /** What was set aside, and after an estimate what was charged, as JSON; see `holds.ts`. */
  readonly holds: string | null;
}

interface BudgetsTable {
  readonly id: string;
  readonly subject_type: string;
  /** Empty for the installation. */
  readonly subject_id: string;
  readonly period: string;
  readonly unit: string;
  readonly amount: number;
  /** 0 or 1. */
  readonly shadow: number;
  readonly created_at: number;
}

/** What a budget has in one day, one month, or at all. */
interface BudgetWindowsTable {
  readonly budget_id: string;
  readonly span: string;
  readonly reserved: number;
  readonly spent: number;
}

interface LimitsTable {
  readonly id: string;
  readonly subject_type: string;
  readonly subject_id: string;
  readonly kind: string;
  readonly amount: number;
  readonly created_at: number;
}

interface LimitStatesTable {
  readonly limit_id: string;
  /** Of a rate: the time, in nanoseconds, at which all of it will be there again. Else: how many hold it. */
  readonly level: number;
}

/** A call's place under a limit of concurrency. */
interface LimitLeasesTable {
  readonly call_id: string;
  readonly limit_id: string;
  readonly instance_id: string;
}

interface IdempotencyKeysTable {
  readonly project_id: string;
  readonly idempotency_key: string;
  /** Of what was asked. */
  readonly fingerprint: string;
  readonly request_id: string;
  readonly instance_id: string;
  readonly begun_at: number;
  readonly expires_at: number;
  /** `null` while the request is at work. */
  readonly status: number | null;
  readonly content_type: string | null;
  /** `null` as well when the answer was too large to be kept, or was deleted with its conversation. */
  readonly body: Uint8Array | null;
  /** Whose words the answer has. */
  readonly conversation_id: string | null;
}

interface InstancesTable {
  readonly id: string;
  readonly beat_at: number;
}

export interface ConversationsTable {
  readonly id: string;
  readonly project_id: string;
  /** `null` where no session token leads to it. */
  readonly token_hash: Uint8Array | null;
  readonly created_at: number;
  readonly expires_at: number | null;
  /** JSON. */
  readonly metadata: Generated<string>;
  /** 0 or 1. */
  readonly hidden: Generated<number>;
  /** Where the next item goes, from 1. One atomic statement takes a range of it. */
  readonly next_position: number;
  /** The turn that holds it, and the process that makes the turn. */
  readonly turn_id: string | null;
  readonly turn_instance_id: string | null;
  /** What it wants of memory, where it wants something of its own. */
  readonly memory_policy: string | null;
  readonly memory_tokens: number | null;
  /** Its items, their tokens together, and how often some were deleted. */
  readonly item_count: Generated<number>;
  readonly item_tokens: Generated<number>;
  readonly deletions: Generated<number>;
}

export interface SummariesTable {
  readonly conversation_id: string;
  readonly id: string;
  /** JSON. */
  readonly text: string;
  readonly tokens: number;
  readonly until: number;
  readonly model: string;
  readonly created_at: number;
}

interface ProjectMemoryTable {
  readonly project_id: string;
  readonly policy: string | null;
  readonly max_tokens: number | null;
  readonly embeddings_model: string | null;
}

interface ItemVectorsTable {
  readonly conversation_id: string;
  readonly position: number;
  readonly model: string;
  /** 32-bit floats, the least significant byte first. */
  readonly vector: Uint8Array;
}

export interface ConversationItemsTable {
  readonly conversation_id: string;
  readonly position: number;
  readonly id: string;
  /** The item as JSON. */
  readonly content: string;
  readonly created_at: number;
  readonly tokens: number;
  /** 0 or 1, and so is `incomplete`. */
  readonly pinned: Generated<number>;
  readonly incomplete: Generated<number>;
  readonly response_id: string | null;
}

export interface ResponsesTable {
  readonly id: string;
  readonly project_id: string;
  /** `null` until its turn was kept, and so is the position of its last item there. */
  readonly conversation_id: string | null;
  readonly last_position: number | null;
  readonly previous_response_id: string | null;
  readonly status: string;
  /** JSON, and so is what it was asked. */
  readonly body: string;
  readonly input: string;
  readonly instance_id: string;
  readonly created_at: number;
  readonly expires_at: number;
}

interface ResponseEventsTable {
  readonly response_id: string;
  readonly sequence: number;
  readonly bytes: Uint8Array;
}

interface RevokedTokensTable {
  readonly id: string;
  readonly expires_at: number;
}

/** One row, written by each ping. */
interface HealthTable {
  readonly id: number;
  readonly pinged_at: number;
}

/** Conversations whose words can be searched. The words themselves are in the database's full-text search. */
interface SearchConversationsTable {
  readonly number: Generated<number>;
  readonly conversation_id: string;
  /** How many items of it can be found. */
  readonly items: number;
  /** Of all of them together, in words. */
  readonly length: number;
}
