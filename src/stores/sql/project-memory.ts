import type { Kysely } from "kysely";

import type { ProjectMemoryStore } from "../../spec/context-store.ts";
import { readChoice } from "./contexts.ts";
import { guarded } from "./guarded.ts";
import type { Schema } from "./schema.ts";

export function createProjectMemoryStore(db: Kysely<Schema>): ProjectMemoryStore {
  return {
    set: ({ projectId, policy, maxTokens, embeddingsModel }) =>
      guarded(async () => {
        if (policy === undefined && maxTokens === undefined && embeddingsModel === undefined) {
          await db.deleteFrom("project_memory").where("project_id", "=", projectId).execute();
          return;
        }
        const values = {
          policy: policy ?? null,
          max_tokens: maxTokens ?? null,
          embeddings_model: embeddingsModel ?? null,
        };
        await db
          .insertInto("project_memory")
          .values({ project_id: projectId, ...values })
          .onConflict((conflict) => conflict.column("project_id").doUpdateSet(values))
          .execute();
      }),

    list: () =>
      guarded(async () => {
        const rows = await db.selectFrom("project_memory").selectAll().orderBy("project_id").execute();
        return rows.map((row) => ({
          projectId: row.project_id,
          ...readChoice(row.policy, row.max_tokens),
          ...(row.embeddings_model !== null && { embeddingsModel: row.embeddings_model }),
        }));
      }),
  };
}
