import type { Kysely } from "kysely";

import type { LedgerStore } from "../../spec/ledger.ts";
import type { LimitStore } from "../../spec/limit.ts";
import type { Stores } from "../../spec/stores.ts";
import { createAccountStores } from "../sql/accounts/account-stores.ts";
import { announcing } from "../sql/announcing.ts";
import { createAnomalyStore } from "../sql/activity/anomalies.ts";
import { createRequestStore } from "../sql/activity/requests.ts";
import { createAuditStore } from "../sql/audit.ts";
import { createBudgetScripts } from "../sql/budget-scripts.ts";
import { createConversationStores } from "../sql/conversation-stores.ts";
import { createLedgerScripts } from "../sql/ledger-scripts.ts";
import { createPing } from "../sql/ping.ts";
import type { Schema } from "../sql/schema.ts";
import { createTokenStore } from "../sql/tokens.ts";
import type { SqlWords } from "../sql/words.ts";
import { createWrittenStores, type Write } from "../sql/written-stores.ts";
import type { Doubts } from "./doubts.ts";
import type { Listener } from "./listener.ts";
import { createToldStores, tellOthers } from "./telling.ts";
import { InDoubtError } from "./transactions.ts";

export interface PostgresStoresOptions {
  readonly db: Kysely<Schema>;
  readonly words: SqlWords;
  readonly write: Write;
  readonly listener: Listener;
  readonly doubts: Doubts;
  /** Names this process to the others. */
  readonly self: string;
  now(): number;
}

/** The stores over a PostgreSQL that has this program's schema. */
export function createPostgresStores(options: PostgresStoresOptions): Omit<Stores, "close"> {
  const { db, words, write, listener, self } = options;
  const written = createWrittenStores(db, words, write);
  const told = createToldStores(db, words, self);
  const limits = { ...written.limits, ...told.limits };
  return {
    sharedAcrossMachines: true,
    ...createConversationStores(db, words),
    ...written,
    ...announcing({ ...told, limits: doubtingLimits(limits, options) }, listener.announce),
    ledger: doubtingLedger(written.ledger, options),
    accounts: createAccountStores(db),
    tokens: createTokenStore(db),
    audit: createAuditStore({
      db,
      words,
      write,
      tell: (transaction) => tellOthers(transaction, self),
      announce: listener.announce,
    }),
    anomalies: createAnomalyStore(db, words),
    requests: createRequestStore({ db, words, write, seenWithin: 3_000 }),
    watch: listener.watch,
    ping: createPing(db, options.now),
  };
}

type Doubting = Pick<PostgresStoresOptions, "db" | "words" | "write" | "doubts">;

/**
 * Whoever is told that an attempt could not be opened makes no call and never ends it; so an opening of which nobody
 * knows whether it took place is withdrawn. And whoever is told that it could not be settled tries again, and then
 * finds it settled.
 */
function doubtingLedger(ledger: LedgerStore, { db, words, write, doubts }: Doubting): LedgerStore {
  const scripts = createLedgerScripts(db, createBudgetScripts(db, words), words);
  const nameOf = (deed: string, { callId, attempt }: { readonly callId: string; readonly attempt: number }) =>
    `${deed} ${callId} ${attempt}`;
  return {
    ...ledger,
    async open(opening) {
      try {
        return await ledger.open(opening);
      } catch (cause) {
        if (isInDoubt(cause)) {
          doubts.add(nameOf("open", opening), () => write(() => scripts.withdraw(opening)));
        }
        throw cause;
      }
    },
    async settle(ending) {
      const name = nameOf("settle", ending);
      try {
        const settled = await ledger.settle(ending);
        return doubts.resolve(name) ? "settled" : settled;
      } catch (cause) {
        if (isInDoubt(cause)) doubts.remember(name);
        throw cause;
      }
    },
  };
}

/** Whoever is told that a call could not be let in never lets it out. */
function doubtingLimits(limits: LimitStore, { doubts }: Doubting): LimitStore {
  return {
    ...limits,
    async enter(callId, instanceId, demands) {
      try {
        return await limits.enter(callId, instanceId, demands);
      } catch (cause) {
        if (isInDoubt(cause)) doubts.add(`enter ${callId}`, () => limits.leave({ callId, demands }));
        throw cause;
      }
    },
  };
}

function isInDoubt(cause: unknown): boolean {
  return cause instanceof Error && cause.cause instanceof InDoubtError;
}
