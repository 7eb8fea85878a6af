import type { Database } from "./database.ts";

/** SQLite lies in Parley's data folder; each scenario has a folder of its own. */
export const sqliteDatabase: Database = {
  name: "sqlite",
  fresh: () => Promise.resolve({}),
  stop: () => Promise.resolve(),
};
