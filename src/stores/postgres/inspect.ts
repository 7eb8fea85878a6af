import { Client } from "pg";

import { migrations } from "../sql/migrations/index.ts";
import { clientOptions } from "./client-options.ts";
import { columnTypes } from "./column-types.ts";

/** What a PostgreSQL database is like. */
export interface PostgresState {
  /** Such as `17.2`. */
  readonly version: string;
  /** Whether it only reads, as a standby does. */
  readonly readOnly: boolean;
  /** Whether the user may make tables. */
  readonly mayCreate: boolean;
  /** Migrations that the next start will apply. */
  readonly missing: readonly string[];
  /** Migrations that this program does not know: the data is a newer program's. */
  readonly unknown: readonly string[];
  /** API keys ever made, and those of them that are not revoked. Absent when there is no such table yet. */
  readonly keys?: { readonly all: number; readonly open: number };
}

/** Milliseconds to wait for the connection, and for each answer. */
const patience = 3_000;

/** Looks into a database and changes nothing. Throws whatever the driver throws when it cannot be reached. */
export async function inspectPostgres(url: string): Promise<PostgresState> {
  const client = new Client({ ...clientOptions(url, patience), query_timeout: patience });
  client.on("error", () => {});
  try {
    await client.connect();
    return await inspect(async (text) => (await client.query<Record<string, unknown>>(text)).rows);
  } finally {
    void client.end().catch(() => {});
  }
}

type Ask = (text: string) => Promise<readonly Record<string, unknown>[]>;

async function inspect(ask: Ask): Promise<PostgresState> {
  const [server = {}] = await ask(`
    select current_setting('server_version') as version,
      current_setting('transaction_read_only') = 'on' as read_only,
      has_schema_privilege(current_schema(), 'create') as may_create,
      to_regclass('kysely_migration') is not null as migrated,
      to_regclass('api_keys') is not null as has_keys`);
  const rows = server["migrated"] === true ? await ask("select name from kysely_migration") : [];
  const done = rows.map(({ name }) => String(name));
  const known = Object.keys(migrations(columnTypes));
  const [keys] =
    server["has_keys"] === true
      ? await ask(
          `select count(*) as "all", count(*) filter (where revoked_at is null) as open from api_keys`,
        )
      : [];
  return {
    version: String(server["version"]).split(" ")[0] ?? "",
    readOnly: server["read_only"] === true,
    mayCreate: server["may_create"] === true,
    missing: known.filter((name) => !done.includes(name)),
    unknown: done.filter((name) => !known.includes(name)),
    ...(keys !== undefined && { keys: { all: Number(keys["all"]), open: Number(keys["open"]) } }),
  };
}
