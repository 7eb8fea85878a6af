import type { Charge, PlacedHold } from "../../spec/ledger.ts";
import { exact } from "./exact.ts";

/** A hold as a row keeps it: short names, since every attempt under a budget has one. `s` once it was charged. */
interface StoredHold {
  readonly b: string;
  readonly w: string;
  readonly a: number;
  readonly s?: number;
  /** For a budget in tokens; absent for money. */
  readonly u?: "t";
}

/** What a row keeps of its holds; `null` for none. */
export function writeHolds(holds: readonly (PlacedHold | Charge)[]): string | null {
  if (holds.length === 0) return null;
  return JSON.stringify(
    holds.map((hold): StoredHold => ({
      b: hold.budgetId,
      w: hold.window,
      a: exact(hold.amount),
      ...("spent" in hold && { s: exact(hold.spent) }),
      ...(hold.unit === "tokens" && { u: "t" }),
    })),
  );
}

/** The holds of a row; `spent` is 0 until the attempt was charged. */
export function readHolds(text: string | null): readonly Charge[] {
  if (text === null) return [];
  const stored = JSON.parse(text) as readonly StoredHold[];
  return stored.map((hold) => ({
    budgetId: hold.b,
    window: hold.w,
    amount: exact(hold.a),
    unit: hold.u === "t" ? "tokens" : "micros",
    spent: exact(hold.s ?? 0),
  }));
}
