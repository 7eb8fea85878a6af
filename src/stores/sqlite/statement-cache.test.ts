import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";

import { createStatementCache } from "./statement-cache.ts";

test("prepares a text once, knows whether it yields rows, and forgets what is unused for longest", () => {
  const database = new DatabaseSync(":memory:");
  const prepared: string[] = [];
  const prepare = database.prepare.bind(database);
  database.prepare = (sql: string) => (prepared.push(sql), prepare(sql));
  const cache = createStatementCache(database, 2);

  expect(cache("select 1").yieldsRows).toBe(true);
  expect(cache("create table t (a integer)").yieldsRows).toBe(false);
  expect(cache("select 1")).toBe(cache("select 1"));
  cache("select 3");
  cache("select 1");
  expect(prepared).toEqual(["select 1", "create table t (a integer)", "select 3"]);
  cache("select 4");
  cache("select 3");
  expect(prepared.slice(3)).toEqual(["select 4", "select 3"]);
});
