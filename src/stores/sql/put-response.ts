import type { Kysely } from "kysely";

import type { ResponseRow, ResponseStatus } from "../../spec/response.ts";
import type { Schema } from "./schema.ts";

/** The states of a response that is being made. */
export const unended: readonly ResponseStatus[] = ["queued", "in_progress"];

/** See `ResponseStore.put`. May be part of a transaction. */
export async function putResponse(db: Kysely<Schema>, response: ResponseRow): Promise<boolean> {
  const changing = {
    conversation_id: response.conversationId ?? null,
    last_position: response.lastPosition ?? null,
    previous_response_id: response.previousResponseId ?? null,
    status: response.status,
    body: JSON.stringify(response.body),
    input: JSON.stringify(response.input),
    instance_id: response.instanceId,
    expires_at: response.expiresAt,
  };
  const written = await db
    .insertInto("responses")
    .values({
      id: response.id,
      project_id: response.projectId,
      created_at: response.createdAt,
      ...changing,
    })
    .onConflict((conflict) =>
      conflict
        .column("id")
        .doUpdateSet(changing)
        .where("responses.project_id", "=", response.projectId)
        .where("responses.status", "in", unended),
    )
    .returning("id")
    .executeTakeFirst();
  return written !== undefined;
}
