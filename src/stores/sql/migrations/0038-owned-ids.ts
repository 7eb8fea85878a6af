import type { Kysely } from "kysely";
import type { Migration } from "kysely/migration";

import type { ColumnTypes } from "../column-types.ts";

/**
 * Somebody's conversation or response and one that nobody has are both missed in one index, by the same steps, by whoever
 * asks for it in another project. By its id alone it was found and then refused, a microsecond later: 20,000 questions
 * told the two apart.
 *
 * PostgreSQL takes whichever index it thinks is cheaper, often the one of ids, and building one holds up whoever writes;
 * there, ids of 128 random bits have to do.
 */
export function ownedIds(types: ColumnTypes): Migration {
  return {
    async up(db: Kysely<unknown>): Promise<void> {
      if (types.fullText !== "fts5") return;
      for (const table of ["conversations", "responses"])
        await db.schema
          .createIndex(`${table}_owned`)
          .unique()
          .on(table)
          .columns(["project_id", "id"])
          .execute();
    },
  };
}
