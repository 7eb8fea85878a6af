import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterAll } from "vitest";

import { sharedContract } from "../contract-shared.fixture.ts";
import { storeContract } from "../contract.ts";
import { openSqlite } from "./open.ts";

const folder = mkdtempSync(join(tmpdir(), "parley-contract-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let files = 0;
const freshPath = () => join(folder, String(files++), "parley.db");
const now = () => 1_000_000;

storeContract("SQLite in a file", () => openSqlite({ path: freshPath(), now }));

storeContract("SQLite in a file that survives power cuts", () =>
  openSqlite({ path: freshPath(), now, durability: "power" }),
);

storeContract("SQLite in memory", () => openSqlite({ path: ":memory:", now }));

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
