import { type Kysely, sql } from "kysely";
import type { Migration } from "kysely/migration";

import type { ColumnTypes } from "../column-types.ts";
import { finish, finishClustered } from "./finish.ts";

type Db = Kysely<unknown>;

/** Keys with several secrets, bounds and roles; service accounts; projects that are archived. */
export function identity(types: ColumnTypes): Migration {
  return {
    async up(db: Db): Promise<void> {
      await db.schema.alterTable("projects").addColumn("archived_at", types.integer).execute();
      // Built anew: SQLite takes no unique column from a table that is there.
      await db.schema.alterTable("api_keys").renameTo("old_api_keys").execute();
      await createKeys(db, types);
      await createSecrets(db, types);
      await createServiceAccounts(db, types);
      await moveRows(db);
      await db.schema.dropTable("old_api_keys").execute();
    },
  };
}

async function createKeys(db: Db, types: ColumnTypes): Promise<void> {
  await finish(
    types,
    db.schema
      .createTable("api_keys")
      .addColumn("id", "text", (column) => column.primaryKey().notNull())
      .addColumn("project_id", "text", (column) => column.notNull().references("projects.id"))
      .addColumn("name", "text", (column) => column.notNull())
      .addColumn("hint", "text", (column) => column.notNull())
      .addColumn("role", "text")
      .addColumn("project_role", "text", (column) => column.notNull())
      .addColumn("owner_type", "text")
      .addColumn("owner_id", "text")
      // JSON, and null where nothing is narrowed.
      .addColumn("scopes", "text")
      .addColumn("models", "text")
      .addColumn("addresses", "text")
      .addColumn("origins", "text")
      .addColumn("metadata", "text", (column) => column.notNull().defaultTo("{}"))
      .addColumn("expires_at", types.integer)
      .addColumn("created_at", types.integer, (column) => column.notNull())
      .addColumn("revoked_at", types.integer)
      .addColumn("last_used_at", types.integer),
  );
  await db.schema.createIndex("api_keys_owner").on("api_keys").column("owner_id").execute();
}

async function createSecrets(db: Db, types: ColumnTypes): Promise<void> {
  await finishClustered(
    types,
    db.schema
      .createTable("key_secrets")
      .addColumn("key_id", "text", (column) => column.notNull().references("api_keys.id").onDelete("cascade"))
      .addColumn("number", types.integer, (column) => column.notNull())
      .addColumn("hash", types.bytes, (column) => column.notNull().unique())
      .addColumn("hint", "text", (column) => column.notNull())
      .addColumn("created_at", types.integer, (column) => column.notNull())
      .addColumn("ends_at", types.integer)
      .addColumn("revoked_at", types.integer)
      .addColumn("last_used_at", types.integer)
      .addColumn("rotation_id", "text")
      // Of several rotations at once, one makes the next number.
      .addPrimaryKeyConstraint("key_secrets_key", ["key_id", "number"]),
  );
}

async function createServiceAccounts(db: Db, types: ColumnTypes): Promise<void> {
  await finish(
    types,
    db.schema
      .createTable("service_accounts")
      .addColumn("id", "text", (column) => column.primaryKey().notNull())
      .addColumn("project_id", "text", (column) => column.notNull().references("projects.id"))
      .addColumn("name", "text", (column) => column.notNull())
      .addColumn("role", "text", (column) => column.notNull())
      .addColumn("created_at", types.integer, (column) => column.notNull()),
  );
  await db.schema
    .createIndex("service_accounts_project")
    .on("service_accounts")
    .column("project_id")
    .execute();
}

/** What keys could do until now; those that could keep house were bounded by nothing. */
const scopesUntilNow = JSON.stringify([
  "chat",
  "responses",
  "conversations",
  "embeddings",
  "audio",
  "images",
  "models",
  "metrics",
]);

async function moveRows(db: Db): Promise<void> {
  await sql`
    insert into api_keys
      (id, project_id, name, hint, role, project_role, scopes, created_at, revoked_at, last_used_at)
    select id, project_id, name, hint,
      case when admin = 1 then 'owner' end, 'member', case when admin = 1 then null else ${sql.lit(scopesUntilNow)} end,
      created_at, revoked_at, last_used_at
    from old_api_keys`.execute(db);
  await sql`
    insert into key_secrets (key_id, number, hash, hint, created_at, last_used_at)
    select id, 1, hash, hint, created_at, last_used_at from old_api_keys`.execute(db);
}
