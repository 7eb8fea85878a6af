import { type Kysely, sql } from "kysely";
import type { Migration } from "kysely/migration";

import type { ColumnTypes } from "../column-types.ts";
import { finish, finishClustered } from "./finish.ts";

type Db = Kysely<unknown>;

/** People, their roles, sessions and invitations, and how often somebody tried to get in. */
export function accounts(types: ColumnTypes): Migration {
  return {
    async up(db: Db): Promise<void> {
      await createAccounts(db, types);
      await createSessions(db, types);
      await createInvites(db, types);
      await createTickets(db, types);
    },
  };
}

async function createAccounts(db: Db, types: ColumnTypes): Promise<void> {
  await finish(
    types,
    db.schema
      .createTable("accounts")
      .addColumn("id", "text", (column) => column.primaryKey().notNull())
      .addColumn("email", "text", (column) => column.notNull())
      // In lower case.
      .addColumn("email_key", "text", (column) => column.notNull().unique())
      .addColumn("name", "text", (column) => column.notNull())
      .addColumn("role", "text")
      .addColumn("role_from", "text")
      .addColumn("password", "text")
      .addColumn("created_at", types.integer, (column) => column.notNull())
      .addColumn("disabled_at", types.integer)
      .addColumn("last_login_at", types.integer),
  );
  await finishClustered(
    types,
    db.schema
      .createTable("memberships")
      .addColumn("account_id", "text", (column) =>
        column.notNull().references("accounts.id").onDelete("cascade"),
      )
      .addColumn("project_id", "text", (column) => column.notNull().references("projects.id"))
      .addColumn("role", "text", (column) => column.notNull())
      .addColumn("role_from", "text")
      .addColumn("created_at", types.integer, (column) => column.notNull())
      .addPrimaryKeyConstraint("memberships_key", ["account_id", "project_id"]),
  );
  await db.schema.createIndex("memberships_project").on("memberships").column("project_id").execute();
  // Whoever changes who may do what has locked its one row.
  await finish(
    types,
    db.schema
      .createTable("accounts_guard")
      .addColumn("id", "integer", (column) => column.primaryKey().notNull())
      .addColumn("turn", types.integer, (column) => column.notNull()),
  );
  await sql`insert into accounts_guard (id, turn) values (1, 0)`.execute(db);
}

async function createSessions(db: Db, types: ColumnTypes): Promise<void> {
  await finish(
    types,
    db.schema
      .createTable("account_sessions")
      .addColumn("id", "text", (column) => column.primaryKey().notNull())
      .addColumn("hash", types.bytes, (column) => column.notNull().unique())
      .addColumn("account_id", "text", (column) =>
        column.notNull().references("accounts.id").onDelete("cascade"),
      )
      .addColumn("method", "text", (column) => column.notNull())
      .addColumn("created_at", types.integer, (column) => column.notNull())
      .addColumn("seen_at", types.integer, (column) => column.notNull())
      .addColumn("expires_at", types.integer, (column) => column.notNull())
      .addColumn("address", "text")
      .addColumn("user_agent", "text"),
  );
  for (const column of ["account_id", "expires_at", "seen_at"])
    await db.schema.createIndex(`account_sessions_${column}`).on("account_sessions").column(column).execute();
}

async function createInvites(db: Db, types: ColumnTypes): Promise<void> {
  await finish(
    types,
    db.schema
      .createTable("invites")
      .addColumn("id", "text", (column) => column.primaryKey().notNull())
      .addColumn("hash", types.bytes, (column) => column.notNull().unique())
      .addColumn("email", "text", (column) => column.notNull())
      .addColumn("role", "text")
      // JSON.
      .addColumn("projects", "text", (column) => column.notNull())
      .addColumn("invited_by", "text", (column) => column.notNull())
      .addColumn("created_at", types.integer, (column) => column.notNull())
      .addColumn("expires_at", types.integer, (column) => column.notNull())
      .addColumn("accepted_at", types.integer),
  );
}

async function createTickets(db: Db, types: ColumnTypes): Promise<void> {
  await finishClustered(
    types,
    db.schema
      .createTable("account_tickets")
      .addColumn("hash", types.bytes, (column) => column.primaryKey().notNull())
      .addColumn("kind", "text", (column) => column.notNull())
      .addColumn("account_id", "text", (column) => column.references("accounts.id").onDelete("cascade"))
      .addColumn("expires_at", types.integer, (column) => column.notNull()),
  );
  await db.schema.createIndex("account_tickets_account").on("account_tickets").column("account_id").execute();
  await finishClustered(
    types,
    db.schema
      .createTable("login_tries")
      // The HMAC of an address, of e-mail or of a network.
      .addColumn("bucket", types.bytes, (column) => column.primaryKey().notNull())
      .addColumn("failures", types.integer, (column) => column.notNull())
      .addColumn("free_at", types.integer, (column) => column.notNull())
      .addColumn("forget_at", types.integer, (column) => column.notNull()),
  );
  for (const [table, column] of [
    ["account_tickets", "expires_at"],
    ["login_tries", "forget_at"],
  ] as const)
    await db.schema.createIndex(`${table}_${column}`).on(table).column(column).execute();
}
