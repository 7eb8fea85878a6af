/** The invariants of the ledger's contract, by their names there. */
export type Invariant = "I1" | "I2" | "I3" | "I4" | "I5" | "I6" | "I7" | "tokens" | "money";

/** Something that must not be. */
export interface Violation {
  readonly invariant: Invariant;
  /** Which rule of the checker found it. */
  readonly rule: string;
  /** The call, row or request, and what is wrong with it. */
  readonly what: string;
}
