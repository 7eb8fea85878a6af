import { sql } from "kysely";
import type { Kysely } from "kysely";
import { DEFAULT_MIGRATION_TABLE, Migrator } from "kysely/migration";

import { ParleyError } from "../../spec/errors.ts";
import type { ColumnTypes } from "./column-types.ts";
import { migrations } from "./migrations/index.ts";
import type { Schema } from "./schema.ts";

/**
 * Brings the database to this program's schema.
 *
 * Throws `storage_unavailable` when the database has a migration that this program does not know:
 * an older program must not write into a newer schema, whose rules it cannot keep.
 */
export async function migrate(db: Kysely<Schema>, types: ColumnTypes): Promise<void> {
  const known = migrations(types);
  await refuseNewer(db, known);
  const migrator = new Migrator({ db, provider: { getMigrations: async () => known } });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) throw error;
}

async function refuseNewer(db: Kysely<Schema>, known: Record<string, unknown>): Promise<void> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true });
  if (!tables.some((table) => table.name === DEFAULT_MIGRATION_TABLE)) return;
  const { rows } = await sql<{
    name: string;
  }>`select name from ${sql.table(DEFAULT_MIGRATION_TABLE)}`.execute(db);
  const unknown = rows.map((row) => row.name).filter((name) => !Object.hasOwn(known, name));
  if (unknown.length === 0) return;
  throw new ParleyError("storage_unavailable", {
    message: "The data was written by a newer version of Parley. Start that version, or a newer one.",
    cause: new Error(`Unknown migrations: ${unknown.join(", ")}`),
  });
}
