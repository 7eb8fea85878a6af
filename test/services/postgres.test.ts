import { Client } from "pg";
import { expect, test } from "vitest";
import { startPostgres } from "../../scripts/services/postgres.ts";

async function ask(url: string, text: string): Promise<readonly unknown[]> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 1_000 });
  client.on("error", () => undefined);
  try {
    await client.connect();
    return (await client.query(text)).rows as readonly unknown[];
  } finally {
    void client.end().catch(() => undefined);
  }
}

test("the tests have a database", async () => {
  const url = process.env["PARLEY_TEST_POSTGRES"];
  if (url === undefined) throw new Error("PARLEY_TEST_POSTGRES is not set: use `npm run test:services`");
  expect(await ask(url, "select 1 as one")).toEqual([{ one: 1 }]);
});

test("a database of one's own may be killed, frozen and started again, and keeps what was committed", async () => {
  const postgres = await startPostgres();
  try {
    await ask(postgres.url, "create table words (word text)");
    await ask(postgres.url, "insert into words values ('kept')");
    postgres.kill9();
    await expect(ask(postgres.url, "select 1")).rejects.toThrow(/ECONN|terminated/);
    await postgres.restart();
    postgres.freeze();
    await expect(ask(postgres.url, "select 1")).rejects.toThrow(/timeout/);
    postgres.thaw();
    expect(await ask(postgres.url, "select word from words")).toEqual([{ word: "kept" }]);
    postgres.freeze();
  } finally {
    await postgres.stop();
  }
  await expect(ask(postgres.url, "select 1")).rejects.toThrow(/ECONN|terminated/);
});
