import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";

import { createPatience, isBusy } from "./busy.ts";
import { testFolder } from "./test-folder.fixture.ts";

function refusal(work: () => void): unknown {
  try {
    work();
    return undefined;
  } catch (cause) {
    return cause;
  }
}

function lockedDatabase() {
  const path = join(testFolder(), "parley.db");
  const one = new DatabaseSync(path);
  const other = new DatabaseSync(path, { timeout: 0 });
  one.exec("pragma journal_mode = wal; create table t (a integer) strict; begin immediate");
  return { one, other };
}

test("tells a lock from other faults", () => {
  const { one, other } = lockedDatabase();
  expect(isBusy(refusal(() => other.exec("insert into t values (1)")))).toBe(true);
  expect(isBusy(refusal(() => other.exec("insert into nowhere values (1)")))).toBe(false);
  expect(isBusy(undefined)).toBe(false);
  expect(isBusy(new Error("database is locked"))).toBe(false);
  one.close();
  other.close();
});

test("tries until the lock is free", async () => {
  const { one, other } = lockedDatabase();
  let tries = 0;
  await createPatience(1_000).patiently(() => {
    if (++tries === 4) one.exec("rollback");
    other.exec("insert into t values (1)");
  });
  expect(tries).toBe(4);
  one.close();
  other.close();
});

test("gives up after its patience, and at once for any other fault", async () => {
  const { one, other } = lockedDatabase();
  const patience = createPatience(30);
  let tries = 0;
  const insert = (table: string) => () => {
    tries++;
    other.exec(`insert into ${table} values (1)`);
  };
  await expect(patience.patiently(insert("nowhere"))).rejects.toMatchObject({ errcode: 1 });
  expect(tries).toBe(1);
  await expect(patience.patiently(insert("t"))).rejects.toMatchObject({ errcode: 5 });
  expect(tries).toBeGreaterThan(2);
  one.close();
  other.close();
});

test("those who come after one that waited in vain do not wait again, until somebody succeeds", async () => {
  const { one, other } = lockedDatabase();
  const patience = createPatience(30);
  let tries = 0;
  const insert = (): void => {
    tries++;
    other.exec("insert into t values (1)");
  };
  await expect(patience.patiently(insert)).rejects.toMatchObject({ errcode: 5 });
  tries = 0;
  await expect(patience.patiently(insert)).rejects.toMatchObject({ errcode: 5 });
  expect(tries).toBe(1);
  one.exec("rollback");
  await patience.patiently(insert);
  one.exec("begin immediate");
  tries = 0;
  await expect(patience.patiently(insert)).rejects.toMatchObject({ errcode: 5 });
  expect(tries).toBeGreaterThan(2);
  one.close();
  other.close();
});
