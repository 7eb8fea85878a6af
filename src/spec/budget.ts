/** Whose calls are counted together. `id` is a project's or a key's; the installation has none. */
export type BudgetSubject =
  | { readonly type: "installation" }
  | { readonly type: "project"; readonly id: string }
  | { readonly type: "key"; readonly id: string };

/** In UTC, by the clock of the database. */
export type BudgetPeriod = "day" | "month" | "total";

/** Money in micro-units (millionths of a US dollar), or input and output tokens together. */
export type BudgetUnit = "micros" | "tokens";

/** An amount that the calls of a subject may use up within each period. */
export interface Budget {
  /** `bud_` and 32 hexadecimal digits. */
  readonly id: string;
  readonly subject: BudgetSubject;
  readonly period: BudgetPeriod;
  readonly unit: BudgetUnit;
  /** In its unit, ≥ 0. */
  readonly amount: number;
  /** Refuses nothing, and only reports what it would have refused. */
  readonly shadow: boolean;
  readonly createdAt: number;
}

/** A budget and what its present window has. */
export interface BudgetState extends Budget {
  /** `2026-11-22`, `2026-11` or `total`. */
  readonly window: string;
  /** Set aside for calls under way. */
  readonly reserved: number;
  readonly spent: number;
}

export interface BudgetStore {
  /** Replaces the budget of the same subject, period and unit; what was spent stays. Gives the one that is now in force. */
  set(budget: Budget): Promise<Budget>;
  /** Says whether it was there. */
  remove(id: string): Promise<boolean>;
  list(): Promise<readonly BudgetState[]>;
}
