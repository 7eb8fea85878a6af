import { type Kysely, sql } from "kysely";

import type { Stores } from "../../spec/stores.ts";
import { createBudgetStore } from "../sql/budgets.ts";
import { guarded } from "../sql/guarded.ts";
import { createKeyStore } from "../sql/keys.ts";
import { createLimitList } from "../sql/limits.ts";
import { createProjectMemoryStore } from "../sql/project-memory.ts";
import { createProjectStore } from "../sql/projects.ts";
import { createProviderSecretStore } from "../sql/provider-secrets.ts";
import type { Schema } from "../sql/schema.ts";
import { createServiceAccountStore } from "../sql/service-accounts.ts";
import type { SqlWords } from "../sql/words.ts";
import { channel } from "./listener.ts";

type Told = Pick<
  Stores,
  "keys" | "projects" | "serviceAccounts" | "budgets" | "providerSecrets" | "projectMemory"
> & {
  readonly limits: ReturnType<typeof createLimitList>;
};

/** Keys, budgets, limits and secrets whose changes other processes are told of, in the same transaction. */
export function createToldStores(db: Kysely<Schema>, words: SqlWords, self: string): Told {
  const keys = createKeyStore(db);
  const projects = createProjectStore(db);
  const serviceAccounts = createServiceAccountStore(db);
  const budgets = createBudgetStore(db, words);
  const limits = createLimitList(db);
  const providerSecrets = createProviderSecretStore(db);
  const projectMemory = createProjectMemoryStore(db);

  function told<T>(change: (within: Kysely<Schema>) => Promise<T>): Promise<T> {
    return guarded(() =>
      db.transaction().execute(async (transaction) => {
        const result = await change(transaction);
        await tellOthers(transaction, self);
        return result;
      }),
    );
  }
  return {
    keys: {
      ...keys,
      insert: (key, hash) => told((within) => createKeyStore(within).insert(key, hash)),
      update: (id, changes) => told((within) => createKeyStore(within).update(id, changes)),
      rotate: (rotation) => told((within) => createKeyStore(within).rotate(rotation)),
      endSecret: (id, number, at) => told((within) => createKeyStore(within).endSecret(id, number, at)),
      revoke: (id, at) => told((within) => createKeyStore(within).revoke(id, at)),
    },
    projects: {
      ...projects,
      archive: (id, at) => told((within) => createProjectStore(within).archive(id, at)),
    },
    serviceAccounts: {
      ...serviceAccounts,
      update: (id, changes) => told((within) => createServiceAccountStore(within).update(id, changes)),
      remove: (id, at) => told((within) => createServiceAccountStore(within).remove(id, at)),
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
    projectMemory: {
      ...projectMemory,
      set: (memory) => told((within) => createProjectMemoryStore(within).set(memory)),
    },
    limits: {
      ...limits,
      set: (limit) => told((within) => createLimitList(within).set(limit)),
      remove: (id) => told((within) => createLimitList(within).remove(id)),
    },
  };
}

/** Tells the other processes of a change, when its transaction is committed. */
export async function tellOthers(transaction: Kysely<Schema>, self: string): Promise<void> {
  await sql`select pg_notify(${channel}, ${self})`.execute(transaction);
}
