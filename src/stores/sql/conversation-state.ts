import { type Kysely, sql } from "kysely";

import { gone } from "./lock-conversation.ts";
import type { Schema } from "./schema.ts";

/** What says whether something that was read of a conversation before still holds. */
export interface ConversationNow {
  /** Another one wherever items were deleted. Without that, items only come, behind all others. */
  readonly version: string;
  /** The last position that was taken. */
  readonly last: number;
  readonly pinned: ReadonlySet<number>;
  readonly words: WordFigures;
}

/** What the database has counted of a conversation's words, see `search_conversations`. Number 0: it has none. */
export interface WordFigures {
  readonly number: number;
  readonly items: number;
  readonly length: number;
}

interface Row {
  readonly created_at: number;
  readonly expires_at: number | null;
  readonly next_position: number;
  readonly deletions: number;
  readonly number: number | null;
  readonly items: number | null;
  readonly length: number | null;
  readonly position: number | null;
}

/** `undefined` where it is not there, or not any more. One statement: a row for each pin, or one without. */
export async function readNow(
  db: Kysely<Schema>,
  conversationId: string,
): Promise<ConversationNow | undefined> {
  const { rows } = await sql<Row>`
    select conversations.created_at, conversations.expires_at, conversations.next_position, conversations.deletions,
      search_conversations.number, search_conversations.items, search_conversations.length, item.position
    from conversations
    left join search_conversations on search_conversations.conversation_id = conversations.id
    left join conversation_items item on item.conversation_id = conversations.id and item.pinned = 1
    where conversations.id = ${conversationId}`.execute(db);
  const [row] = rows;
  if (row === undefined || row.expires_at === gone) return undefined;
  return {
    version: `${row.created_at} ${row.deletions}`,
    last: row.next_position - 1,
    pinned: new Set(rows.flatMap(({ position }) => position ?? [])),
    words: { number: row.number ?? 0, items: row.items ?? 0, length: row.length ?? 0 },
  };
}
