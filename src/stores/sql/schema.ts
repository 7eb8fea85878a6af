import type { Generated } from "kysely";

/**
 * The tables, as Kysely types. Times are Unix milliseconds, tokens and bytes are integers,
 * hashes are raw bytes, and whatever is nested is JSON in a text column.
 * `null` is SQL's word for "unknown"; it never leaves this folder.
 */
export interface Schema {
  readonly projects: ProjectsTable;
  readonly api_keys: KeysTable;
  readonly attempts: AttemptsTable;
  readonly instances: InstancesTable;
  readonly conversations: ConversationsTable;
  readonly conversation_items: ConversationItemsTable;
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
}

interface KeysTable {
  readonly id: string;
  readonly project_id: string;
  readonly name: string;
  readonly hint: string;
  readonly hash: Uint8Array;
  /** 0 or 1. */
  readonly admin: number;
  readonly created_at: number;
  readonly revoked_at: number | null;
  readonly last_used_at: number | null;
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
  /** `null` as well when the answer was too large to be kept. */
  readonly body: Uint8Array | null;
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
