import { Kysely } from "kysely";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";

import { upgradeContract } from "../contract-upgrade.fixture.ts";
import { createPatience } from "./busy.ts";
import { createNodeSqliteDialect } from "./dialect.ts";
import { createLine } from "./line.ts";
import { openSqlite } from "./open.ts";
import { columnTypes } from "./sqlite-stores.ts";
import { testFolder } from "./test-folder.fixture.ts";

upgradeContract("SQLite", async () => {
  const path = join(testFolder(), "parley.db");
  const database = new DatabaseSync(path);
  const dialect = createNodeSqliteDialect({ database, line: createLine(), patience: createPatience(0) });
  return {
    db: new Kysely<unknown>({ dialect }),
    types: columnTypes,
    async open() {
      if (database.isOpen) database.close();
      return openSqlite({ path, now: () => 5 });
    },
  };
});
