import type { Kysely } from "kysely";
import { setImmediate as othersTurn } from "node:timers/promises";

import type { ConversationSearch } from "./conversation-search.ts";
import type { Schema } from "./schema.ts";

/** Items, and responses, that are deleted in one transaction: SQLite overwrites their words, 0.2 ms an item. */
const itemsAtOnce = 200;
const responsesAtOnce = 20;

export interface ForgetDeps {
  readonly db: Kysely<Schema>;
  readonly search: Pick<ConversationSearch, "remove">;
}

/**
 * A conversation with this end is gone for everybody, and takes nothing any more. Whatever keeps its rows from being
 * deleted at once, they are looked for like those of any that has expired.
 */
export const gone = 0;

/** Deletes what belongs to a conversation that is `gone`, and then itself, little by little. */
export async function forgetConversation({ db, search }: ForgetDeps, id: string): Promise<void> {
  while (await db.transaction().execute((within) => forgetItems({ db: within, search }, id))) {
    await othersTurn();
  }
  while (await db.transaction().execute((within) => forgetResponses(within, id))) await othersTurn();
  await db.transaction().execute(async (within) => {
    await search.remove(within, id);
    await within.deleteFrom("conversations").where("id", "=", id).execute();
  });
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
  await db.deleteFrom("response_events").where("response_id", "in", ids).execute();
  await db.deleteFrom("responses").where("id", "in", ids).execute();
  return ids.length === responsesAtOnce;
}

/** Whoever changes a conversation, its items or its responses locks its row first, so that nobody waits in a circle. */
export async function lockConversation(db: Kysely<Schema>, id: string) {
  return db
    .updateTable("conversations")
    .set((column) => ({ next_position: column.ref("next_position") }))
    .where("id", "=", id)
    .returning(["hidden", "next_position"])
    .executeTakeFirst();
}
