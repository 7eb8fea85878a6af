import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";

import { startPostgres } from "../../../scripts/services/postgres.ts";
import { systemClock } from "../../lib/clock.ts";
import type { Hold } from "../../spec/ledger.ts";
import type { Stores } from "../../spec/stores.ts";
import { ending, hashOf, key, opening, projectA } from "../contract-rows.fixture.ts";
import { budget, demand, limit } from "../contract-rules.fixture.ts";
import { openPostgres } from "./open.ts";
import { ask, freshDatabase } from "./test-database.fixture.ts";

const clock = systemClock;
const refused = { code: "storage_unavailable", status: 503, retryable: true };

/** What the deadline allows, and what a busy machine adds. */
const deadline = 2_000;
const slack = 1_000;

async function timed(work: Promise<unknown>): Promise<{ readonly ms: number; readonly error: unknown }> {
  const begun = performance.now();
  const error = await work.then(
    () => undefined,
    (cause: unknown) => cause,
  );
  return { ms: performance.now() - begun, error };
}

async function untilBack(stores: Stores): Promise<number> {
  const begun = performance.now();
  for (;;) {
    try {
      await stores.ping();
      return performance.now() - begun;
    } catch (error) {
      expect(error).toMatchObject(refused);
      if (performance.now() - begun > 30_000) throw error;
      await sleep(50);
    }
  }
}

const allKinds = (stores: Stores, id: string): readonly Promise<unknown>[] => [
  stores.ledger.open(opening(id)),
  stores.ledger.open(opening(`${id}_held`, { holds: [{ budgetId: "bud_1", amount: 1, unit: "micros" }] })),
  stores.limits.enter(id, "inst_1", [demand(limit("lim_1"))]),
  stores.keys.findByHash(hashOf("one")),
  stores.instances.beat("inst_1"),
  stores.ping(),
];

async function openHouse(url: string): Promise<Stores> {
  const stores = await openPostgres({ url, clock });
  await stores.projects.insert(projectA);
  await stores.budgets.set(budget("bud_1", { amount: 1_000_000 }));
  await stores.limits.set(limit("lim_1", { amount: 1_000_000 }));
  return stores;
}

test("killed and started again, five times: nothing acknowledged is lost, and it is used again by itself", async () => {
  const postgres = await startPostgres();
  try {
    const stores = await openHouse(await freshDatabase(postgres.url));
    const opened: string[] = [];
    const settled: string[] = [];
    const stop = new AbortController();
    const failures: unknown[] = [];
    const writers = [0, 1, 2, 3, 4, 5, 6, 7].map(async (writer) => {
      for (let call = 0; !stop.signal.aborted; call++) {
        const id = `att_${writer}_${call}`;
        const holds: readonly Hold[] =
          writer % 2 === 0 ? [{ budgetId: "bud_1", amount: 2, unit: "micros" }] : [];
        try {
          const answer = await stores.ledger.open(opening(id, { holds }));
          opened.push(id);
          const placed = answer.opened ? answer.holds : [];
          const charges = placed.map((each) => ({ ...each, spent: 1 }));
          // As the engine does: an ending is tried until it is written.
          for (;;) {
            try {
              await stores.ledger.settle(ending(id, { charges }));
              break;
            } catch (error) {
              failures.push(error);
              await sleep(50);
            }
          }
          settled.push(id);
        } catch (error) {
          failures.push(error);
          await sleep(20);
        }
      }
    });
    let heard = 0;
    stores.watch(() => heard++);
    for (let round = 0; round < 5; round++) {
      await sleep(100 + 70 * round);
      postgres.kill9();
      await sleep(100);
      for (const { ms, error } of await Promise.all(allKinds(stores, `during_${round}`).map(timed))) {
        expect(error).toMatchObject(refused);
        expect(ms).toBeLessThan(500);
      }
      await postgres.restart();
      expect(await untilBack(stores)).toBeLessThan(10_000);
    }
    stop.abort();
    await Promise.all(writers);
    for (const failure of failures) expect(failure).toMatchObject(refused);
    expect(settled.length).toBeGreaterThan(5);
    expect(heard).toBeGreaterThan(0);

    // What was in doubt is withdrawn by now.
    await sleep(9_000);
    const rows = new Map(
      (await stores.ledger.list({ limit: 1_000_000 })).map((row) => [row.callId, row.state]),
    );
    expect(opened.filter((id) => !rows.has(id))).toEqual([]);
    expect(settled.filter((id) => rows.get(id) !== "settled")).toEqual([]);
    const left = [...rows].filter(([id, state]) => !opened.includes(id) && state !== "never_sent");
    expect(left).toEqual([]);
    const [state] = await stores.budgets.list();
    const spent = settled.filter((id) => /^att_[0246]_/.test(id)).length;
    expect(state).toMatchObject({ reserved: 0, spent });
    await stores.close();
  } finally {
    await postgres.stop();
  }
});

test("frozen: refused within the deadline, then at once, and used again when it goes on", async () => {
  const postgres = await startPostgres();
  try {
    const stores = await openHouse(await freshDatabase(postgres.url));
    await Promise.all(allKinds(stores, "before"));
    postgres.freeze();
    const first = await Promise.all(allKinds(stores, "frozen").map(timed));
    for (const { ms, error } of first) {
      expect(error).toMatchObject(refused);
      expect(ms).toBeLessThan(deadline + slack);
    }
    for (let again = 0; again < 10; again++) {
      for (const { ms, error } of await Promise.all(allKinds(stores, `frozen_${again}`).map(timed))) {
        expect(error).toMatchObject(refused);
        expect(ms).toBeLessThan(200);
      }
      await sleep(300);
    }
    postgres.thaw();
    expect(await untilBack(stores)).toBeLessThan(10_000);
    await Promise.all(allKinds(stores, "after"));
    // Whatever the frozen one had already been told and did when it woke up is taken back.
    await sleep(10_000);
    const open = (await stores.instances.abandoned(0, 1_000)).map((row) => row.callId);
    expect(open.filter((id) => id.startsWith("frozen"))).toEqual([]);
    const ids = (await stores.ledger.list({ limit: 1_000 })).map((row) => row.callId);
    expect(ids).toEqual(expect.arrayContaining(["before", "before_held", "after", "after_held"]));
    expect(await stores.budgets.list()).toMatchObject([{ reserved: 2, spent: 0 }]);
    await stores.close();
  } finally {
    await postgres.stop();
  }
});

test("a connection that is cut is no outage, and others hear of changes again", async () => {
  const url = await freshDatabase();
  const stores = await openHouse(url);
  const other = await openPostgres({ url, clock });
  const cut = "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database()";
  await ask(url, `${cut} and pid <> pg_backend_pid()`);
  await untilBack(stores);
  await untilBack(other);
  // Whatever was said meanwhile is lost, so being connected again is a change.
  await new Promise<void>((resolve) => void stores.watch(resolve));
  const heard = new Promise<void>((resolve) => void stores.watch(resolve));
  await other.keys.insert(key("key_1"), hashOf("one"));
  await heard;
  expect(await stores.keys.list()).toHaveLength(1);
  await stores.close();
  await other.close();
});

test("what holds one row up does not hold up the others", async () => {
  const url = await freshDatabase();
  const stores = await openHouse(url);
  await stores.ledger.open(opening("att_1", { holds: [{ budgetId: "bud_1", amount: 1, unit: "micros" }] }));
  const lock = "update budget_windows set spent = spent";
  const blocked = ask(url, "begin", lock, "select pg_sleep(4)", "rollback");
  await sleep(500);
  const waiting = timed(
    stores.ledger.open(opening("att_2", { holds: [{ budgetId: "bud_1", amount: 1, unit: "micros" }] })),
  );
  for (let call = 0; call < 20; call++) {
    await stores.ledger.open(opening(`free_${call}`));
    await sleep(100);
  }
  const { ms, error } = await waiting;
  expect(error).toMatchObject(refused);
  expect(ms).toBeLessThan(deadline + slack);
  await stores.ping();
  await blocked;
  expect(await stores.budgets.list()).toMatchObject([{ reserved: 1 }]);
  await stores.close();
});

test("a database that cannot be reached is refused at the start, soon and without its password", async () => {
  const url = "postgres://parley:hidden-word@127.0.0.1:1/parley";
  const { ms, error } = await timed(openPostgres({ url, clock }));
  expect(error).toMatchObject({ code: "storage_unavailable" });
  expect(String(error) + String((error as Error).cause)).not.toContain("hidden-word");
  expect(ms).toBeLessThan(deadline + slack);
});
