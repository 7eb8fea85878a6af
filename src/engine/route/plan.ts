import type { TokenPrices } from "../../spec/price.ts";
import type { Target } from "./target.ts";
import { ascii, type Course } from "./trail.ts";

/** How the targets of a model are put in order. */
export const strategies = ["first", "weighted", "least-busy", "fastest", "cheapest"] as const;
export type Strategy = (typeof strategies)[number];

/** By what calls are kept at the same target. `auto`: by the cache key where the call has one, else by the conversation. */
export const stickiness = ["off", "auto", "conversation", "cache-key"] as const;
export type Sticky = (typeof stickiness)[number];

/** What a model's name stands for. */
export interface Plan {
  readonly strategy: Strategy;
  readonly sticky: Sticky;
  /** Micro-units for a million tokens; a target that is dearer, or of which the price is unknown, is not asked. */
  readonly maxPrice?: Pick<TokenPrices, "input" | "output">;
  /** At least one. */
  readonly targets: readonly Target[];
  /**
   * Present where there is one target without conditions: nothing needs to be decided, and a call pays for none of it.
   * What a single target can do, its upstream knows best.
   */
  readonly sole?: Course;
}

export function createPlan(settings: Omit<Plan, "sole">): Plan {
  const { targets, maxPrice, strategy } = settings;
  const [target] = targets;
  if (target === undefined) throw new TypeError("a model without targets");
  if (targets.length > 1 || maxPrice !== undefined || target.when !== undefined) return settings;
  const { name } = target;
  const text = ascii(`${name}; ${strategy}; 1 considered; 1 attempt`);
  return {
    ...settings,
    sole: { strategy, sticky: false, considered: [name], skipped: [], cooling: 0, text },
  };
}
