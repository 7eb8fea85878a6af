import { Kysely } from "kysely";
import type { DatabaseSync } from "node:sqlite";

import type { Stores } from "../../spec/stores.ts";
import type { ColumnTypes } from "../sql/column-types.ts";
import { createConversationStore } from "../sql/conversations.ts";
import { guarded } from "../sql/guarded.ts";
import { createInstanceStore } from "../sql/instances.ts";
import { createKeyStore } from "../sql/keys.ts";
import { compileLedgerStatements, createLedgerReader } from "../sql/ledger.ts";
import { migrate } from "../sql/migrate.ts";
import { createPing } from "../sql/ping.ts";
import { createProjectStore } from "../sql/projects.ts";
import type { Schema } from "../sql/schema.ts";
import { defaultPatience } from "./busy.ts";
import { createNodeSqliteDialect } from "./dialect.ts";
import { createLedgerWriter } from "./ledger-writer.ts";
import { createLine } from "./line.ts";
import { createWatches } from "./watch.ts";

/** What SQLite calls the types of the migrations. */
export const columnTypes: ColumnTypes = { integer: "integer", bytes: "blob", strict: true };

export interface SqliteStoresOptions {
  /** Open; waits for no lock itself (`timeout: 0`). `close` closes it. */
  readonly database: DatabaseSync;
  /** Unix milliseconds. */
  now(): number;
  /** Milliseconds to wait for a lock of another process; 5,000 unless said otherwise. */
  readonly patience?: number;
}

/**
 * Stores over an open database, brought to this program's schema.
 * Throws `storage_unavailable`, and then leaves the database open.
 */
export async function createSqliteStores(options: SqliteStoresOptions): Promise<Stores> {
  const { database, patience = defaultPatience } = options;
  return guarded(async () => {
    const line = createLine();
    const db = new Kysely<Schema>({ dialect: createNodeSqliteDialect({ database, line, patience }) });
    await migrate(db, columnTypes);
    const writer = createLedgerWriter({ database, line, patience, statements: compileLedgerStatements(db) });
    const watches = createWatches(database);
    const keys = createKeyStore(db);

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
      projects: createProjectStore(db),
      keys: {
        ...keys,
        async revoke(id, at) {
          const revoked = await keys.revoke(id, at);
          watches.announce();
          return revoked;
        },
      },
      conversations: createConversationStore(db),
      instances: createInstanceStore(db),
      ledger: { open: writer.open, settle: writer.settle, ...createLedgerReader(db) },
      watch: watches.watch,
      ping: createPing(db, () => options.now()),
      close: () => (closed ??= guarded(closeOnce)),
    };
  });
}
