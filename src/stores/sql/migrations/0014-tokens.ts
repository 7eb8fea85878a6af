import type { Kysely } from "kysely";
import type { Migration } from "kysely/migration";

import type { ColumnTypes } from "../column-types.ts";
import { finishClustered } from "./finish.ts";

/** Tokens of ours that were revoked before their time. */
export function tokens(types: ColumnTypes): Migration {
  return {
    async up(db: Kysely<unknown>): Promise<void> {
      await finishClustered(
        types,
        db.schema
          .createTable("revoked_tokens")
          .addColumn("id", "text", (column) => column.primaryKey().notNull())
          .addColumn("expires_at", types.integer, (column) => column.notNull()),
      );
      await db.schema.createIndex("revoked_tokens_end").on("revoked_tokens").column("expires_at").execute();
    },
  };
}
