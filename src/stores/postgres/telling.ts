import { type Kysely, sql } from "kysely";

import type { Stores } from "../../spec/stores.ts";
import { createBudgetStore } from "../sql/budgets.ts";
import { guarded } from "../sql/guarded.ts";
import { createKeyStore } from "../sql/keys.ts";
import { createLimitList } from "../sql/limits.ts";
import { createProviderSecretStore } from "../sql/provider-secrets.ts";
import type { Schema } from "../sql/schema.ts";
import type { SqlWords } from "../sql/words.ts";
import { channel } from "./listener.ts";

type Told = Pick<Stores, "keys" | "budgets" | "providerSecrets"> & {
  readonly limits: ReturnType<typeof createLimitList>;
};

/** Keys, budgets, limits and secrets whose changes other processes are told of, in the same transaction. */
export function createToldStores(db: Kysely<Schema>, words: SqlWords, self: string): Told {
  const keys = createKeyStore(db);
  const budgets = createBudgetStore(db, words);
  const limits = createLimitList(db);
  const providerSecrets = createProviderSecretStore(db);

  function told<T>(change: (within: Kysely<Schema>) => Promise<T>): Promise<T> {
    return guarded(() =>
      db.transaction().execute(async (transaction) => {
        const result = await change(transaction);
        await sql`select pg_notify(${channel}, ${self})`.execute(transaction);
        return result;
      }),
    );
  }
  return {
    keys: {
      ...keys,
      insert: (key, hash) => told((within) => createKeyStore(within).insert(key, hash)),
      revoke: (id, at) => told((within) => createKeyStore(within).revoke(id, at)),
    },
    budgets: {
      ...budgets,
      set: (budget) => told((within) => createBudgetStore(within, words).set(budget)),
      remove: (id) => told((within) => createBudgetStore(within, words).remove(id)),
    },
    providerSecrets: {
      ...providerSecrets,
      put: (secret) => told((within) => createProviderSecretStore(within).put(secret)),
      remove: (provider) => told((within) => createProviderSecretStore(within).remove(provider)),
    },
    limits: {
      ...limits,
      set: (limit) => told((within) => createLimitList(within).set(limit)),
      remove: (id) => told((within) => createLimitList(within).remove(id)),
    },
  };
}
