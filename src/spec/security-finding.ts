/** From the least to the most. */
export const severities = ["low", "medium", "high", "critical"] as const;

export type Severity = (typeof severities)[number];

/** Something that could be safer. */
export interface SecurityFinding {
  /** A word that stays the same, for programs and for exceptions. */
  readonly id: string;
  readonly severity: Severity;
  /** What was found, in a sentence. Holds no secret. */
  readonly message: string;
  /** What to do about it. */
  readonly remedy: string;
  /** What it is about, where there may be several: a key's id, a path, a setting. */
  readonly subject?: string;
}
