import { type Kysely, sql } from "kysely";

import { floatsOf, bytesOfFloats } from "../../lib/float-bytes.ts";
import type { Item } from "../../spec/item.ts";
import type { ItemVector, VectorStore } from "../../spec/vector.ts";
import { guarded } from "./guarded.ts";
import { gone, lockConversation } from "./lock-conversation.ts";
import { rowLimit } from "./row-limit.ts";
import type { Schema } from "./schema.ts";

export function createVectorStore(db: Kysely<Schema>): VectorStore {
  return {
    missing: (conversationId, model, limit) =>
      guarded(async () => {
        const rows = await db
          .selectFrom("conversation_items as item")
          .leftJoin("item_vectors as made", (on) =>
            on
              .onRef("made.conversation_id", "=", "item.conversation_id")
              .onRef("made.position", "=", "item.position")
              .on("made.model", "=", model),
          )
          .select(["item.id", "item.content"])
          .where("item.conversation_id", "=", conversationId)
          .where("made.position", "is", null)
          .orderBy("item.position", "desc")
          .limit(rowLimit(limit))
          .execute();
        return rows.map(({ id, content }) => ({ id, item: JSON.parse(content) as Item }));
      }),

    put: (conversationId, model, vectors) => guarded(() => put(db, { conversationId, model, vectors })),

    before: (conversationId, model, position, limit) =>
      guarded(async () => {
        const rows = await db
          .selectFrom("item_vectors")
          .select(["position", "vector"])
          .where("conversation_id", "=", conversationId)
          .where("position", "<", position)
          .where("model", "=", model)
          .where(sql<number>`length(vector)`, ">", 0)
          .orderBy("position", "desc")
          .limit(rowLimit(limit))
          .execute();
        return rows.map((row) => ({ position: row.position, vector: floatsOf(row.vector) }));
      }),
  };
}

interface Put {
  readonly conversationId: string;
  readonly model: string;
  readonly vectors: readonly ItemVector[];
}

async function put(db: Kysely<Schema>, { conversationId, model, vectors }: Put): Promise<void> {
  if (vectors.length === 0) return;
  await db.transaction().execute(async (within) => {
    // Whoever deletes an item has locked the conversation as well.
    const locked = await lockConversation(within, conversationId);
    if (locked === undefined || locked.expires_at === gone) return;
    const ids = vectors.map(({ id }) => id);
    const there = await within
      .selectFrom("conversation_items")
      .select(["id", "position"])
      .where("conversation_id", "=", conversationId)
      .where("id", "in", ids)
      .execute();
    const places = new Map(there.map(({ id, position }) => [id, position]));
    const rows = vectors.flatMap(({ id, vector }) => {
      const position = places.get(id);
      if (position === undefined) return [];
      return [{ conversation_id: conversationId, position, model, vector: bytesOfFloats(vector) }];
    });
    if (rows.length === 0) return;
    await within
      .insertInto("item_vectors")
      .values(rows)
      .onConflict((conflict) =>
        conflict.columns(["conversation_id", "position"]).doUpdateSet((row) => ({
          model: row.ref("excluded.model"),
          vector: row.ref("excluded.vector"),
        })),
      )
      .execute();
  });
}

/** Items whose vectors go; without either, those of the whole conversation. */
interface Going {
  readonly positions?: readonly number[];
  readonly behind?: number;
}

/** Within the transaction that deletes the items, and before it does. */
export async function dropVectors(
  db: Kysely<Schema>,
  conversationId: string,
  { positions, behind = 0 }: Going = {},
): Promise<void> {
  let going = db
    .deleteFrom("item_vectors")
    .where("conversation_id", "=", conversationId)
    .where("position", ">", behind);
  if (positions !== undefined) going = going.where("position", "in", positions);
  await going.execute();
}

/** Gives the items of a copy the vectors of those that they were copied from: of the positions in `(after, until]`. */
export async function copyVectors(
  db: Kysely<Schema>,
  of: { readonly from: string; readonly to: string; readonly after: number; readonly until: number },
): Promise<void> {
  await sql`
    insert into item_vectors (conversation_id, position, model, vector)
    select copy.conversation_id, copy.position, made.model, made.vector
    from item_vectors made
    join conversation_items item
      on item.conversation_id = made.conversation_id and item.position = made.position
    join conversation_items copy on copy.conversation_id = ${of.to} and copy.id = item.id
    where made.conversation_id = ${of.from} and made.position > ${of.after} and made.position <= ${of.until}
    on conflict do nothing`.execute(db);
}
