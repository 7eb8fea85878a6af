import type { TokenPrices } from "../../spec/price.ts";
import type { Target } from "./target.ts";
import { ascii, type Course } from "./trail.ts";

/** How the targets of a model are put in order. */
export const strategies = ["first", "weighted", "least-busy", "fastest", "cheapest"] as const;
export type Strategy = (typeof strategies)[number];

/** By what calls are kept at the same target. `auto`: by the cache key where the call has one, else by the conversation. */
export const stickiness = ["off", "auto", "conversation", "cache-key"] as const;
export type Sticky = (typeof stickiness)[number];

/** How a call goes on when an attempt fails before its answer began. */
export interface Retries {
  /** Attempts after the first, ≥ 0; each further target may be tried once in any case. */
  readonly attempts: number;
  /** Also when nobody knows whether the upstream is at work on what was sent: it may then work, and ask for money, twice. */
  readonly unknownOutcome: boolean;
}

export const usualRetries: Retries = { attempts: 2, unknownOutcome: false };

/** When a second target is asked while the first one is silent: after milliseconds, or longer than it mostly takes. */
export interface Hedge {
  readonly after: number | "p95";
}

/** What a model's name stands for. */
export interface Plan {
  readonly strategy: Strategy;
  readonly sticky: Sticky;
  /** Micro-units for a million tokens; a target that is dearer, or of which the price is unknown, is not asked. */
  readonly maxPrice?: Pick<TokenPrices, "input" | "output">;
  readonly retries: Retries;
  /** Absent: a second target is asked only after the first one failed. */
  readonly hedge?: Hedge;
  /** Calls of a project that ask the same at the same time share one attempt. */
  readonly coalesce?: true;
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
