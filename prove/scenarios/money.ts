/** Scenario 6: random and extreme amounts of money. It needs no server and no database. */
import { proveMoney } from "../money.ts";
import type { Outcome } from "./scenario.ts";

const amounts = { short: 200_000, full: 1_000_000 } as const;

export function runMoney(seed: number, size: "short" | "full"): Outcome {
  const { amounts: tried, unknown, saturated, faults } = proveMoney(seed, amounts[size]);
  return {
    counted: `${tried} amounts, ${unknown} rightly unknown, ${saturated} at the largest exact integer`,
    violations: faults.map((what) => ({ invariant: "money", rule: "amount", what })),
  };
}
