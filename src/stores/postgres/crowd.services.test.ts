import { expect, test } from "vitest";

import { systemClock } from "../../lib/clock.ts";
import type { Stores } from "../../spec/stores.ts";
import { ending, opening, projectA } from "../contract-rows.fixture.ts";
import { budget, demand, limit } from "../contract-rules.fixture.ts";
import { openPostgres } from "./open.ts";
import { ask, freshDatabase } from "./test-database.fixture.ts";

const clock = { ...systemClock, now: () => 5 };

/** Two processes of different machines, as far as the database can tell. */
async function replicas(): Promise<{ readonly url: string; readonly both: readonly [Stores, Stores] }> {
  const url = await freshDatabase();
  const both = await Promise.all([openPostgres({ url, clock }), openPostgres({ url, clock })]);
  await both[0].projects.insert(projectA);
  return { url, both };
}

test("two replicas and 500 calls on a budget for 100: exactly 100, and none is refused for nothing", async () => {
  const { both } = await replicas();
  await both[0].budgets.set(budget("bud_1"));
  await both[0].budgets.set(budget("bud_2", { period: "day", amount: 10_000 }));
  const holds = ["bud_1", "bud_2"].map((budgetId) => ({ budgetId, amount: 1, unit: "micros" as const }));
  const results = await Promise.all(
    Array.from({ length: 500 }, (_, number) =>
      (number % 2 === 0 ? both[0] : both[1]).ledger.open(opening(`att_${number}`, { holds })),
    ),
  );
  expect(results.filter((each) => each.opened)).toHaveLength(100);
  expect(await both[1].budgets.list()).toMatchObject([
    { id: "bud_1", reserved: 100 },
    { id: "bud_2", reserved: 100 },
  ]);
  for (const stores of both) await stores.close();
});

test("many calls over different budgets, at two replicas: no deadlock, and every figure is exact", async () => {
  const { url, both } = await replicas();
  const ids = ["bud_1", "bud_2", "bud_3", "bud_4", "bud_5"];
  for (const id of ids) {
    await both[0].budgets.set(budget(id, { subject: { type: "key", id }, amount: 1_000_000 }));
  }
  const places = limit("lim_1", { kind: "concurrent_calls", amount: 10_000 });
  const rate = limit("lim_2", { amount: 1_000_000 });
  await both[0].limits.set(places);
  await both[0].limits.set(rate);
  const expected: Record<string, number> = {};
  await Promise.all(
    Array.from({ length: 400 }, async (_, number) => {
      const stores = number % 2 === 0 ? both[0] : both[1];
      const callId = `att_${number}`;
      // Each number's bits choose its budgets; all but the empty choice.
      const chosen = ids.filter((_, bit) => (((number % 31) + 1) & (1 << bit)) !== 0);
      const demands = [demand(places), demand(rate)];
      expect(await stores.limits.enter(callId, "inst_1", demands)).toMatchObject({ entered: true });
      const opened = await stores.ledger.open(
        opening(callId, {
          holds: chosen.map((budgetId) => ({ budgetId, amount: 3, unit: "micros" as const })),
        }),
      );
      const placed = opened.opened ? opened.holds : [];
      expect(placed).toHaveLength(chosen.length);
      await stores.ledger.progress([{ callId, attempt: 1, forwarded: { bytes: 1, pieces: 1 } }]);
      const charges = placed.map((each) => ({ ...each, spent: 2 }));
      if (number % 3 === 0) {
        await stores.ledger.settle(ending(callId, { charges, estimate: { outputTokensMin: 0 } }));
      }
      await stores.ledger.settle(ending(callId, { charges: placed.map((each) => ({ ...each, spent: 1 })) }));
      await stores.limits.leave({ callId, demands });
      for (const id of chosen) expected[id] = (expected[id] ?? 0) + 1;
    }),
  );
  const states = await both[0].budgets.list();
  expect(Object.fromEntries(states.map(({ id, reserved, spent }) => [id, [reserved, spent]]))).toEqual(
    Object.fromEntries(ids.map((id) => [id, [0, expected[id]]])),
  );
  expect(await both[1].limits.enter("att_last", "inst_1", [demand(places)])).toMatchObject({
    states: [{ remaining: 9_999 }],
  });
  const deadlocks = "select deadlocks from pg_stat_database where datname = current_database()";
  expect(await ask(url, "select pg_stat_force_next_flush()", deadlocks)).toMatchObject([{ deadlocks: "0" }]);
  for (const stores of both) await stores.close();
});

test("a limit or a budget that is removed under way refuses nobody", async () => {
  const { both } = await replicas();
  await Promise.all(
    Array.from({ length: 20 }, async (_, round) => {
      const [id, other] = [`bud_${round}`, `lim_${round}`];
      const subject = { type: "key", id } as const;
      await both[0].budgets.set(budget(id, { subject }));
      const rate = limit(other, { subject });
      await both[0].limits.set(rate);
      const [, , opened, entered] = await Promise.all([
        both[0].budgets.remove(id),
        both[0].limits.remove(other),
        both[1].ledger.open(
          opening(`att_${round}`, { holds: [{ budgetId: id, amount: 1, unit: "micros" }] }),
        ),
        both[1].limits.enter(`att_${round}`, "inst_1", [demand(rate)]),
      ]);
      expect(opened.opened).toBe(true);
      expect(entered.entered).toBe(true);
    }),
  );
  for (const stores of both) await stores.close();
});
