import type { Budget } from "../../api/budgets.ts";

/** From this share on a budget is nearly used up, and from that on there is room for hardly any call. */
const nearly = 0.8;
const hardly = 0.99;

/** With less than 1,024 for the answer, calls that set no bound are refused (docs/budgets.md); and a short question. */
const leastTokens = 1_024 + 128;

export type Standing = "well" | "nearly" | "over";

/** How much of it is gone, from 0; more than 1 where more was spent. A budget of nothing is used up. */
export function shareOf({ amount, spent }: Pick<Budget, "amount" | "spent">): number {
  return amount === 0 ? 1 : spent / amount;
}

/**
 * Whether there is room for calls. What they may cost is set aside before they begin, so that a budget refuses calls a
 * little before the last of it is spent: it counts as used up from there on.
 */
export function standingOf(budget: Pick<Budget, "unit" | "amount" | "spent">): Standing {
  const { unit, amount, spent } = budget;
  const tooLittle = unit === "tokens" && spent > 0 && amount - spent < leastTokens;
  const share = shareOf(budget);
  if (tooLittle || share >= hardly) return "over";
  return share >= nearly ? "nearly" : "well";
}

/** Shares of the bar, in percent: what is spent, and what is set aside of the rest. */
export function barOf({ amount, spent, reserved }: Pick<Budget, "amount" | "spent" | "reserved">): {
  readonly spent: number;
  readonly reserved: number;
} {
  if (amount === 0) return { spent: 100, reserved: 0 };
  const gone = Math.min((spent / amount) * 100, 100);
  return { spent: gone, reserved: Math.min((reserved / amount) * 100, 100 - gone) };
}
