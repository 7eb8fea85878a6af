import { type Kysely, sql } from "kysely";

import type { ConversationPage, ListedConversation } from "../../spec/conversation.ts";
import type { Item } from "../../spec/item.ts";
import { conversationColumns, readConversation } from "./conversation-rows.ts";
import { rowLimit } from "./row-limit.ts";
import type { Schema } from "./schema.ts";

/** Characters of a first item's JSON that are read for a list: one with a picture in it stays where it is. */
const longestFirst = 16_384;

/** See `ConversationStore.list`. Those of one millisecond are ordered by their ids. */
export async function listConversations(
  db: Kysely<Schema>,
  { projectId, now, order, after, limit }: ConversationPage,
): Promise<readonly ListedConversation[] | undefined> {
  let query = db
    .selectFrom("conversations")
    .select([...conversationColumns, "item_count"])
    .select((row) =>
      row
        .selectFrom("conversation_items")
        .select(
          sql<string | null>`case when length(content) <= ${longestFirst} then content end`.as("content"),
        )
        .whereRef("conversation_id", "=", "conversations.id")
        .orderBy("position")
        .limit(1)
        .as("first"),
    )
    .where("project_id", "=", projectId)
    // Written out, as the index has it.
    .where((row) => row("hidden", "=", row.lit(0)))
    .where((row) => row.or([row("expires_at", "is", null), row("expires_at", ">", now)]));
  if (after !== undefined) {
    const cursor = await db
      .selectFrom("conversations")
      .select(["created_at", "id"])
      .where("project_id", "=", projectId)
      .where("id", "=", after)
      .where("hidden", "=", 0)
      .executeTakeFirst();
    if (cursor === undefined) return undefined;
    const { created_at: at, id } = cursor;
    query = query.where((row) =>
      row(row.refTuple("created_at", "id"), order === "asc" ? ">" : "<", row.tuple(at, id)),
    );
  }
  const rows = await query.orderBy("created_at", order).orderBy("id", order).limit(rowLimit(limit)).execute();
  return rows.map((row) => ({
    ...readConversation(row),
    items: row.item_count,
    ...(row.first !== null && { first: JSON.parse(row.first) as Item }),
  }));
}
