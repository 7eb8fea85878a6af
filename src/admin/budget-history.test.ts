import { afterEach, beforeEach, expect, test } from "vitest";
import { timeOrderedId } from "../lib/random-id.ts";
import { operator } from "../spec/actor.ts";
import type { Budget } from "../spec/budget.ts";
import type { Stores } from "../spec/stores.ts";
import { openSqlite } from "../stores/sqlite/open.ts";
import { budgetHistory } from "./budget-history.ts";

const hour = 3_600_000;
const day = 24 * hour;

let stores: Stores;
const now = Date.now();
beforeEach(async () => {
  stores = await openSqlite({ path: ":memory:", now: () => now });
  await stores.projects.insert({ id: "proj_a", name: "A", createdAt: 1 });
});
afterEach(() => stores.close());

function budget(more: Partial<Budget> = {}): Promise<Budget> {
  return stores.budgets.set({
    id: "bud_1",
    subject: { type: "installation" },
    period: "total",
    unit: "micros",
    amount: 100,
    shadow: false,
    createdAt: now - 2 * hour,
    ...more,
  });
}

/** An attempt that cost as much, charged to the budget unless told otherwise. */
async function attempt(at: number, cost: number, charged = true, keyId = "key_1"): Promise<void> {
  const opening = {
    callId: timeOrderedId("req", at),
    attempt: 1,
    instanceId: "inst_1",
    projectId: "proj_a",
    keyId,
    kind: "generate",
    provider: "up",
    model: "m",
    settingsVersion: "1",
    atMost: {},
    openedAt: at,
    holds: charged ? [{ budgetId: "bud_1", amount: cost, unit: "micros" as const }] : [],
  } as const;
  const opened = await stores.ledger.open(opening);
  await stores.ledger.settle({
    callId: opening.callId,
    attempt: 1,
    state: "settled",
    outcome: "ended",
    usage: { inputTokens: cost, outputTokens: 1 },
    costMicros: cost,
    forwarded: { bytes: 0, pieces: 0 },
    endedAt: at,
    charges: opened.opened ? opened.holds.map((hold) => ({ ...hold, spent: cost })) : [],
  });
}

const history = () =>
  budgetHistory({ stores, usage: stores.usage, clock: { now: () => now } }, operator, { id: "bud_1" });

/** What went and what was left, where something went. */
const steps = async () =>
  (await history()).stretches.filter(({ spent }) => spent > 0).map(({ spent, left }) => [spent, left]);

test("stretches are hours up to a week, without gaps, and end now", async () => {
  await budget();
  await attempt(now - 2 * hour + 1, 30);
  await attempt(now - 1, 5);
  const { width, stretches, before } = await history();
  expect(width).toBe("1h");
  expect(before).toBe(0);
  expect(stretches[0]?.from).toBe(now - 2 * hour);
  expect(stretches.at(-1)).toMatchObject({ until: now, left: 65 });
  for (const [place, { from }] of stretches.entries())
    if (place > 0) expect(from).toBe(stretches[place - 1]?.until);
  expect(stretches.reduce((sum, { spent }) => sum + spent, 0)).toBe(35);
});

test("what lies further back than a quarter of a year stands before the first day", async () => {
  await budget({ createdAt: now - 200 * day });
  await attempt(now - 150 * day, 40);
  await attempt(now - 50 * day, 7);
  const { width, before, stretches } = await history();
  expect([width, before]).toEqual(["1d", 40]);
  expect(stretches.length).toBeLessThanOrEqual(93);
  expect(await steps()).toEqual([[7, 53]]);
});

test("where the ledger has more than the budget has counted, the budget's count holds", async () => {
  await budget();
  await attempt(now - hour, 20, false);
  await attempt(now - 1, 30);
  const { before, stretches } = await history();
  expect(before + stretches.reduce((sum, { spent }) => sum + spent, 0)).toBe(30);
  expect(stretches.at(-1)?.left).toBe(70);
});

test("calls of others are not looked at, and tokens are input and output together", async () => {
  await budget({ subject: { type: "key", id: "key_1" } });
  await attempt(now - 1, 30);
  await attempt(now - 1, 50, false, "key_2");
  expect(await steps()).toEqual([[30, 70]]);
  await stores.budgets.remove("bud_1");
  await budget({ unit: "tokens", subject: { type: "project", id: "proj_a" } });
  expect((await history()).stretches.every(({ spent }) => spent === 0)).toBe(true);
});

test("a budget of this moment has no stretch yet", async () => {
  await budget({ createdAt: now + 5 });
  expect(await history()).toMatchObject({ before: 0, stretches: [] });
});
