/** The rules by which requests look unusual; docs/activity.md says what each looks for. */
export const anomalyRules = ["new_address", "tenfold_rate", "many_401", "retired_key", "spending"] as const;

export type AnomalyRule = (typeof anomalyRules)[number];

/** Something that looks unusual. */
export interface Anomaly {
  /** `anomaly_` and 32 hexadecimal digits; ids are in the order of time. */
  readonly id: string;
  /** Unix milliseconds: when it was found. */
  readonly at: number;
  readonly rule: AnomalyRule;
  /** What it is about, such as a key or an address: of one subject it is told once in a rule's pause. */
  readonly subject: string;
  /** Absent where it is nobody's, and so the installation's. */
  readonly projectId?: string;
  readonly keyId?: string;
  readonly address?: string;
  /** Figures, and nothing that was said. */
  readonly details: Readonly<Record<string, string | number>>;
}

export interface AnomalyQuery {
  readonly projectIds?: readonly string[];
  readonly rules?: readonly AnomalyRule[];
  /** Those older than this id. */
  readonly before?: string;
  readonly limit: number;
}

/** What was found, and who looks. Fails with `storage_unavailable`, and then nothing has happened. */
export interface AnomalyStore {
  /** Writes it, unless the same rule told of the same subject in the last `pause` milliseconds. Says whether it did. */
  record(anomaly: Anomaly, pause: number): Promise<boolean>;
  /** The newest first. */
  list(query: AnomalyQuery): Promise<readonly Anomaly[]>;
  /** Forgets those from before a time, at most `limit`. Gives how many there were. */
  expire(before: number, limit: number): Promise<number>;
  /**
   * Says whether this process is the one that looks, for the next `ms` milliseconds: one of all is. `seen` is how far the
   * one that looked last had come, as `saw` was told; 0 for never.
   */
  lead(holder: string, ms: number): Promise<{ readonly leads: boolean; readonly seen: number }>;
  /** Notes how far the leader has come: a time of the database's clock. */
  saw(holder: string, until: number): Promise<void>;
}
