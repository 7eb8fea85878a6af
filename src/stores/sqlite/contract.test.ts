import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterAll } from "vitest";

import { clockStatements, clockTable, standingClock, type TimedStores } from "../contract-rules.fixture.ts";
import { sharedContract } from "../contract-shared.fixture.ts";
import { storeContract } from "../contract.ts";
import { sqliteWords } from "../sql/words.ts";
import { openSqlite } from "./open.ts";
import { type Durability, setPragmas } from "./pragmas.ts";
import { createSqliteStores } from "./sqlite-stores.ts";

const folder = mkdtempSync(join(tmpdir(), "parley-contract-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let files = 0;
const freshPath = () => join(folder, String(files++), "parley.db");
const now = () => 1_000_000;

async function timed(path: string, durability: Durability): Promise<TimedStores> {
  const database = new DatabaseSync(path, { timeout: 0 });
  await setPragmas(database, durability, 0);
  const stores = await createSqliteStores({ database, now, words: standingClock(sqliteWords) });
  database.exec(clockTable);
  return {
    stores,
    async setTime(time) {
      for (const statement of clockStatements(time)) database.exec(statement);
    },
  };
}

function freshFile(): string {
  const path = freshPath();
  mkdirSync(dirname(path), { recursive: true });
  return path;
}

storeContract(
  "SQLite in a file",
  () => openSqlite({ path: freshPath(), now }),
  () => timed(freshFile(), "process"),
);

storeContract(
  "SQLite in a file that survives power cuts",
  () => openSqlite({ path: freshPath(), now, durability: "power" }),
  () => timed(freshFile(), "power"),
);

storeContract(
  "SQLite in memory",
  () => openSqlite({ path: ":memory:", now }),
  () => timed(":memory:", "process"),
);

sharedContract("SQLite in a file", () => {
  const path = freshPath();
  return {
    open: () => openSqlite({ path, now }),
    async markNewer() {
      const database = new DatabaseSync(path);
      database.exec("insert into kysely_migration values ('9999-future', '2099-01-01T00:00:00.000Z')");
      database.close();
    },
  };
});
