import { randomBytes } from "node:crypto";
import { Client } from "pg";

/** Where `npm run test:services` has its PostgreSQL. */
export function testServer(): string {
  const url = process.env["PARLEY_TEST_POSTGRES"];
  if (url === undefined) throw new Error("PARLEY_TEST_POSTGRES is not set: use `npm run test:services`");
  return url;
}

/** Makes an empty database beside the one of `server`, and gives its address. */
export async function freshDatabase(server: string = testServer()): Promise<string> {
  const name = `parley_${randomBytes(8).toString("hex")}`;
  await ask(server, `create database ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
}

/** Runs statements, one after the other, on a connection of their own. Gives the rows of the last one. */
export async function ask(
  url: string,
  ...statements: readonly string[]
): Promise<readonly Record<string, unknown>[]> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  client.on("error", () => {});
  await client.connect();
  try {
    let rows: readonly Record<string, unknown>[] = [];
    for (const statement of statements) ({ rows } = await client.query<Record<string, unknown>>(statement));
    return rows;
  } finally {
    await client.end();
  }
}
