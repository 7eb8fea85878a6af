import { Kysely, PostgresDialect } from "kysely";
import { Pool } from "pg";

import { systemClock } from "../../lib/clock.ts";
import { searchContract } from "../contract-search.fixture.ts";
import type { Schema } from "../sql/schema.ts";
import { postgresWords } from "../sql/words.ts";
import { clientOptions } from "./client-options.ts";
import { openPostgres } from "./open.ts";
import { freshDatabase } from "./test-database.fixture.ts";

searchContract("PostgreSQL", async () => {
  const url = await freshDatabase();
  const stores = await openPostgres({ url, clock: systemClock });
  const pool = new Pool(clientOptions(url, 10_000));
  const db = new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) });
  return {
    db,
    words: postgresWords,
    async close() {
      await db.destroy();
      await stores.close();
    },
  };
});
