import type { Kysely } from "kysely";

import type { Invite, InviteStore } from "../../../spec/account.ts";
import type { Role } from "../../../spec/actor.ts";
import { guarded } from "../guarded.ts";
import type { Schema } from "../schema.ts";

export function createInviteStore(db: Kysely<Schema>): InviteStore {
  const invites = () => db.selectFrom("invites").selectAll();
  return {
    insert: (invite, hash) =>
      guarded(async () => {
        await db
          .insertInto("invites")
          .values({
            id: invite.id,
            hash,
            email: invite.email,
            role: invite.role ?? null,
            projects: JSON.stringify(invite.projects),
            invited_by: invite.invitedBy,
            created_at: invite.createdAt,
            expires_at: invite.expiresAt,
            accepted_at: invite.acceptedAt ?? null,
          })
          .execute();
      }),

    find: (id) =>
      guarded(async () => {
        const row = await invites().where("id", "=", id).executeTakeFirst();
        return row === undefined ? undefined : inviteOf(row);
      }),

    findByHash: (hash) =>
      guarded(async () => {
        const row = await invites().where("hash", "=", hash).executeTakeFirst();
        return row === undefined ? undefined : inviteOf(row);
      }),

    list: () =>
      guarded(async () => {
        const rows = await invites().orderBy("created_at").orderBy("id").execute();
        return rows.map(inviteOf);
      }),

    accept: (id, at) =>
      guarded(async () => {
        const { numUpdatedRows } = await db
          .updateTable("invites")
          .set({ accepted_at: at })
          .where("id", "=", id)
          .where("accepted_at", "is", null)
          .executeTakeFirstOrThrow();
        return numUpdatedRows === 1n;
      }),

    remove: (id) =>
      guarded(async () => {
        const { numDeletedRows } = await db
          .deleteFrom("invites")
          .where("id", "=", id)
          .executeTakeFirstOrThrow();
        return numDeletedRows === 1n;
      }),
  };
}

function inviteOf(row: Schema["invites"]): Invite {
  return {
    id: row.id,
    email: row.email,
    ...(row.role !== null && { role: row.role as Role }),
    projects: JSON.parse(row.projects) as Invite["projects"],
    invitedBy: row.invited_by,
    createdAt: Number(row.created_at),
    expiresAt: Number(row.expires_at),
    ...(row.accepted_at !== null && { acceptedAt: Number(row.accepted_at) }),
  };
}
