import type { Kysely } from "kysely";
import type { Migration } from "kysely/migration";

import type { ColumnTypes } from "../column-types.ts";
import { finish } from "./finish.ts";

/** Providers' keys that are set while Parley runs, encrypted. */
export function providerSecrets(types: ColumnTypes): Migration {
  return {
    async up(db: Kysely<unknown>): Promise<void> {
      await finish(
        types,
        db.schema
          .createTable("provider_secrets")
          .addColumn("provider", "text", (column) => column.primaryKey().notNull())
          .addColumn("origin", "text", (column) => column.notNull())
          .addColumn("sealed", types.bytes, (column) => column.notNull())
          .addColumn("set_at", types.integer, (column) => column.notNull()),
      );
    },
  };
}
