import type { Charge, PlacedHold } from "../../spec/ledger.ts";

/** A hold as a row keeps it: short names, since every attempt under a budget has one. `s` once it was charged. */
interface StoredHold {
  readonly b: string;
  readonly w: string;
  readonly a: number;
  readonly s?: number;
}

/** What a row keeps of its holds; `null` for none. */
export function writeHolds(holds: readonly (PlacedHold | Charge)[]): string | null {
  if (holds.length === 0) return null;
  return JSON.stringify(
    holds.map((hold): StoredHold => ({
      b: hold.budgetId,
      w: hold.window,
      a: hold.amount,
      ...("spent" in hold && { s: hold.spent }),
    })),
  );
}

/** The holds of a row; `spent` is 0 until the attempt was charged. */
export function readHolds(text: string | null): readonly Charge[] {
  if (text === null) return [];
  const stored = JSON.parse(text) as readonly StoredHold[];
  return stored.map((hold) => ({ budgetId: hold.b, window: hold.w, amount: hold.a, spent: hold.s ?? 0 }));
}
