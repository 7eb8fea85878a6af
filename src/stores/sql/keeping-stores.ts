import type { Kysely } from "kysely";

import type { KeepingStores } from "../../spec/audit.ts";
import { createAccountStores } from "./accounts/account-stores.ts";
import { createBudgetStore } from "./budgets.ts";
import { createKeyStore } from "./keys.ts";
import { createLimitList } from "./limits.ts";
import { createProjectMemoryStore } from "./project-memory.ts";
import { createProjectStore } from "./projects.ts";
import { createProviderSecretStore } from "./provider-secrets.ts";
import type { Schema } from "./schema.ts";
import { createServiceAccountStore } from "./service-accounts.ts";
import { createTokenStore } from "./tokens.ts";
import type { SqlWords } from "./words.ts";

/** The stores that keep house, within a transaction. They tell nobody: whoever has begun it does, once. */
export function createKeepingStores(
  transaction: Kysely<Schema>,
  words: SqlWords,
): Omit<KeepingStores, "audit"> {
  return {
    accounts: createAccountStores(transaction),
    projects: createProjectStore(transaction),
    keys: createKeyStore(transaction),
    serviceAccounts: createServiceAccountStore(transaction),
    budgets: createBudgetStore(transaction, words),
    limits: createLimitList(transaction),
    providerSecrets: createProviderSecretStore(transaction),
    projectMemory: createProjectMemoryStore(transaction),
    tokens: createTokenStore(transaction),
  };
}
