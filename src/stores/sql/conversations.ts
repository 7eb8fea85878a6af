import { type Kysely, sql } from "kysely";

import type { ConversationItem, ConversationStore, ItemPage, TurnClaim } from "../../spec/conversation.ts";
import { appendTurn, copyConversation } from "./append-turn.ts";
import {
  conversationColumns,
  conversationValues,
  itemColumns,
  memoryValues,
  readConversation,
  readItem,
} from "./conversation-rows.ts";
import { countItems, dropSummary } from "./contexts.ts";
import type { ConversationSearch } from "./conversation-search.ts";
import { listConversations } from "./conversation-list.ts";
import { forgetConversation } from "./forget-conversation.ts";
import { guarded } from "./guarded.ts";
import { heardSince } from "./idempotency.ts";
import { gone, lockConversation } from "./lock-conversation.ts";
import { rowLimit } from "./row-limit.ts";
import type { Schema } from "./schema.ts";
import { dropVectors } from "./vectors.ts";
import type { SqlWords } from "./words.ts";

export interface ConversationDeps {
  readonly db: Kysely<Schema>;
  readonly words: SqlWords;
  readonly search: ConversationSearch;
}

export function createConversationStore(deps: ConversationDeps): ConversationStore {
  const { db } = deps;

  return {
    ...createRows(deps),
    ...createEnds(deps),
    ...createItems(deps),

    hold: (claim) => guarded(() => hold(deps, claim)),

    release: (conversationId, turnId) =>
      guarded(async () => {
        await db
          .updateTable("conversations")
          .set({ turn_id: null, turn_instance_id: null })
          .where("id", "=", conversationId)
          .where("turn_id", "=", turnId)
          .execute();
      }),

    append: (turn) => guarded(() => appendTurn(deps, turn)),

    copy: (from, until, to) => guarded(() => copyConversation(deps, from, until, to)),
  };
}

type Rows = Pick<ConversationStore, "insert" | "find" | "list" | "findByToken" | "change">;

function createRows({ db }: ConversationDeps): Rows {
  const shown = (projectId: string, now: number) =>
    db
      .selectFrom("conversations")
      .select(conversationColumns)
      .where("project_id", "=", projectId)
      .where("hidden", "=", 0)
      .where((row) => row.or([row("expires_at", "is", null), row("expires_at", ">", now)]));

  return {
    insert: (conversation, tokenHash) =>
      guarded(async () => {
        await db.insertInto("conversations").values(conversationValues(conversation, tokenHash)).execute();
      }),

    find: (projectId, id, now) =>
      guarded(async () => {
        const row = await shown(projectId, now).where("id", "=", id).executeTakeFirst();
        return row === undefined ? undefined : readConversation(row);
      }),

    list: (page) => guarded(() => listConversations(db, page)),

    findByToken: (projectId, tokenHash, now) =>
      guarded(async () => {
        const row = await shown(projectId, now).where("token_hash", "=", tokenHash).executeTakeFirst();
        return row === undefined ? undefined : readConversation(row);
      }),

    change: ({ projectId, id, now }, { metadata, expiresAt, memory }) =>
      guarded(async () => {
        const { numUpdatedRows } = await db
          .updateTable("conversations")
          .set((row) => ({
            metadata: metadata === undefined ? row.ref("metadata") : JSON.stringify(metadata),
            expires_at: expiresAt ?? row.ref("expires_at"),
            ...(memory !== undefined && memoryValues(memory)),
          }))
          .where("project_id", "=", projectId)
          .where("id", "=", id)
          .where("hidden", "=", 0)
          .where((row) => row.or([row("expires_at", "is", null), row("expires_at", ">", now)]))
          .executeTakeFirstOrThrow();
        return numUpdatedRows === 1n;
      }),
  };
}

/** How conversations go. */
function createEnds(deps: ConversationDeps): Pick<ConversationStore, "remove" | "expire"> {
  const { db } = deps;
  return {
    remove: (projectId, id, now) =>
      guarded(async () => {
        const { numUpdatedRows } = await db
          .updateTable("conversations")
          .set({ expires_at: gone, token_hash: null, metadata: "{}" })
          .where("project_id", "=", projectId)
          .where("id", "=", id)
          .where((row) => row.or([row("expires_at", "is", null), row("expires_at", ">", now)]))
          .executeTakeFirstOrThrow();
        if (numUpdatedRows === 0n) return false;
        await forgetConversation(deps, id);
        return true;
      }),

    expire: (now, limit) =>
      guarded(async () => {
        const old = await db
          .selectFrom("conversations")
          .select("id")
          .where("expires_at", "<=", now)
          .where("expires_at", "is not", null)
          .orderBy("expires_at")
          .limit(rowLimit(limit))
          .execute();
        for (const { id } of old) {
          await db.updateTable("conversations").set({ expires_at: gone }).where("id", "=", id).execute();
          await forgetConversation(deps, id);
        }
        return old.length;
      }),
  };
}

type Items = Pick<ConversationStore, "items" | "item" | "removeItem" | "pin">;

function createItems({ db, search }: ConversationDeps): Items {
  return {
    items: (conversationId, page) => guarded(() => readPage(db, conversationId, page)),

    item: (conversationId, itemId) =>
      guarded(async () => {
        const row = await db
          .selectFrom("conversation_items")
          .select(itemColumns)
          .where("conversation_id", "=", conversationId)
          .where("id", "=", itemId)
          .executeTakeFirst();
        return row === undefined ? undefined : readItem(row);
      }),

    removeItem: (conversationId, itemId) =>
      guarded(() =>
        db.transaction().execute(async (within) => {
          if ((await lockConversation(within, conversationId)) === undefined) return false;
          const found = await within
            .selectFrom("conversation_items")
            .select(["position", "tokens"])
            .where("conversation_id", "=", conversationId)
            .where("id", "=", itemId)
            .executeTakeFirst();
          if (found === undefined) return false;
          const { position, tokens } = found;
          await dropVectors(within, conversationId, { positions: [position] });
          await within
            .deleteFrom("conversation_items")
            .where("conversation_id", "=", conversationId)
            .where("position", "=", position)
            .execute();
          await search.remove(within, conversationId, [position]);
          await countItems(within, conversationId, { items: -1, tokens: -tokens, deletions: 1 });
          // It is in there in other words.
          await dropSummary(within, conversationId, position);
          return true;
        }),
      ),

    pin: (conversationId, itemId, pinned) =>
      guarded(async () => {
        const { numUpdatedRows } = await db
          .updateTable("conversation_items")
          .set({ pinned: pinned ? 1 : 0 })
          .where("conversation_id", "=", conversationId)
          .where("id", "=", itemId)
          .executeTakeFirstOrThrow();
        return numUpdatedRows === 1n;
      }),
  };
}

async function readPage(
  db: Kysely<Schema>,
  conversationId: string,
  { order, after, behind, limit }: ItemPage,
): Promise<readonly ConversationItem[] | undefined> {
  let items = db
    .selectFrom("conversation_items")
    .select(itemColumns)
    .where("conversation_id", "=", conversationId);
  if (after !== undefined) {
    const cursor = await db
      .selectFrom("conversation_items")
      .select("position")
      .where("conversation_id", "=", conversationId)
      .where("id", "=", after)
      .executeTakeFirst();
    if (cursor === undefined) return undefined;
    items = items.where("position", order === "asc" ? ">" : "<", cursor.position);
  }
  if (behind !== undefined) items = items.where("position", order === "asc" ? ">" : "<", behind);
  const rows = await items.orderBy("position", order).limit(rowLimit(limit)).execute();
  return rows.map(readItem);
}

/** One conditional statement takes the conversation; where it does not, a look says why. */
async function hold({ db, words }: ConversationDeps, claim: TurnClaim): Promise<"held" | "busy" | "missing"> {
  const { conversationId, turnId, instanceId, deadAfterMs } = claim;
  const { numUpdatedRows } = await db
    .updateTable("conversations")
    .set({ turn_id: turnId, turn_instance_id: instanceId })
    .where("id", "=", conversationId)
    .where((row) => row.or([row("expires_at", "is", null), row("expires_at", ">", gone)]))
    .where((row) =>
      row.or([
        row("turn_id", "is", null),
        row("turn_id", "=", turnId),
        row(
          "turn_instance_id",
          "not in",
          row.selectFrom("instances").select("id").where("beat_at", ">", heardSince(words, deadAfterMs)),
        ),
      ]),
    )
    .executeTakeFirstOrThrow();
  if (numUpdatedRows === 1n) return "held";
  const { rows } = await sql<{ id: string }>`
    select id from conversations
    where id = ${conversationId} and (expires_at is null or expires_at > ${gone})`.execute(db);
  return rows.length === 0 ? "missing" : "busy";
}
