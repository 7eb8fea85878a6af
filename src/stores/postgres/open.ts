import { Kysely, PostgresDialect } from "kysely";
import { setImmediate as endOfTurn } from "node:timers/promises";
import { Pool } from "pg";

import type { Clock } from "../../lib/clock.ts";
import { randomId } from "../../lib/random-id.ts";
import type { Stores } from "../../spec/stores.ts";
import { guarded } from "../sql/guarded.ts";
import { migrate } from "../sql/migrate.ts";
import type { Schema } from "../sql/schema.ts";
import { postgresWords, type SqlWords } from "../sql/words.ts";
import { clientOptions } from "./client-options.ts";
import { columnTypes } from "./column-types.ts";
import { createConnections } from "./connections.ts";
import { createDoubts } from "./doubts.ts";
import { createListener } from "./listener.ts";
import { createPostgresStores } from "./postgres-stores.ts";
import { createScriptRunner } from "./script-runner.ts";
import { createTransact } from "./transactions.ts";

/** Milliseconds that anybody waits for the database. */
const defaultDeadline = 2_000;

/** Connections for calls; one more listens. PostgreSQL gives 100 to all of its clients unless told otherwise. */
const defaultSize = 12;

export interface PostgresOptions {
  /** Such as `postgres://parley:secret@db.example/parley?sslmode=verify-full`. */
  readonly url: string;
  readonly clock: Clock;
  /** Connections for calls; 12 unless said otherwise. */
  readonly size?: number;
  /** Milliseconds that anybody waits for the database; 2,000 unless said otherwise. */
  readonly deadline?: number;
  /** Tests bring a clock of their own. */
  readonly words?: SqlWords;
}

/**
 * Opens, and where needed migrates, the stores in a PostgreSQL database, version 14 or newer, that may be shared by any
 * number of processes on any number of machines.
 *
 * Throws `storage_unavailable` when it cannot be reached, or is newer than this program. Afterwards everything rejects
 * with `storage_unavailable` within `deadline` while the database does not answer, soon without any waiting; and works
 * again within a few seconds after it does.
 */
export async function openPostgres(options: PostgresOptions): Promise<Stores> {
  const { url, clock, size = defaultSize, deadline = defaultDeadline, words = postgresWords } = options;
  return guarded(async () => {
    await bringUpToDate(url, deadline);
    const self = randomId("listener");
    const listener = await createListener({ url, deadline, self });
    const connections = createConnections({ url, size, deadline, clock });
    const db = new Kysely<Schema>({ dialect: new PostgresDialect({ pool: connections }) });
    const doubts = createDoubts();
    const write = createScriptRunner(createTransact(connections), clock);

    async function closeOnce(): Promise<void> {
      // Whatever was asked before has by then asked for its connection.
      await endOfTurn();
      await connections.end();
      doubts.stop();
      await listener.stop();
    }
    let closed: Promise<void> | undefined;

    return {
      ...createPostgresStores({ db, words, write, listener, doubts, self, now: () => clock.now() }),
      close: () => (closed ??= guarded(closeOnce)),
    };
  });
}

/** On connections of its own: to change a large table may take its time, and so may waiting for who does it already. */
async function bringUpToDate(url: string, connect: number): Promise<void> {
  const pool = new Pool({ ...clientOptions(url, 0, connect), max: 2 });
  pool.on("error", () => {});
  pool.on("connect", (client) => void client.on("error", () => {}));
  const db = new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) });
  try {
    await migrate(db, columnTypes);
  } finally {
    await db.destroy();
  }
}
