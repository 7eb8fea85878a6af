import type { Kysely } from "kysely";

import type { Project, ProjectStore } from "../../spec/stores.ts";
import { guarded } from "./guarded.ts";
import type { Schema } from "./schema.ts";
import { together } from "./together.ts";

export function createProjectStore(db: Kysely<Schema>): ProjectStore {
  return {
    insert: ({ id, name, createdAt, archivedAt = null }) =>
      guarded(async () => {
        await db
          .insertInto("projects")
          .values({ id, name, created_at: createdAt, archived_at: archivedAt })
          .execute();
      }),

    list: () =>
      guarded(async () => {
        const rows = await db
          .selectFrom("projects")
          .selectAll()
          .orderBy("created_at")
          .orderBy("id")
          .execute();
        return rows.map(projectOf);
      }),

    find: (id) =>
      guarded(async () => {
        const row = await db.selectFrom("projects").selectAll().where("id", "=", id).executeTakeFirst();
        return row === undefined ? undefined : projectOf(row);
      }),

    rename: (id, name) =>
      guarded(async () => {
        const { numUpdatedRows } = await db
          .updateTable("projects")
          .set({ name })
          .where("id", "=", id)
          .where("archived_at", "is", null)
          .executeTakeFirstOrThrow();
        return numUpdatedRows === 1n;
      }),

    hold: (id) =>
      guarded(async () => {
        const { numUpdatedRows } = await db
          .updateTable("projects")
          .set({ id })
          .where("id", "=", id)
          .where("archived_at", "is", null)
          .executeTakeFirstOrThrow();
        return numUpdatedRows === 1n;
      }),

    archive: (id, at) =>
      guarded(() =>
        together(db, async (transaction) => {
          const { numUpdatedRows } = await transaction
            .updateTable("projects")
            .set({ archived_at: at })
            .where("id", "=", id)
            .where("archived_at", "is", null)
            .executeTakeFirstOrThrow();
          if (numUpdatedRows === 0n) return false;
          await transaction
            .updateTable("api_keys")
            .set({ revoked_at: at })
            .where("project_id", "=", id)
            .where("revoked_at", "is", null)
            .execute();
          return true;
        }),
      ),
  };
}

function projectOf({ id, name, created_at, archived_at }: Schema["projects"]): Project {
  return {
    id,
    name,
    createdAt: Number(created_at),
    ...(archived_at !== null && { archivedAt: Number(archived_at) }),
  };
}
