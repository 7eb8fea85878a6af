import type { Kysely } from "kysely";

import type { Session, SessionStore } from "../../../spec/account.ts";
import { guarded } from "../guarded.ts";
import { rowLimit } from "../row-limit.ts";
import type { Schema } from "../schema.ts";
import { together } from "../together.ts";

export function createSessionStore(db: Kysely<Schema>): SessionStore {
  const sessions = () => db.selectFrom("account_sessions").selectAll();
  return {
    insert: (session, hash) =>
      guarded(async () => {
        await db
          .insertInto("account_sessions")
          .values({
            id: session.id,
            hash,
            account_id: session.accountId,
            method: session.method,
            created_at: session.createdAt,
            seen_at: session.seenAt,
            expires_at: session.expiresAt,
            address: session.address ?? null,
            user_agent: session.userAgent ?? null,
          })
          .execute();
      }),

    findByHash: (hash) =>
      guarded(async () => {
        const row = await sessions().where("hash", "=", hash).executeTakeFirst();
        return row === undefined ? undefined : sessionOf(row);
      }),

    list: (accountId) =>
      guarded(async () => {
        const rows = await sessions()
          .where("account_id", "=", accountId)
          .orderBy("created_at", "desc")
          .orderBy("id")
          .execute();
        return rows.map(sessionOf);
      }),

    end: (id) =>
      guarded(async () => {
        const { numDeletedRows } = await db
          .deleteFrom("account_sessions")
          .where("id", "=", id)
          .executeTakeFirstOrThrow();
        return numDeletedRows === 1n;
      }),

    endAll: (accountId, but) =>
      guarded(async () => {
        const all = db.deleteFrom("account_sessions").where("account_id", "=", accountId);
        const { numDeletedRows } = await (
          but === undefined ? all : all.where("id", "!=", but)
        ).executeTakeFirstOrThrow();
        return Number(numDeletedRows);
      }),

    living: (ids) =>
      guarded(async () => {
        if (ids.length === 0) return [];
        const rows = await db.selectFrom("account_sessions").select("id").where("id", "in", ids).execute();
        return rows.map(({ id }) => id);
      }),

    touch: (uses) =>
      guarded(async () => {
        if (uses.length === 0) return;
        await together(db, async (transaction) => {
          // In one order by everybody, so that nobody waits in a circle.
          for (const { id, at } of [...uses].sort((one, other) => (one.id < other.id ? -1 : 1)))
            await transaction
              .updateTable("account_sessions")
              .set({ seen_at: at })
              .where("id", "=", id)
              .where("seen_at", "<", at)
              .execute();
        });
      }),

    expire: (now, unseenSince, limit) =>
      guarded(async () => {
        const over = db
          .selectFrom("account_sessions")
          .select("id")
          .where((row) => row.or([row("expires_at", "<=", now), row("seen_at", "<=", unseenSince)]))
          .limit(rowLimit(limit));
        const { numDeletedRows } = await db
          .deleteFrom("account_sessions")
          .where("id", "in", over)
          .executeTakeFirstOrThrow();
        return Number(numDeletedRows);
      }),
  };
}

function sessionOf(row: Schema["account_sessions"]): Session {
  return {
    id: row.id,
    accountId: row.account_id,
    method: row.method,
    createdAt: Number(row.created_at),
    seenAt: Number(row.seen_at),
    expiresAt: Number(row.expires_at),
    ...(row.address !== null && { address: row.address }),
    ...(row.user_agent !== null && { userAgent: row.user_agent }),
  };
}
