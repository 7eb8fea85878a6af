import type { Kysely } from "kysely";
import type { Migration } from "kysely/migration";

import type { ColumnTypes } from "../column-types.ts";
import { finish } from "./finish.ts";

/** What items mean, as an embeddings model sees it, and which model that is for a project. */
export function vectors(types: ColumnTypes): Migration {
  return {
    async up(db: Kysely<unknown>): Promise<void> {
      await finish(
        types,
        db.schema
          .createTable("item_vectors")
          .addColumn("conversation_id", "text", (column) => column.notNull())
          .addColumn("position", types.integer, (column) => column.notNull())
          .addColumn("model", "text", (column) => column.notNull())
          // 32-bit floats, the least significant byte first; no bytes for an item without words.
          .addColumn("vector", types.bytes, (column) => column.notNull())
          .addPrimaryKeyConstraint("item_vectors_place", ["conversation_id", "position"])
          // No cascade: whoever deletes an item shall say so.
          .addForeignKeyConstraint(
            "item_vectors_item",
            ["conversation_id", "position"],
            "conversation_items",
            ["conversation_id", "position"],
          ),
      );
      await db.schema.alterTable("project_memory").addColumn("embeddings_model", "text").execute();
    },
  };
}
