import { Kysely } from "kysely";
import type { DatabaseSync } from "node:sqlite";

import type { Stores } from "../../spec/stores.ts";
import { createAccountStores } from "../sql/accounts/account-stores.ts";
import { announcing } from "../sql/announcing.ts";
import { createAnomalyStore } from "../sql/activity/anomalies.ts";
import { createRequestStore } from "../sql/activity/requests.ts";
import { createAuditStore } from "../sql/audit.ts";
import type { ColumnTypes } from "../sql/column-types.ts";
import { createConversationStores } from "../sql/conversation-stores.ts";
import { guarded } from "../sql/guarded.ts";
import { createKeyStore } from "../sql/keys.ts";
import { migrate } from "../sql/migrate.ts";
import { createPing } from "../sql/ping.ts";
import { createProjectMemoryStore } from "../sql/project-memory.ts";
import { createProjectStore } from "../sql/projects.ts";
import { createProviderSecretStore } from "../sql/provider-secrets.ts";
import type { Schema } from "../sql/schema.ts";
import { createServiceAccountStore } from "../sql/service-accounts.ts";
import { createTokenStore } from "../sql/tokens.ts";
import { type SqlWords, sqliteWords } from "../sql/words.ts";
import { createWrittenStores } from "../sql/written-stores.ts";
import { createPatience, defaultPatience } from "./busy.ts";
import { createNodeSqliteDialect } from "./dialect.ts";
import { createLine } from "./line.ts";
import { undoInMemory } from "./pragmas.ts";
import { createScriptWriter } from "./script-writer.ts";
import { createWatches } from "./watch.ts";

/** What SQLite calls the types of the migrations. */
export const columnTypes: ColumnTypes = {
  integer: "integer",
  bytes: "blob",
  strict: true,
  fullText: "fts5",
};

export interface SqliteStoresOptions {
  /** Open; waits for no lock itself (`timeout: 0`). `close` closes it. */
  readonly database: DatabaseSync;
  /** Unix milliseconds. */
  now(): number;
  /** Milliseconds to wait for a lock of another process; 2,000 unless said otherwise. */
  readonly patience?: number;
  /** Tests bring a clock of their own. */
  readonly words?: SqlWords;
}

/**
 * Stores over an open database, brought to this program's schema.
 * Throws `storage_unavailable`, and then leaves the database open.
 */
export async function createSqliteStores(options: SqliteStoresOptions): Promise<Stores> {
  const { database, words = sqliteWords } = options;
  const patience = createPatience(options.patience ?? defaultPatience);
  return guarded(async () => {
    const line = createLine();
    const db = new Kysely<Schema>({ dialect: createNodeSqliteDialect({ database, line, patience }) });
    await migrate(db, columnTypes);
    undoInMemory(database);
    const writer = createScriptWriter({ database, line, patience });
    const watches = createWatches(database);
    const written = createWrittenStores(db, words, writer.write);

    async function closeOnce(): Promise<void> {
      watches.stop();
      await writer.drained();
      // Whatever was asked before gets its turn first, so that nothing is cut off in the middle.
      const leave = await line.enter();
      database.close();
      leave();
      await db.destroy();
    }
    let closed: Promise<void> | undefined;

    return {
      sharedAcrossMachines: false,
      ...createConversationStores(db, words),
      ...written,
      ...announcing(
        {
          ...written,
          keys: createKeyStore(db),
          projects: createProjectStore(db),
          serviceAccounts: createServiceAccountStore(db),
          providerSecrets: createProviderSecretStore(db),
          projectMemory: createProjectMemoryStore(db),
        },
        watches.announce,
      ),
      accounts: createAccountStores(db),
      tokens: createTokenStore(db),
      audit: createAuditStore({ db, words, write: writer.write, announce: watches.announce }),
      anomalies: createAnomalyStore(db, words),
      // One writes after the other: late is only what a clock that is set back a little makes so.
      requests: createRequestStore({ db, words, write: writer.write, seenWithin: 250 }),
      watch: watches.watch,
      ping: createPing(db, () => options.now()),
      close: () => (closed ??= guarded(closeOnce)),
    };
  });
}
