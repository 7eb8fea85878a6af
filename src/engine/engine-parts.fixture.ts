import { createSchemaChecker } from "../lib/schema-checker.ts";
import type { PriceList } from "../spec/price.ts";
import type { EngineDeps } from "./engine.ts";
import { createHousekeeping } from "./housekeeping.ts";
import { createRules } from "./rules.ts";

/** Nothing has a price that anybody knows. */
export const noPrices: PriceList = { version: "none", priceOf: () => undefined };

/** What an engine needs beside its stores, where no budget and no limit is set. */
export function quietParts(
  ledger: EngineDeps["ledger"],
): Pick<
  EngineDeps,
  | "rules"
  | "prices"
  | "housekeeping"
  | "settingsVersion"
  | "limits"
  | "random"
  | "schemas"
  | "deadAfterMs"
  | "keepPartial"
  | "responsesExpireAfterMs"
> {
  const nothing = { list: () => Promise.resolve([]) };
  return {
    rules: createRules({ budgets: nothing, limits: nothing }),
    prices: noPrices,
    housekeeping: createHousekeeping({ ledger, warn: () => undefined }),
    settingsVersion: "test",
    random: Math.random,
    schemas: createSchemaChecker(),
    deadAfterMs: 30_000,
    keepPartial: false,
    responsesExpireAfterMs: 60_000,
    limits: {
      enter: () => Promise.resolve({ entered: true, states: [] }),
      leave: () => Promise.resolve(),
    },
  };
}
