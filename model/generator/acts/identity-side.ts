/** One thing that people want to know of the model itself. */
export interface Side {
  readonly asks: readonly string[];
  readonly indirect: readonly string[];
  readonly requests?: readonly string[];
  readonly plain: string;
  readonly brief: string;
  /** Where the system prompt gives a name and a firm. */
  readonly played?: string;
}
