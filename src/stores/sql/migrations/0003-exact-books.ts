import { sql } from "kysely";
import type { Kysely } from "kysely";
import type { Migration } from "kysely/migration";

import type { ColumnTypes } from "../column-types.ts";
import { finish, finishClustered } from "./finish.ts";

type Db = Kysely<unknown>;

/** Prices, bounds and holds of attempts; budgets; limits. */
export function exactBooks(types: ColumnTypes): Migration {
  return {
    async up(db: Db): Promise<void> {
      await extendAttempts(db, types);
      await createBudgets(db, types);
      await createLimits(db, types);
    },
  };
}

async function extendAttempts(db: Db, types: ColumnTypes): Promise<void> {
  const attempts = () => db.schema.alterTable("attempts");
  await attempts()
    .addColumn("kind", "text", (column) => column.notNull().defaultTo("generate"))
    .execute();
  await attempts()
    .addColumn("settings_version", "text", (column) => column.notNull().defaultTo(""))
    .execute();
  await attempts().addColumn("price_version", "text").execute();
  for (const name of [
    "input_tokens_most",
    "output_tokens_most",
    "cost_micros_most",
    "cost_micros",
    "forwarded_pieces",
    "output_tokens_min",
    "output_tokens_max",
    "cost_micros_min",
    "cost_micros_max",
  ]) {
    await attempts().addColumn(name, types.integer).execute();
  }
  await attempts()
    .addColumn("estimated", types.integer, (column) => column.notNull().defaultTo(0))
    .execute();
  await attempts().addColumn("holds", "text").execute();
  // What is open is not only `dispatched` any more, and a column that says so keeps the index small. It is in the order
  // in which the open rows are asked for: otherwise SQLite would read the whole ledger to find them in it.
  await db.schema.dropIndex("attempts_open").execute();
  await db.schema
    .createIndex("attempts_open")
    .on("attempts")
    .columns(["call_id", "attempt", "instance_id"])
    .where(sql.ref("ended_at"), "is", null)
    .execute();
}

async function createBudgets(db: Db, types: ColumnTypes): Promise<void> {
  await finish(
    types,
    db.schema
      .createTable("budgets")
      .addColumn("id", "text", (column) => column.primaryKey().notNull())
      .addColumn("subject_type", "text", (column) => column.notNull())
      // Empty for the installation: a null would not be unique.
      .addColumn("subject_id", "text", (column) => column.notNull())
      .addColumn("period", "text", (column) => column.notNull())
      .addColumn("unit", "text", (column) => column.notNull())
      .addColumn("amount", types.integer, (column) => column.notNull())
      .addColumn("shadow", types.integer, (column) => column.notNull())
      .addColumn("created_at", types.integer, (column) => column.notNull())
      .addUniqueConstraint("budgets_subject", ["subject_type", "subject_id", "period", "unit"]),
  );
  await finishClustered(
    types,
    db.schema
      .createTable("budget_windows")
      .addColumn("budget_id", "text", (column) =>
        column.notNull().references("budgets.id").onDelete("cascade"),
      )
      .addColumn("span", "text", (column) => column.notNull())
      .addColumn("reserved", types.integer, (column) => column.notNull())
      .addColumn("spent", types.integer, (column) => column.notNull())
      .addPrimaryKeyConstraint("budget_windows_key", ["budget_id", "span"]),
  );
}

async function createLimits(db: Db, types: ColumnTypes): Promise<void> {
  await finish(
    types,
    db.schema
      .createTable("limits")
      .addColumn("id", "text", (column) => column.primaryKey().notNull())
      .addColumn("subject_type", "text", (column) => column.notNull())
      .addColumn("subject_id", "text", (column) => column.notNull())
      .addColumn("kind", "text", (column) => column.notNull())
      .addColumn("amount", types.integer, (column) => column.notNull())
      .addColumn("created_at", types.integer, (column) => column.notNull())
      .addUniqueConstraint("limits_subject", ["subject_type", "subject_id", "kind"]),
  );
  await finish(
    types,
    db.schema
      .createTable("limit_states")
      .addColumn("limit_id", "text", (column) =>
        column.primaryKey().notNull().references("limits.id").onDelete("cascade"),
      )
      // Of a rate: the time, in nanoseconds, at which all of it will be there again. Else: how many hold it.
      .addColumn("level", types.integer, (column) => column.notNull()),
  );
  await finishClustered(
    types,
    db.schema
      .createTable("limit_leases")
      .addColumn("call_id", "text", (column) => column.notNull())
      .addColumn("limit_id", "text", (column) => column.notNull().references("limits.id").onDelete("cascade"))
      .addColumn("instance_id", "text", (column) => column.notNull())
      .addPrimaryKeyConstraint("limit_leases_key", ["call_id", "limit_id"]),
  );
  await db.schema.createIndex("limit_leases_instance").on("limit_leases").column("instance_id").execute();
}
