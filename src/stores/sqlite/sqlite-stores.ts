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
import { createNodeSqliteDialect } from "./dialect.ts";
import { createLedgerWriter } from "./ledger-writer.ts";
import { createWatches } from "./watch.ts";

const columnTypes: ColumnTypes = { integer: "integer", bytes: "blob", strict: true };

/**
 * Stores over an open database, brought to this program's schema; `close` closes the database, too.
 * `now` gives Unix milliseconds. Throws `storage_unavailable`, and then leaves the database open.
 */
export async function createSqliteStores(database: DatabaseSync, now: () => number): Promise<Stores> {
  return guarded(async () => {
    const db = new Kysely<Schema>({ dialect: createNodeSqliteDialect(database) });
    await migrate(db, columnTypes);
    const writer = createLedgerWriter(database, compileLedgerStatements(db));
    const watches = createWatches(database);

    async function closeOnce(): Promise<void> {
      watches.stop();
      // Waits for whatever was asked before, so that nothing is cut off in the middle.
      await db.connection().execute(async () => writer.flush());
      await db.destroy();
      database.close();
    }
    let closed: Promise<void> | undefined;

    return {
      sharedAcrossMachines: false,
      projects: createProjectStore(db),
      keys: createKeyStore(db),
      conversations: createConversationStore(db),
      instances: createInstanceStore(db),
      ledger: { open: writer.open, settle: writer.settle, ...createLedgerReader(db) },
      watch: watches.watch,
      ping: createPing(db, now),
      close: () => (closed ??= guarded(closeOnce)),
    };
  });
}
