import type { Kysely } from "kysely";

import type { Hold } from "../../spec/ledger.ts";
import type { Demand } from "../../spec/limit.ts";
import type { Stores } from "../../spec/stores.ts";
import { createBudgetScripts } from "./budget-scripts.ts";
import { createBudgetStore } from "./budgets.ts";
import { createIdempotencyStore } from "./idempotency.ts";
import { createInstanceStore } from "./instances.ts";
import { createLedgerScripts } from "./ledger-scripts.ts";
import { createLedgerReader } from "./ledger.ts";
import { createLimitScripts } from "./limit-scripts.ts";
import { createLimitList } from "./limits.ts";
import type { Schema } from "./schema.ts";
import type { Script } from "./script.ts";
import { createUsageStore } from "./usage.ts";
import type { SqlWords } from "./words.ts";

/** Which scripts may share a transaction: those that have a mark in common. */
export interface Gathering {
  readonly marks: readonly string[];
  /** Whether the marks stand for rows that the script locks, sorted; otherwise it locks no rows of others. */
  readonly locks: boolean;
}

/**
 * Runs a script in a transaction: all of it, or nothing. Resolves when that is durable. Without a gathering, a script
 * wants a transaction of its own.
 */
export type Write = <T>(begin: () => Script<T>, gathering?: Gathering) => Promise<T>;

/** The stores whose changes are scripts: the books, and what they are kept within. */
export function createWrittenStores(
  db: Kysely<Schema>,
  words: SqlWords,
  write: Write,
): Pick<Stores, "ledger" | "budgets" | "limits" | "usage" | "idempotency" | "instances"> {
  const ledger = createLedgerScripts(db, createBudgetScripts(db, words), words);
  const limits = createLimitScripts(db, words);
  return {
    ledger: {
      open: (opening) => write(() => ledger.open(opening), gatherCalls(opening, opening.holds)),
      progress: (attempts) => write(() => ledger.progress(attempts)),
      settle: (ending) => write(() => ledger.settle(ending), gatherCalls(ending, ending.charges)),
      ...createLedgerReader(db),
    },
    budgets: createBudgetStore(db, words),
    limits: {
      ...createLimitList(db),
      async enter(callId, instanceId, demands) {
        if (demands.length === 0) return { entered: true, states: [] };
        return write(() => limits.enter(callId, instanceId, demands), gatherDemands(demands));
      },
      async leave(leaving) {
        const { demands, tokens } = leaving;
        const places = demands.filter(isPlace);
        // First, and apart: whatever goes wrong with the tokens, nobody waits for a place that is free.
        if (places.length > 0) await write(() => limits.vacate(leaving), gatherDemands(places));
        const rates = demands.filter(({ kind }) => kind === "tokens_per_minute");
        if (tokens !== undefined && rates.length > 0)
          await write(() => limits.correct(leaving), gatherDemands(rates));
      },
    },
    usage: createUsageStore(db),
    idempotency: createIdempotencyStore(db, words, write),
    instances: createInstanceStore(db, words, ({ callId, limitId }) =>
      write(() => limits.release(callId, limitId)),
    ),
  };
}

/** Attempts that lock no budget are spread over four transactions; what is asked for one call keeps its order. */
function gatherCalls({ callId }: { readonly callId: string }, holds: readonly Hold[]): Gathering {
  if (holds.length > 0) return { marks: holds.map((each) => each.budgetId), locks: true };
  return { marks: [`calls ${(callId.codePointAt(callId.length - 1) ?? 0) % 4}`], locks: false };
}

function isPlace({ kind }: Demand): boolean {
  return kind === "concurrent_calls" || kind === "concurrent_streams";
}

function gatherDemands(demands: readonly Demand[]): Gathering {
  return { marks: demands.map((each) => each.limitId), locks: true };
}
