import { type Kysely, sql } from "kysely";

import type {
  Appended,
  ConversationItem,
  ConversationRow,
  KeptTurn,
  NewItem,
} from "../../spec/conversation.ts";
import { termsOfItem } from "../../lib/terms/terms-of-item.ts";
import { ParleyError } from "../../spec/errors.ts";
import { conversationValues, itemColumns, itemValues, readItem } from "./conversation-rows.ts";
import type { ConversationSearch } from "./conversation-search.ts";
import { putResponse } from "./put-response.ts";
import type { Schema } from "./schema.ts";
import { copyVectors } from "./vectors.ts";
import type { SqlWords } from "./words.ts";

/** Rows of one insert: 9 parameters each, far below the 32,766 that SQLite binds in a statement. */
const rowsPerInsert = 100;

export interface AppendDeps {
  readonly db: Kysely<Schema>;
  readonly words: SqlWords;
  readonly search: Pick<ConversationSearch, "index">;
}

/** Undoes the transaction: nothing of the turn may stay. */
class NotKept extends Error {
  readonly why: "moved" | "ended";
  constructor(why: "moved" | "ended") {
    super(why);
    this.why = why;
  }
}

/** Keeps a turn in one transaction, see `ConversationStore.append`. */
export async function appendTurn(deps: AppendDeps, turn: KeptTurn): Promise<Appended> {
  // Before anything is locked: this is the work of a processor.
  const terms = turn.items.map(({ item }) => termsOfItem(item));
  try {
    return await deps.db.transaction().execute((within) => append({ ...deps, db: within }, turn, terms));
  } catch (cause) {
    if (cause instanceof NotKept) return { kept: false, why: cause.why };
    throw cause;
  }
}

async function append(
  deps: AppendDeps,
  turn: KeptTurn,
  terms: readonly (readonly string[])[],
): Promise<Appended> {
  const { conversationId, items, begun, response } = turn;
  if (begun !== undefined) {
    await deps.db.insertInto("conversations").values(conversationValues(begun)).execute();
  }
  const lastPosition = await takePlaces(deps, turn);
  if (response !== undefined && !(await putResponse(deps.db, { ...response, conversationId, lastPosition })))
    throw new NotKept("ended");
  const first = lastPosition - items.length + 1;
  await insertItems(deps.db, conversationId, items, first);
  const searchable = terms.map((found, index) => ({ position: first + index, terms: found }));
  await deps.search.index(deps.db, conversationId, searchable);
  return { kept: true, lastPosition };
}

/**
 * Takes a range of positions with one atomic update, which also holds off every other writer of
 * this conversation until the transaction ends. Reading `max(position)` instead would let two
 * processes on PostgreSQL pick the same place. Gives the last of the positions.
 */
async function takePlaces({ db, words }: AppendDeps, turn: KeptTurn): Promise<number> {
  const { conversationId, items, turnId = null, after, response } = turn;
  const kept = response?.expiresAt ?? null;
  const { rows } = await sql<{ next_position: number }>`
    update conversations
    set next_position = next_position + ${items.length},
      item_count = item_count + ${items.length},
      item_tokens = item_tokens + ${items.reduce((sum, { tokens }) => sum + tokens, 0)},
      turn_instance_id = case when turn_id = ${turnId} then null else turn_instance_id end,
      turn_id = case when turn_id = ${turnId} then null else turn_id end,
      expires_at = case
        when hidden = 1 and cast(${kept} as bigint) is not null
          then ${words.greatest}(coalesce(expires_at, 0), cast(${kept} as bigint))
        else expires_at end
    where id = ${conversationId} and (expires_at is null or expires_at > 0)
      and (next_position = cast(${after ?? -1} as bigint) + 1 or cast(${after ?? -1} as bigint) = -1)
    returning next_position`.execute(db);
  const [taken] = rows;
  if (taken !== undefined) return taken.next_position - 1;
  const there = await db
    .selectFrom("conversations")
    .select("id")
    .where("id", "=", conversationId)
    .where((row) => row.or([row("expires_at", "is", null), row("expires_at", ">", 0)]))
    .executeTakeFirst();
  if (there !== undefined) throw new NotKept("moved");
  throw new ParleyError("not_found", { message: "No such conversation." });
}

async function insertItems(
  db: Kysely<Schema>,
  conversationId: string,
  items: readonly NewItem[],
  first: number,
): Promise<void> {
  for (let from = 0; from < items.length; from += rowsPerInsert) {
    const some = items.slice(from, from + rowsPerInsert);
    await db
      .insertInto("conversation_items")
      .values(some.map((item, index) => itemValues(conversationId, first + from + index, item)))
      .execute();
  }
}

/** Items that are copied in one transaction. */
const copiedAtOnce = 200;

/**
 * Copies piece by piece, so that others get their turns meanwhile. Nobody knows of the copy before it is whole; one that
 * was cut off goes when it expires. Gives the position of its last item: gaps are not copied.
 */
export async function copyConversation(
  deps: AppendDeps,
  from: string,
  until: number,
  to: ConversationRow,
): Promise<number> {
  await deps.db.insertInto("conversations").values(conversationValues(to)).execute();
  let copies = 0;
  for (let read = 0; read < until;) {
    const items = await readSome(deps.db, from, read, until);
    const newest = items.at(-1);
    if (newest === undefined) break;
    const after = read;
    read = newest.position;
    await appendTurn(deps, { conversationId: to.id, items: items.map(copied) });
    await copyVectors(deps.db, { from, to: to.id, after, until: read });
    copies += items.length;
  }
  return copies;
}

async function readSome(
  db: Kysely<Schema>,
  conversationId: string,
  after: number,
  until: number,
): Promise<readonly ConversationItem[]> {
  const rows = await db
    .selectFrom("conversation_items")
    .select(itemColumns)
    .where("conversation_id", "=", conversationId)
    .where("position", ">", after)
    .where("position", "<=", until)
    .orderBy("position")
    .limit(copiedAtOnce)
    .execute();
  return rows.map(readItem);
}

function copied({ pinned, position: _place, ...item }: ConversationItem): NewItem {
  return { ...item, ...(pinned && { pinned }) };
}
