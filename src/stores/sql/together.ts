import type { Kysely } from "kysely";

import type { Schema } from "./schema.ts";

/** Does all of `work` or nothing of it: in a transaction of its own, or in the one that `db` is already. */
export function together<T>(db: Kysely<Schema>, work: (within: Kysely<Schema>) => Promise<T>): Promise<T> {
  return db.isTransaction ? work(db) : db.transaction().execute(work);
}
