import type { Kysely } from "kysely";
import type { Migration } from "kysely/migration";

import type { ColumnTypes } from "../column-types.ts";
import { finish, finishClustered } from "./finish.ts";

/** Ways to sign in beside a password: authenticator apps, passkeys, and who somebody is to others. */
export function signIn(types: ColumnTypes): Migration {
  return {
    async up(db: Kysely<unknown>): Promise<void> {
      await finish(
        types,
        db.schema
          .createTable("code_apps")
          .addColumn("account_id", "text", (column) =>
            column.primaryKey().notNull().references("accounts.id").onDelete("cascade"),
          )
          .addColumn("sealed", types.bytes, (column) => column.notNull())
          .addColumn("created_at", types.integer, (column) => column.notNull())
          .addColumn("confirmed_at", types.integer)
          .addColumn("last_step", types.integer, (column) => column.notNull()),
      );
      await finishClustered(
        types,
        db.schema
          .createTable("recovery_codes")
          .addColumn("account_id", "text", (column) =>
            column.notNull().references("accounts.id").onDelete("cascade"),
          )
          .addColumn("hash", types.bytes, (column) => column.notNull())
          .addPrimaryKeyConstraint("recovery_codes_key", ["account_id", "hash"]),
      );
      await createPasskeys(db, types);
      await createIdentities(db, types);
    },
  };
}

async function createPasskeys(db: Kysely<unknown>, types: ColumnTypes): Promise<void> {
  await finish(
    types,
    db.schema
      .createTable("passkeys")
      .addColumn("id", "text", (column) => column.primaryKey().notNull())
      .addColumn("account_id", "text", (column) =>
        column.notNull().references("accounts.id").onDelete("cascade"),
      )
      .addColumn("name", "text", (column) => column.notNull())
      .addColumn("public_key", types.bytes, (column) => column.notNull())
      .addColumn("counter", types.integer, (column) => column.notNull())
      // JSON.
      .addColumn("transports", "text", (column) => column.notNull())
      .addColumn("created_at", types.integer, (column) => column.notNull())
      .addColumn("last_used_at", types.integer),
  );
  await db.schema.createIndex("passkeys_account").on("passkeys").column("account_id").execute();
}

async function createIdentities(db: Kysely<unknown>, types: ColumnTypes): Promise<void> {
  await finishClustered(
    types,
    db.schema
      .createTable("account_identities")
      .addColumn("issuer", "text", (column) => column.notNull())
      .addColumn("subject", "text", (column) => column.notNull())
      .addColumn("account_id", "text", (column) =>
        column.notNull().references("accounts.id").onDelete("cascade"),
      )
      .addColumn("provider", "text", (column) => column.notNull())
      .addColumn("created_at", types.integer, (column) => column.notNull())
      .addPrimaryKeyConstraint("account_identities_key", ["issuer", "subject"]),
  );
  await db.schema
    .createIndex("account_identities_account")
    .on("account_identities")
    .column("account_id")
    .execute();
}
