import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";

import type { Budget } from "../spec/budget.ts";
import type { AttemptEnding, Charge, Hold, PlacedHold } from "../spec/ledger.ts";
import type { Stores } from "../spec/stores.ts";
import { ending, opening, projectA } from "./contract-rows.fixture.ts";
import { budget, type TimedStores } from "./contract-rules.fixture.ts";

/** The rules of `BudgetStore`, and of what the ledger sets aside and charges. `openTimed` starts at some time of its own. */
export function budgetContract(
  name: string,
  open: () => Promise<Stores>,
  openTimed: () => Promise<TimedStores>,
): void {
  describe(`${name}: budgets`, () => {
    let stores: Stores;
    beforeEach(async () => {
      stores = await open();
      await stores.projects.insert(projectA);
    });
    afterEach(() => stores.close());
    keepingContract(() => stores);
    reservingContract(() => stores);
    crowdContract(() => stores);
  });
  windowContract(name, openTimed);
}

const hold = (budgetId: string, amount: number, unit: Hold["unit"] = "micros"): Hold => ({
  budgetId,
  amount,
  unit,
});

/** Opens an attempt and gives what it holds; `undefined` when it was refused. */
async function open(
  stores: Stores,
  callId: string,
  holds: readonly Hold[],
): Promise<readonly PlacedHold[] | undefined> {
  const opened = await stores.ledger.open(opening(callId, { holds }));
  return opened.opened ? opened.holds : undefined;
}

const charged = (placed: readonly PlacedHold[] | undefined, spent: number): readonly Charge[] =>
  (placed ?? []).map((each) => ({ ...each, spent }));

/** `[reserved, spent]` of each budget, by its id. */
async function figures(stores: Stores): Promise<Record<string, readonly [number, number]>> {
  const states = await stores.budgets.list();
  return Object.fromEntries(states.map(({ id, reserved, spent }) => [id, [reserved, spent]]));
}

function keepingContract(stores: () => Stores): void {
  test("budgets of all kinds come back as they were set, with nothing spent", async () => {
    const all: readonly Budget[] = [
      budget("bud_1"),
      budget("bud_2", { subject: { type: "project", id: "proj_a" }, period: "month" }),
      budget("bud_3", { subject: { type: "key", id: "key_1" }, unit: "tokens", shadow: true }),
      budget("bud_4", { subject: { type: "key", id: "key_1" }, period: "day", amount: 0 }),
      budget("bud_5", {
        subject: { type: "key", id: "key_2" },
        amount: Number.MAX_SAFE_INTEGER,
        createdAt: 9_000,
      }),
    ];
    for (const each of all.toReversed()) expect(await stores().budgets.set(each)).toStrictEqual(each);
    const listed = await stores().budgets.list();
    expect(listed).toStrictEqual(
      all.map((each) => ({ ...each, reserved: 0, spent: 0, window: expect.any(String) })),
    );
    expect(listed.map(({ window }) => window)).toEqual([
      "total",
      expect.stringMatching(/^\d{4}-\d\d$/),
      "total",
      expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
      "total",
    ]);
  });

  test("a new amount keeps what was spent, and the budget its id", async () => {
    await stores().budgets.set(budget("bud_1"));
    const placed = await open(stores(), "att_1", [hold("bud_1", 30)]);
    await stores().ledger.settle(ending("att_1", { charges: charged(placed, 20) }));
    const changed = await stores().budgets.set(
      budget("bud_2", { amount: 40, shadow: true, createdAt: 5_000 }),
    );
    expect(changed).toStrictEqual(budget("bud_1", { amount: 40, shadow: true }));
    expect(await stores().budgets.list()).toStrictEqual([
      { ...changed, window: "total", reserved: 0, spent: 20 },
    ]);
  });

  test("a budget is removed once, and a new one begins at nothing", async () => {
    await stores().budgets.set(budget("bud_1"));
    await stores().ledger.settle(
      ending("att_1", {
        charges: charged(await open(stores(), "att_1", [hold("bud_1", 30)]), 20),
      }),
    );
    expect(await stores().budgets.remove("bud_1")).toBe(true);
    expect(await stores().budgets.remove("bud_1")).toBe(false);
    expect(await stores().budgets.list()).toEqual([]);
    await stores().budgets.set(budget("bud_2"));
    expect(await figures(stores())).toEqual({ bud_2: [0, 0] });
  });
}

function reservingContract(stores: () => Stores): void {
  test("is reserved, and then settled to the truth, in every budget", async () => {
    await stores().budgets.set(budget("bud_1"));
    await stores().budgets.set(budget("bud_2", { subject: { type: "key", id: "key_1" } }));
    const placed = await open(stores(), "att_1", [hold("bud_1", 30), hold("bud_2", 40, "tokens")]);
    expect(placed).toEqual([
      { budgetId: "bud_1", amount: 30, unit: "micros", window: "total" },
      { budgetId: "bud_2", amount: 40, unit: "tokens", window: "total" },
    ]);
    expect(await figures(stores())).toEqual({ bud_1: [30, 0], bud_2: [40, 0] });
    expect(await stores().instances.abandoned(0, 9)).toMatchObject([{ callId: "att_1", holds: placed }]);
    await stores().ledger.settle(ending("att_1", { charges: charged(placed, 35) }));
    expect(await figures(stores())).toEqual({ bud_1: [0, 35], bud_2: [0, 35] });
  });

  test("what was never sent gives everything back", async () => {
    await stores().budgets.set(budget("bud_1"));
    const placed = await open(stores(), "att_1", [hold("bud_1", 100)]);
    expect(await open(stores(), "att_2", [hold("bud_1", 1)])).toBeUndefined();
    await stores().ledger.settle(ending("att_1", { state: "never_sent", charges: charged(placed, 0) }));
    expect(await open(stores(), "att_3", [hold("bud_1", 100)])).toBeDefined();
  });

  test("a refusal leaves nothing: no row, and nothing set aside elsewhere", async () => {
    await stores().budgets.set(budget("bud_1"));
    await stores().budgets.set(budget("bud_2", { period: "day", amount: 10 }));
    await stores().budgets.set(budget("bud_3", { period: "month" }));
    const holds = ["bud_1", "bud_2", "bud_3"].map((id) => hold(id, 11));
    expect(await stores().ledger.open(opening("att_1", { holds }))).toEqual({
      opened: false,
      budgetId: "bud_2",
      exhausted: true,
      unspent: 10,
      left: 10,
    });
    expect(await figures(stores())).toEqual({ bud_1: [0, 0], bud_2: [0, 0], bud_3: [0, 0] });
    expect(await stores().ledger.list({ limit: 9 })).toEqual([]);
  });

  test("a row that cannot be written leaves nothing set aside", async () => {
    await stores().budgets.set(budget("bud_1"));
    const bad = opening("att_1", { holds: [hold("bud_1", 10)], projectId: "proj_nobody" });
    const good = opening("att_2", { holds: [hold("bud_1", 5)] });
    const results = await Promise.allSettled([stores().ledger.open(bad), stores().ledger.open(good)]);
    expect(results).toMatchObject([
      { status: "rejected", reason: { code: "storage_unavailable" } },
      { status: "fulfilled", value: { opened: true } },
    ]);
    expect(await figures(stores())).toEqual({ bud_1: [5, 0] });
  });

  test("only what others have set aside stands in the way, or the budget is exhausted", async () => {
    await stores().budgets.set(budget("bud_1"));
    const placed = await open(stores(), "att_1", [hold("bud_1", 60)]);
    const refusal = (id: string, amount: number) =>
      stores().ledger.open(opening(id, { holds: [hold("bud_1", amount)] }));
    const refused = (exhausted: boolean, unspent: number, left: number) => ({
      opened: false,
      budgetId: "bud_1",
      exhausted,
      unspent,
      left,
    });
    expect(await refusal("att_2", 41)).toEqual(refused(false, 100, 40));
    expect(await refusal("att_2", 101)).toEqual(refused(true, 100, 40));
    await stores().ledger.settle(ending("att_1", { charges: charged(placed, 60) }));
    expect(await refusal("att_2", 41)).toEqual(refused(true, 40, 40));
    expect(await refusal("att_2", 40)).toMatchObject({ opened: true });
    expect(await refusal("att_3", 0)).toMatchObject({ opened: true });
  });

  test("who asks for nothing is let through, also where too much was spent, and is told of nobody", async () => {
    await stores().budgets.set(budget("bud_1"));
    await stores().budgets.set(budget("bud_2", { period: "day", amount: 1, shadow: true }));
    const both = (amount: number) => [hold("bud_1", amount), hold("bud_2", amount)];
    const placed = await open(stores(), "att_1", both(60));
    await stores().ledger.settle(ending("att_1", { charges: charged(placed, 500) }));
    expect(await stores().ledger.open(opening("att_2", { holds: both(0) }))).toMatchObject({
      opened: true,
      exceeded: [],
      holds: [{ amount: 0 }, { amount: 0 }],
    });
    expect(await open(stores(), "att_3", both(1))).toBeUndefined();
  });

  test("an amount that was lowered refuses, and nothing else", async () => {
    await stores().budgets.set(budget("bud_1"));
    const placed = await open(stores(), "att_1", [hold("bud_1", 60)]);
    await stores().budgets.set(budget("bud_1", { amount: 50 }));
    expect(await open(stores(), "att_2", [hold("bud_1", 1)])).toBeUndefined();
    await stores().ledger.settle(ending("att_1", { charges: charged(placed, 49) }));
    expect(await open(stores(), "att_2", [hold("bud_1", 1)])).toBeDefined();
  });

  test("a shadow budget refuses nothing, and says what it would have refused", async () => {
    await stores().budgets.set(budget("bud_1", { shadow: true }));
    await stores().budgets.set(budget("bud_2", { period: "day", amount: 1_000 }));
    const exceeded = async (id: string, amount: number) => {
      const opened = await stores().ledger.open(
        opening(id, { holds: [hold("bud_1", amount), hold("bud_2", 1)] }),
      );
      return opened.opened && opened.exceeded;
    };
    expect(await exceeded("att_1", 100)).toEqual([]);
    expect(await exceeded("att_2", 1)).toEqual(["bud_1"]);
    expect(await exceeded("att_3", Number.MAX_SAFE_INTEGER)).toEqual(["bud_1"]);
    await stores().budgets.set(budget("bud_1", { amount: 0 }));
    expect(await open(stores(), "att_4", [hold("bud_1", 1)])).toBeUndefined();
  });

  test("a budget that is not there refuses nobody, and holds nothing", async () => {
    await stores().budgets.set(budget("bud_1"));
    const placed = await open(stores(), "att_1", [hold("bud_0", 5), hold("bud_1", 5)]);
    expect(placed).toEqual([{ ...hold("bud_1", 5), window: "total" }]);
    await stores().budgets.remove("bud_1");
    await stores().ledger.settle(ending("att_1", { charges: charged(placed, 5) }));
    expect(await stores().ledger.list({ limit: 1 })).toMatchObject([{ state: "settled" }]);
  });

  const amounts = [0, 1, Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER * 128, 1e300, Infinity, -1];
  test("a budget that only watches never stands in the way, however much is set aside and spent", async () => {
    await stores().budgets.set(budget("bud_1", { shadow: true, amount: Number.MAX_SAFE_INTEGER }));
    await stores().budgets.set(budget("bud_2", { period: "day", shadow: true, amount: 5 }));
    let calls = 0;
    const amount = fc.constantFrom(...amounts);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(amount, amount), { minLength: 1, maxLength: 5 }), async (steps) => {
        for (const [reserved, spent] of steps) {
          const id = `att_${calls++}`;
          const holds = ["bud_1", "bud_2"].map((each) => hold(each, reserved));
          const placed = await open(stores(), id, holds);
          expect(placed).toHaveLength(2);
          const charges = charged(placed, spent);
          const estimate = { outputTokensMin: 0 };
          expect(await stores().ledger.settle(ending(id, { charges, estimate }))).toBe("settled");
          expect(await stores().ledger.settle(ending(id, { charges: charged(placed, 1) }))).toBe("settled");
        }
        for (const [reserved, spent] of Object.values(await figures(stores()))) {
          expect([reserved, spent].every((each) => Number.isSafeInteger(each) && each >= 0)).toBe(true);
        }
      }),
      { numRuns: 25 },
    );
  });

  test("the truth of who has seen the end corrects what somebody else has closed with another one", async () => {
    await stores().budgets.set(budget("bud_1"));
    const placed = await open(stores(), "att_1", [hold("bud_1", 30)]);
    const settle = (more: Partial<AttemptEnding>) => stores().ledger.settle(ending("att_1", more));
    const recovered = { state: "recovered", outcome: "failed", costMicros: 0 } as const;
    expect(await settle({ ...recovered, charges: charged(placed, 0) })).toBe("settled");
    expect(await settle({ ...recovered, charges: charged(placed, 9) })).toBe("late");
    expect(await settle({ outcome: "cancelled", charges: charged(placed, 9) })).toBe("late");
    expect(await settle({ usage: {}, estimate: { outputTokensMin: 0 }, charges: charged(placed, 9) })).toBe(
      "late",
    );
    expect(await figures(stores())).toEqual({ bud_1: [0, 0] });
    expect(await settle({ usage: { outputTokens: 7 }, charges: charged(placed, 7) })).toBe("settled");
    expect(await figures(stores())).toEqual({ bud_1: [0, 7] });
    expect(await settle({ usage: { outputTokens: 8 }, charges: charged(placed, 8) })).toBe("late");
    expect(await figures(stores())).toEqual({ bud_1: [0, 7] });
    expect(await stores().ledger.list({ limit: 1 })).toMatchObject([
      { state: "settled", usage: { outputTokens: 7 } },
    ]);
  });

  test.each([
    ["more", 40],
    ["less", 3],
    ["as much", 20],
  ])("the truth corrects an estimate: %s", async (_, truth) => {
    await stores().budgets.set(budget("bud_1"));
    await stores().budgets.set(budget("bud_2", { period: "day" }));
    const placed = await open(stores(), "att_1", [hold("bud_1", 30), hold("bud_2", 30)]);
    const other = await open(stores(), "att_2", [hold("bud_1", 10)]);
    await stores().ledger.settle(
      ending("att_1", {
        state: "interrupted",
        estimate: { outputTokensMin: 0 },
        charges: charged(placed, 20),
      }),
    );
    expect(await figures(stores())).toEqual({ bud_1: [10, 20], bud_2: [0, 20] });
    const settled = ending("att_1", { state: "recovered", charges: charged(placed, truth) });
    await stores().ledger.settle(settled);
    expect(await figures(stores())).toEqual({ bud_1: [10, truth], bud_2: [0, truth] });
    expect(await stores().ledger.settle(settled)).toBe("late");
    await stores().ledger.settle(ending("att_2", { charges: charged(other, 10) }));
    expect(await figures(stores())).toEqual({ bud_1: [0, truth + 10], bud_2: [0, truth] });
  });

  test("sums stop where numbers are exact, and never fall below nothing", async () => {
    const amount = Number.MAX_SAFE_INTEGER;
    await stores().budgets.set(budget("bud_1", { amount }));
    for (const id of ["att_1", "att_2"]) {
      const placed = await open(stores(), id, [hold("bud_1", 1)]);
      const estimate = { outputTokensMin: 0 };
      await stores().ledger.settle(ending(id, { estimate, charges: charged(placed, amount - 1) }));
    }
    expect(await figures(stores())).toEqual({ bud_1: [0, amount] });
    for (const id of ["att_1", "att_2"]) {
      const charges = [{ ...hold("bud_1", 1), window: "total", spent: 0 }];
      await stores().ledger.settle(ending(id, { charges }));
    }
    expect(await figures(stores())).toEqual({ bud_1: [0, 0] });
  });
}

function crowdContract(stores: () => Stores): void {
  test("of 500 calls at once on a budget for 100, exactly 100 are let through", async () => {
    await stores().budgets.set(budget("bud_1"));
    await stores().budgets.set(budget("bud_2", { period: "day", amount: 1_000 }));
    const holds = [hold("bud_1", 1), hold("bud_2", 1)];
    const results = await Promise.all(
      Array.from({ length: 500 }, (_, number) => stores().ledger.open(opening(`att_${number}`, { holds }))),
    );
    expect(results.filter(({ opened }) => opened)).toHaveLength(100);
    expect(await figures(stores())).toEqual({ bud_1: [100, 0], bud_2: [100, 0] });
    expect(await stores().ledger.list({ limit: 1_000 })).toHaveLength(100);
  });

  test("whatever happens in whatever order, no more is spent than there is, and nothing stays set aside", async () => {
    const ids = ["bud_a", "bud_b", "bud_c"];
    const call = fc.record({
      holds: fc.subarray(ids),
      amount: fc.nat(40),
      /** Of what was reserved, in percent. */
      spent: fc.nat(100),
      estimated: fc.boolean(),
      turns: fc.nat(3),
    });
    let round = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(call, { minLength: 1, maxLength: 25 }), async (calls) => {
        const prefix = `att_${round++}`;
        const subjects = (["day", "month", "total"] as const).map((period, at) =>
          budget(ids[at] ?? "", { period, amount: 60 + 20 * at }),
        );
        for (const each of subjects) {
          await stores().budgets.remove(each.id);
          await stores().budgets.set(each);
        }
        const expected: Record<string, number> = Object.fromEntries(ids.map((id) => [id, 0]));
        await Promise.all(
          calls.map(async ({ holds, amount, spent, estimated, turns }, number) => {
            for (let turn = 0; turn < turns; turn++) await Promise.resolve();
            const callId = `${prefix}_${number}`;
            const placed = await open(
              stores(),
              callId,
              holds.map((id) => hold(id, amount)),
            );
            for (const { amount: all, reserved, spent: gone } of await stores().budgets.list()) {
              expect(reserved + gone).toBeLessThanOrEqual(all);
            }
            if (placed === undefined) return;
            const truth = Math.floor((amount * spent) / 100);
            if (estimated) {
              const estimate = { outputTokensMin: 0 };
              await stores().ledger.settle(ending(callId, { estimate, charges: charged(placed, amount) }));
            }
            await stores().ledger.settle(ending(callId, { charges: charged(placed, truth) }));
            for (const id of holds) expected[id] = (expected[id] ?? 0) + truth;
          }),
        );
        expect(await figures(stores())).toEqual(
          Object.fromEntries(ids.map((id) => [id, [0, expected[id] ?? 0]])),
        );
      }),
      { numRuns: 25 },
    );
  });
}

function windowContract(name: string, openTimed: () => Promise<TimedStores>): void {
  test(`${name}: windows are days and months of the database's clock, and a charge goes where its hold is`, async () => {
    const { stores, setTime } = await openTimed();
    await setTime("2026-11-30T23:59:59.999Z");
    await stores.projects.insert(projectA);
    const periods = ["day", "month", "total"] as const;
    for (const period of periods) await stores.budgets.set(budget(`bud_${period}`, { period }));
    const holds = periods.map((period) => hold(`bud_${period}`, 100));
    const before = await open(stores, "att_1", holds);
    expect(before?.map(({ window }) => window)).toEqual(["2026-11-30", "2026-11", "total"]);
    expect(await open(stores, "att_2", [hold("bud_day", 1)])).toBeUndefined();

    await setTime("2026-12-01T00:00:00.000Z");
    expect(await figures(stores)).toEqual({ bud_day: [0, 0], bud_month: [0, 0], bud_total: [100, 0] });
    const after = await open(stores, "att_3", holds.slice(0, 2));
    expect(after?.map(({ window }) => window)).toEqual(["2026-12-01", "2026-12"]);
    await stores.ledger.settle(ending("att_1", { charges: charged(before, 70) }));
    expect(await figures(stores)).toEqual({ bud_day: [100, 0], bud_month: [100, 0], bud_total: [0, 70] });
    await setTime("2026-11-30T12:00:00.000Z");
    expect(await figures(stores)).toEqual({ bud_day: [0, 70], bud_month: [0, 70], bud_total: [0, 70] });

    await setTime("2026-12-02T00:00:00.000Z");
    expect(await figures(stores)).toEqual({ bud_day: [0, 0], bud_month: [100, 0], bud_total: [0, 70] });
    expect((await stores.budgets.list()).map(({ window }) => window)).toEqual([
      "2026-12-02",
      "2026-12",
      "total",
    ]);
    await stores.close();
  });
}
