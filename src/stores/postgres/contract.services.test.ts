import { Kysely, PostgresDialect } from "kysely";
import { Pool } from "pg";

import { systemClock } from "../../lib/clock.ts";
import { clockStatements, clockTable, standingClock, type TimedStores } from "../contract-rules.fixture.ts";
import { sharedContract } from "../contract-shared.fixture.ts";
import { upgradeContract } from "../contract-upgrade.fixture.ts";
import { storeContract } from "../contract.ts";
import { postgresWords } from "../sql/words.ts";
import { columnTypes } from "./column-types.ts";
import { openPostgres } from "./open.ts";
import { ask, freshDatabase } from "./test-database.fixture.ts";

const clock = { ...systemClock, now: () => 1_000_000 };

async function openTimed(): Promise<TimedStores> {
  const url = await freshDatabase();
  const stores = await openPostgres({ url, clock, words: standingClock(postgresWords) });
  await ask(url, clockTable);
  return {
    stores,
    async setTime(time) {
      await ask(url, ...clockStatements(time));
    },
  };
}

storeContract("PostgreSQL", async () => openPostgres({ url: await freshDatabase(), clock }), openTimed);

sharedContract("PostgreSQL", () => {
  let made: Promise<string> | undefined;
  const place = () => (made ??= freshDatabase());
  return {
    open: async () => openPostgres({ url: await place(), clock }),
    async markNewer() {
      const row = "('9999-future', '2099-01-01T00:00:00.000Z')";
      await ask(await place(), `insert into kysely_migration values ${row}`);
    },
  };
});

upgradeContract("PostgreSQL", async () => {
  const url = await freshDatabase();
  const db = new Kysely<unknown>({
    dialect: new PostgresDialect({ pool: new Pool({ connectionString: url }) }),
  });
  let ended: Promise<void> | undefined;
  return {
    db,
    types: columnTypes,
    async open() {
      await (ended ??= db.destroy());
      return openPostgres({ url, clock });
    },
  };
});
