import type { Kysely } from "kysely";

import type { ProjectStore } from "../../spec/stores.ts";
import { guarded } from "./guarded.ts";
import type { Schema } from "./schema.ts";

export function createProjectStore(db: Kysely<Schema>): ProjectStore {
  return {
    insert: (project) =>
      guarded(async () => {
        await db
          .insertInto("projects")
          .values({ id: project.id, name: project.name, created_at: project.createdAt })
          .execute();
      }),

    list: () =>
      guarded(() =>
        db
          .selectFrom("projects")
          .select(["id", "name", "created_at as createdAt"])
          .orderBy("created_at")
          .orderBy("id")
          .execute(),
      ),
  };
}
