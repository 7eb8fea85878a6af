import { type Kysely, type Nullable, type Selectable, sql } from "kysely";
import { setImmediate as othersTurn } from "node:timers/promises";

import type { FoundResponse, ResponseRow, ResponseStatus, ResponseStore } from "../../spec/response.ts";
import { countItems, dropSummary } from "./contexts.ts";
import type { ConversationSearch } from "./conversation-search.ts";
import { forgetAnswers, forgetConversation, forgetEvents } from "./forget-conversation.ts";
import { guarded } from "./guarded.ts";
import { heardSince } from "./idempotency.ts";
import { gone, lockConversation } from "./lock-conversation.ts";
import { putResponse, unended } from "./put-response.ts";
import { rowLimit } from "./row-limit.ts";
import type { ConversationsTable, ResponsesTable, Schema } from "./schema.ts";
import { dropVectors } from "./vectors.ts";
import type { SqlWords } from "./words.ts";

/** Rows of one insert: 3 parameters each. */
const rowsPerInsert = 500;

export interface ResponseDeps {
  readonly db: Kysely<Schema>;
  readonly words: SqlWords;
  readonly search: Pick<ConversationSearch, "remove">;
}

export function createResponseStore(deps: ResponseDeps): ResponseStore {
  const { db, words } = deps;
  return {
    ...createEvents(db),

    put: (response) => guarded(() => putResponse(db, response)),

    find: (projectId, id, { now, deadAfterMs }) =>
      guarded(async () => {
        const row = await db
          .selectFrom("responses")
          .leftJoin("conversations", "conversations.id", "responses.conversation_id")
          .selectAll("responses")
          .select(["conversations.hidden", "conversations.next_position"])
          .where("responses.project_id", "=", projectId)
          .where("responses.id", "=", id)
          .where("responses.expires_at", ">", now)
          .executeTakeFirst();
        if (row === undefined) return undefined;
        const found = readResponse(row);
        if (!unended.includes(found.status)) return found;
        const alive = await db
          .selectFrom("instances")
          .select("id")
          .where("id", "=", found.instanceId)
          .where("beat_at", ">", heardSince(words, deadAfterMs))
          .executeTakeFirst();
        return alive === undefined ? { ...found, lost: true } : found;
      }),

    remove: (projectId, id) => guarded(() => remove(deps, id, projectId)),

    expire: (now, limit) =>
      guarded(async () => {
        const old = await db
          .selectFrom("responses")
          .select("id")
          .where("expires_at", "<=", now)
          .orderBy("expires_at")
          .limit(rowLimit(limit))
          .execute();
        for (const { id } of old) await remove(deps, id);
        return old.length;
      }),
  };
}

function createEvents(db: Kysely<Schema>): Pick<ResponseStore, "appendEvents" | "events"> {
  return {
    appendEvents: (id, events) =>
      guarded(async () => {
        if (events.length === 0) return;
        await db.transaction().execute(async (within) => {
          const there = await within
            .selectFrom("responses")
            .select("id")
            .where("id", "=", id)
            .executeTakeFirst();
          if (there === undefined) return;
          const rows = events.map(({ sequence, bytes }) => ({ response_id: id, sequence, bytes }));
          for (let from = 0; from < rows.length; from += rowsPerInsert) {
            await within
              .insertInto("response_events")
              .values(rows.slice(from, from + rowsPerInsert))
              .onConflict((conflict) => conflict.columns(["response_id", "sequence"]).doNothing())
              .execute();
          }
        });
      }),

    events: (id, after, limit) =>
      guarded(async () => {
        const rows = await db
          .selectFrom("response_events")
          .select(["sequence", "bytes"])
          .where("response_id", "=", id)
          .where("sequence", ">", after)
          .orderBy("sequence")
          .limit(rowLimit(limit))
          .execute();
        return rows.map(({ sequence, bytes }) => ({
          sequence,
          bytes: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length),
        }));
      }),
  };
}

type Found = Selectable<ResponsesTable> &
  Pick<Nullable<Selectable<ConversationsTable>>, "hidden" | "next_position">;

function readResponse(row: Found): FoundResponse {
  const { hidden, next_position: next } = row;
  return {
    id: row.id,
    projectId: row.project_id,
    ...(row.conversation_id !== null && { conversationId: row.conversation_id }),
    ...(row.last_position !== null && { lastPosition: row.last_position }),
    ...(row.previous_response_id !== null && { previousResponseId: row.previous_response_id }),
    status: row.status as ResponseStatus,
    body: JSON.parse(row.body) as Record<string, unknown>,
    input: JSON.parse(row.input) as ResponseRow["input"],
    instanceId: row.instance_id,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    ...(next !== null && { thread: { shown: hidden !== 1, newest: next - 1 } }),
  };
}

/** `projectId` absent: whosever it is. */
async function remove({ db, search }: ResponseDeps, id: string, projectId?: string): Promise<boolean> {
  const find = (within: Kysely<Schema>): Promise<{ readonly conversation_id: string | null } | undefined> => {
    const rows = within.selectFrom("responses").select("conversation_id").where("id", "=", id);
    return (projectId === undefined ? rows : rows.where("project_id", "=", projectId)).executeTakeFirst();
  };
  if (projectId !== undefined && (await find(db)) === undefined) return false;
  // Long streams have thousands of events: others get their turns in between.
  while (await forgetEvents(db, [id])) await othersTurn();
  const left = await db.transaction().execute(async (within) => {
    const found = await find(within);
    if (found === undefined) return undefined;
    const conversationId = found.conversation_id;
    const thread = conversationId === null ? undefined : await lockConversation(within, conversationId);
    await within.deleteFrom("response_events").where("response_id", "=", id).execute();
    await within.deleteFrom("responses").where("id", "=", id).execute();
    await forgetAnswers(within, [id]);
    if (conversationId === null || thread?.hidden !== 1) return { thread: undefined };
    const whole = await cutThread({ db: within, search }, conversationId, thread.next_position);
    return { thread: whole ? conversationId : undefined };
  });
  if (left?.thread !== undefined) await forgetConversation({ db, search }, left.thread);
  return left !== undefined;
}

/** Takes from a chain what no response builds on any more. Says whether that is all of it. */
async function cutThread(
  { db, search }: Omit<ResponseDeps, "words">,
  conversationId: string,
  next: number,
): Promise<boolean> {
  const { last } = await db
    .selectFrom("responses")
    .select((row) => row.fn.max<number | null>("last_position").as("last"))
    .where("conversation_id", "=", conversationId)
    .executeTakeFirstOrThrow();
  if (last === null) {
    await db
      .updateTable("conversations")
      .set({ expires_at: gone })
      .where("id", "=", conversationId)
      .execute();
    return true;
  }
  const positions = Array.from({ length: next - 1 - last }, (_, index) => last + 1 + index);
  if (positions.length === 0) return false;
  await search.remove(db, conversationId, positions);
  await dropVectors(db, conversationId, { behind: last });
  const cut = await db
    .deleteFrom("conversation_items")
    .where("conversation_id", "=", conversationId)
    .where("position", ">", last)
    .returning("tokens")
    .execute();
  const tokens = cut.reduce((sum, item) => sum + item.tokens, 0);
  await countItems(db, conversationId, { items: -cut.length, tokens: -tokens, deletions: 1 });
  await dropSummary(db, conversationId, last + 1);
  // The next turn begins where the response ends that it continues.
  await sql`update conversations set next_position = ${last + 1} where id = ${conversationId}`.execute(db);
  return false;
}
