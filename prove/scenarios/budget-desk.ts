/** The operator's door to budgets, as the proof needs it. */
import { setTimeout as sleep } from "node:timers/promises";
import type { Rig } from "./rig.ts";

export interface Purse {
  readonly keyId: string;
  readonly key: string;
  readonly budgetId: string;
  readonly limit: number;
}

export interface BudgetFigures {
  readonly spent: number;
  readonly reserved: number;
}

/** Running servers learn of a new budget within a second. */
const knownAfterMs = 1_500;

/** How long a reservation of nobody may stay, by the contract, in milliseconds. */
const releaseLimitMs = 60_000;
const lookEveryMs = 1_500;

/** Makes a key, and a budget of `limit` tokens for all of its life. */
export async function makePurse(rig: Rig, name: string, limit: number): Promise<Purse> {
  const made = JSON.parse(await rig.parley("keys", "create", "--name", name, "--json")) as {
    readonly id: string;
    readonly key: string;
  };
  const words = ["budgets", "set", "--key", made.id, "--per", "total", "--tokens", String(limit), "--json"];
  const budget = JSON.parse(await rig.parley(...words)) as { readonly id: string };
  await sleep(knownAfterMs);
  return { keyId: made.id, key: made.key, budgetId: budget.id, limit };
}

/** A budget that is used up by the first call, and must refuse nothing. */
export async function castShadow(rig: Rig): Promise<void> {
  await rig.parley("budgets", "set", "--installation", "--per", "total", "--tokens", "1", "--shadow");
}

export async function readPurse(rig: Rig, { budgetId }: Purse): Promise<BudgetFigures> {
  const { budgets } = JSON.parse(await rig.parley("budgets", "list", "--json")) as {
    readonly budgets: readonly ({ readonly id: string } & BudgetFigures)[];
  };
  const budget = budgets.find(({ id }) => id === budgetId);
  if (budget === undefined) throw new Error(`budget ${budgetId} is not listed`);
  return budget;
}

/** Waits until nothing is set aside any more, for at most a minute; gives the figures as they then are. */
export async function emptyPurse(
  rig: Rig,
  purse: Purse,
): Promise<BudgetFigures & { readonly waitedMs: number }> {
  const begun = performance.now();
  for (;;) {
    const figures = await readPurse(rig, purse);
    const waitedMs = performance.now() - begun;
    if (figures.reserved === 0 || waitedMs > releaseLimitMs) return { ...figures, waitedMs };
    await sleep(lookEveryMs);
  }
}
