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
  readonly health: HealthTable;
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
}

interface InstancesTable {
  readonly id: string;
  readonly beat_at: number;
}

interface ConversationsTable {
  readonly id: string;
  readonly project_id: string;
  readonly token_hash: Uint8Array;
  readonly created_at: number;
  /** Where the next item goes, from 0. One atomic statement takes a range of it. */
  readonly next_position: number;
}

interface ConversationItemsTable {
  readonly conversation_id: string;
  readonly position: number;
  /** The item as JSON. */
  readonly content: string;
  readonly created_at: number;
}

/** One row, written by each ping. */
interface HealthTable {
  readonly id: number;
  readonly pinged_at: number;
}
