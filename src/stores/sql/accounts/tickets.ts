import type { Kysely } from "kysely";

import type { Ticket, TicketStore, TryRow, TryStore } from "../../../spec/account.ts";
import { guarded } from "../guarded.ts";
import { rowLimit } from "../row-limit.ts";
import type { Schema } from "../schema.ts";

export function createTicketStore(db: Kysely<Schema>): TicketStore {
  const valuesOf = (hash: Buffer, { kind, accountId, expiresAt }: Ticket) => ({
    hash,
    kind,
    account_id: accountId ?? null,
    expires_at: expiresAt,
  });
  return {
    put: (hash, ticket) =>
      guarded(async () => {
        await db.insertInto("account_tickets").values(valuesOf(hash, ticket)).execute();
      }),

    find: (hash) =>
      guarded(async () => {
        const row = await db
          .selectFrom("account_tickets")
          .selectAll()
          .where("hash", "=", hash)
          .executeTakeFirst();
        return row === undefined ? undefined : ticketOf(row);
      }),

    take: (hash) =>
      guarded(async () => {
        const row = await db
          .deleteFrom("account_tickets")
          .where("hash", "=", hash)
          .returningAll()
          .executeTakeFirst();
        return row === undefined ? undefined : ticketOf(row);
      }),

    spend: (hash, ticket) =>
      guarded(async () => {
        const { numInsertedOrUpdatedRows } = await db
          .insertInto("account_tickets")
          .values(valuesOf(hash, ticket))
          .onConflict((conflict) => conflict.column("hash").doNothing())
          .executeTakeFirst();
        return numInsertedOrUpdatedRows === 1n;
      }),

    withdraw: (accountId, kind) =>
      guarded(async () => {
        await db
          .deleteFrom("account_tickets")
          .where("account_id", "=", accountId)
          .where("kind", "=", kind)
          .execute();
      }),

    expire: (now, limit) =>
      guarded(async () => {
        const over = db
          .selectFrom("account_tickets")
          .select("hash")
          .where("expires_at", "<=", now)
          .limit(rowLimit(limit));
        const { numDeletedRows } = await db
          .deleteFrom("account_tickets")
          .where("hash", "in", over)
          .executeTakeFirstOrThrow();
        return Number(numDeletedRows);
      }),
  };
}

function ticketOf(row: Schema["account_tickets"]): Ticket {
  return {
    kind: row.kind as Ticket["kind"],
    ...(row.account_id !== null && { accountId: row.account_id }),
    expiresAt: Number(row.expires_at),
  };
}

export function createTryStore(db: Kysely<Schema>): TryStore {
  return {
    find: (bucket) =>
      guarded(async () => {
        const row = await db
          .selectFrom("login_tries")
          .select(["failures", "free_at"])
          .where("bucket", "=", bucket)
          .executeTakeFirst();
        return row === undefined
          ? undefined
          : { failures: Number(row.failures), freeAt: Number(row.free_at) };
      }),

    change: (bucket, before, after, forgetAt) =>
      guarded(() =>
        before === undefined
          ? insertTry(db, bucket, after, forgetAt)
          : change(db, bucket, before, after, forgetAt),
      ),

    clear: (bucket) =>
      guarded(async () => {
        await db.deleteFrom("login_tries").where("bucket", "=", bucket).execute();
      }),

    expire: (now, limit) =>
      guarded(async () => {
        const over = db
          .selectFrom("login_tries")
          .select("bucket")
          .where("forget_at", "<=", now)
          .limit(rowLimit(limit));
        const { numDeletedRows } = await db
          .deleteFrom("login_tries")
          .where("bucket", "in", over)
          .executeTakeFirstOrThrow();
        return Number(numDeletedRows);
      }),
  };
}

async function insertTry(
  db: Kysely<Schema>,
  bucket: Buffer,
  { failures, freeAt }: TryRow,
  forgetAt: number,
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto("login_tries")
    .values({ bucket, failures, free_at: freeAt, forget_at: forgetAt })
    .onConflict((conflict) => conflict.column("bucket").doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}

async function change(
  db: Kysely<Schema>,
  bucket: Buffer,
  before: TryRow,
  after: TryRow,
  forgetAt: number,
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable("login_tries")
    .set({ failures: after.failures, free_at: after.freeAt, forget_at: forgetAt })
    .where("bucket", "=", bucket)
    .where("failures", "=", before.failures)
    .where("free_at", "=", before.freeAt)
    .executeTakeFirstOrThrow();
  return numUpdatedRows === 1n;
}
