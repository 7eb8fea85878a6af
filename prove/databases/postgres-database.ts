import { Client } from "pg";
import { type Postgres, startPostgres } from "../../scripts/services/postgres.ts";
import type { Database } from "./database.ts";

export interface PostgresDatabase extends Database {
  readonly name: "postgres";
  readonly server: Postgres;
}

/** A PostgreSQL of our own; each scenario has a database of its own in it. */
export async function openPostgresDatabase(): Promise<PostgresDatabase> {
  const server = await startPostgres();
  return {
    name: "postgres",
    server,
    fresh: async (name) => ({ PARLEY_DATABASE: await makeDatabase(server.url, name) }),
    stop: () => server.stop(),
  };
}

/** Makes an empty database and gives its address. `name` is ours: letters, digits and underscores. */
export async function makeDatabase(url: string, name: string): Promise<string> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(`create database "${name}"`);
  } finally {
    await client.end();
  }
  const own = new URL(url);
  own.pathname = `/${name}`;
  return own.href;
}
