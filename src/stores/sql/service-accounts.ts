import type { Kysely } from "kysely";

import type { Role } from "../../spec/actor.ts";
import type { ServiceAccount, ServiceAccountStore } from "../../spec/stores.ts";
import { guarded } from "./guarded.ts";
import type { Schema } from "./schema.ts";
import { together } from "./together.ts";

export function createServiceAccountStore(db: Kysely<Schema>): ServiceAccountStore {
  const accounts = () => db.selectFrom("service_accounts").selectAll();
  return {
    insert: ({ id, projectId, name, role, createdAt }) =>
      guarded(async () => {
        await db
          .insertInto("service_accounts")
          .values({ id, project_id: projectId, name, role, created_at: createdAt })
          .execute();
      }),

    find: (id) =>
      guarded(async () => {
        const row = await accounts().where("id", "=", id).executeTakeFirst();
        return row === undefined ? undefined : accountOf(row);
      }),

    list: (projectId) =>
      guarded(async () => {
        const all = accounts().orderBy("created_at").orderBy("id");
        const rows = await (
          projectId === undefined ? all : all.where("project_id", "=", projectId)
        ).execute();
        return rows.map(accountOf);
      }),

    update: (id, { name, role }) =>
      guarded(() =>
        together(db, async (transaction) => {
          const { numUpdatedRows } = await transaction
            .updateTable("service_accounts")
            .set({ id, ...(name !== undefined && { name }), ...(role !== undefined && { role }) })
            .where("id", "=", id)
            .executeTakeFirstOrThrow();
          if (role !== undefined)
            await transaction
              .updateTable("api_keys")
              .set({ project_role: role })
              .where("owner_id", "=", id)
              .execute();
          return numUpdatedRows === 1n;
        }),
      ),

    remove: (id, at) =>
      guarded(() =>
        together(db, async (transaction) => {
          const { numDeletedRows } = await transaction
            .deleteFrom("service_accounts")
            .where("id", "=", id)
            .executeTakeFirstOrThrow();
          if (numDeletedRows === 0n) return false;
          await transaction
            .updateTable("api_keys")
            .set({ revoked_at: at })
            .where("owner_id", "=", id)
            .where("revoked_at", "is", null)
            .execute();
          return true;
        }),
      ),
  };
}

function accountOf(row: Schema["service_accounts"]): ServiceAccount {
  return {
    id: row.id,
    projectId: row.project_id,
    name: row.name,
    role: row.role as Role,
    createdAt: Number(row.created_at),
  };
}
