/** The tables of what happened lately. */
export interface ActivityTables {
  readonly requests: RequestsTable;
  readonly request_parts: RequestPartsTable;
  readonly anomalies: AnomaliesTable;
  readonly anomaly_watch: AnomalyWatchTable;
}

export interface AnomaliesTable {
  readonly id: string;
  readonly at: number;
  readonly rule: string;
  readonly subject: string;
  readonly project_id: string | null;
  readonly key_id: string | null;
  readonly address: string | null;
  /** JSON. */
  readonly details: string;
  readonly slot: number;
}

/** One row: who looks, until when, and how far. */
interface AnomalyWatchTable {
  readonly id: number;
  readonly holder: string;
  readonly until: number;
  readonly seen: number;
}

export interface RequestsTable {
  readonly id: string;
  readonly at: number;
  /** By the database's clock. */
  readonly written_at: number;
  readonly project_id: string | null;
  readonly key_id: string | null;
  readonly endpoint: string;
  readonly method: string;
  readonly status: number;
  readonly outcome: string;
  /** 0 or 1. */
  readonly streamed: number;
  readonly asked: string | null;
  readonly provider: string | null;
  readonly model: string | null;
  readonly error_code: string | null;
  readonly waited_ms: number | null;
  readonly first_ms: number | null;
  readonly duration_ms: number;
  readonly input_tokens: number | null;
  readonly output_tokens: number | null;
  readonly cost_micros: number | null;
  readonly address: string | null;
  readonly user_agent: string | null;
  readonly settings_version: string | null;
  readonly repeats: number;
  /** JSON, where it is short; no list reads it. */
  readonly record: string | null;
}

/** `question`, `answer`, or a `record` that is long or of an older version. */
interface RequestPartsTable {
  readonly request_id: string;
  readonly part: string;
  readonly body: string;
}
