import type { Kysely } from "kysely";
import { setImmediate as othersTurn } from "node:timers/promises";

import { dropSummary } from "./contexts.ts";
import type { ConversationSearch } from "./conversation-search.ts";
import { lockConversation } from "./lock-conversation.ts";
import type { Schema } from "./schema.ts";
import { dropVectors } from "./vectors.ts";

/** Items, and responses, that are deleted in one transaction: SQLite overwrites their words, 0.2 ms an item. */
const itemsAtOnce = 200;
const responsesAtOnce = 20;
const eventsAtOnce = 500;
const answersAtOnce = 50;

export interface ForgetDeps {
  readonly db: Kysely<Schema>;
  readonly search: Pick<ConversationSearch, "remove">;
}

/** Deletes what belongs to a conversation that is `gone`, and then itself, little by little. */
export async function forgetConversation({ db, search }: ForgetDeps, id: string): Promise<void> {
  while (await forgetKept(db, id)) await othersTurn();
  await dropSummary(db, id);
  while (await db.transaction().execute((within) => forgetItems({ db: within, search }, id))) {
    await othersTurn();
  }
  while (await db.transaction().execute((within) => forgetResponses(within, id))) await othersTurn();
  await db.transaction().execute(async (within) => {
    await search.remove(within, id);
    await within.deleteFrom("conversations").where("id", "=", id).execute();
  });
}

/** What a key is kept for stays, but not what it was answered. Says whether there may be more of them. */
async function forgetKept(db: Kysely<Schema>, conversationId: string): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable("idempotency_keys")
    .set({ body: null })
    .where("request_id", "in", (some) =>
      some
        .selectFrom("idempotency_keys as kept")
        .select("kept.request_id")
        .where("kept.conversation_id", "=", conversationId)
        .where("kept.body", "is not", null)
        .limit(answersAtOnce),
    )
    .where("conversation_id", "=", conversationId)
    .executeTakeFirstOrThrow();
  return numUpdatedRows > 0n;
}

/** Says whether there may be more of them. */
async function forgetItems({ db, search }: ForgetDeps, conversationId: string): Promise<boolean> {
  const rows = await db
    .selectFrom("conversation_items")
    .select("position")
    .where("conversation_id", "=", conversationId)
    .orderBy("position")
    .limit(itemsAtOnce)
    .execute();
  const positions = rows.map(({ position }) => position);
  if (positions.length === 0) return false;
  await lockConversation(db, conversationId);
  await search.remove(db, conversationId, positions);
  await dropVectors(db, conversationId, { positions });
  await db
    .deleteFrom("conversation_items")
    .where("conversation_id", "=", conversationId)
    .where("position", "in", positions)
    .execute();
  return positions.length === itemsAtOnce;
}

async function forgetResponses(db: Kysely<Schema>, conversationId: string): Promise<boolean> {
  const rows = await db
    .selectFrom("responses")
    .select("id")
    .where("conversation_id", "=", conversationId)
    .limit(responsesAtOnce)
    .execute();
  const ids = rows.map(({ id }) => id);
  if (ids.length === 0) return false;
  if (await forgetEvents(db, ids)) return true;
  await forgetAnswers(db, ids);
  await db.deleteFrom("responses").where("id", "in", ids).execute();
  return ids.length === responsesAtOnce;
}

/** Deletes some of the responses' events. Says whether there may be more of them. */
export async function forgetEvents(db: Kysely<Schema>, ids: readonly string[]): Promise<boolean> {
  const rows = await db
    .selectFrom("response_events")
    .select(["response_id", "sequence"])
    .where("response_id", "in", ids)
    .limit(eventsAtOnce)
    .execute();
  for (const [id, events] of Map.groupBy(rows, (row) => row.response_id)) {
    await db
      .deleteFrom("response_events")
      .where("response_id", "=", id)
      .where(
        "sequence",
        "in",
        events.map(({ sequence }) => sequence),
      )
      .execute();
  }
  return rows.length === eventsAtOnce;
}

/** Deletes the answers of requests with idempotency keys that made the responses. A response has its call's id. */
export async function forgetAnswers(db: Kysely<Schema>, ids: readonly string[]): Promise<void> {
  await db
    .updateTable("idempotency_keys")
    .set({ body: null })
    .where(
      "request_id",
      "in",
      ids.map((id) => id.replace(/^resp_/, "req_")),
    )
    .where("status", "is not", null)
    .execute();
}
