import type { Kysely } from "kysely";

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

/** Runs a script in a transaction: all of it, or nothing. Resolves when that is durable. */
export type Write = <T>(begin: () => Script<T>) => Promise<T>;

/** The stores whose changes are scripts: the books, and what they are kept within. */
export function createWrittenStores(
  db: Kysely<Schema>,
  words: SqlWords,
  write: Write,
): Pick<Stores, "ledger" | "budgets" | "limits" | "usage" | "idempotency" | "instances"> {
  const ledger = createLedgerScripts(db, createBudgetScripts(db, words));
  const limits = createLimitScripts(db, words);
  return {
    ledger: {
      open: (opening) => write(() => ledger.open(opening)),
      progress: (attempts) => write(() => ledger.progress(attempts)),
      settle: (ending) => write(() => ledger.settle(ending)),
      ...createLedgerReader(db),
    },
    budgets: createBudgetStore(db, words),
    limits: {
      ...createLimitList(db),
      enter: (callId, instanceId, demands) => write(() => limits.enter(callId, instanceId, demands)),
      leave: (leaving) => write(() => limits.leave(leaving)),
    },
    usage: createUsageStore(db),
    idempotency: createIdempotencyStore(db, write),
    instances: createInstanceStore(db, ({ callId, limitId }) => write(() => limits.release(callId, limitId))),
  };
}
