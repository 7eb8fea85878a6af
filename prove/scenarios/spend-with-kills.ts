import { setTimeout as sleep } from "node:timers/promises";
import { checkBudget } from "../checker/check-budget.ts";
import { crowd } from "../clients/crowd.ts";
import type { ClientRecord } from "../history/client-record.ts";
import { budgetSizes, createAsker, replicasOf, tokensOfCall, wrongRefusal } from "./budget-calls.ts";
import { emptyPurse, makePurse, type Purse } from "./budget-desk.ts";
import type { BudgetHouse } from "./budget-house.ts";
import type { Rig } from "./rig.ts";
import type { Part, World } from "./scenario.ts";

/** Callers that go on asking while servers die. */
const stubborn = 10;

/** They stop after that many refusals, when the budget must be used up; and after that many calls in any case. */
const enoughRefusals = 3 * stubborn;
const mostCalls = 20;

/** Servers die over their reservations: these are released, and never is more spent than allowed. */
export async function spendWithKills(world: World, rig: Rig, house: BudgetHouse): Promise<Part> {
  const { kills, paidWithKills } = budgetSizes[world.size];
  const deaths = { left: kills };
  const spenders = await Promise.all(
    ["asked", "bounded"].map(async (model) => {
      const purse = await makePurse(rig, model, paidWithKills * tokensOfCall + tokensOfCall - 1);
      return { model, purse, asking: spendStubbornly(world, rig, { model, purse, deaths }) };
    }),
  );
  for (; deaths.left > 0; deaths.left--) {
    await sleep(300 + world.random.below(500));
    await house.kill();
    await house.open();
  }
  const parts: Part[] = [];
  for (const { model, purse, asking } of spenders)
    parts.push(await judgeSpender(rig, model, purse, await asking));
  return {
    told: `with ${kills} kills ${parts.map(({ told }) => told).join(", ")}`,
    violations: parts.flatMap(({ violations }) => violations),
  };
}

interface Spender {
  readonly model: string;
  readonly purse: Purse;
  readonly deaths: { readonly left: number };
}

/** Asks until servers have died often enough and the budget is used up. */
function spendStubbornly(
  world: World,
  rig: Rig,
  { model, purse, deaths }: Spender,
): Promise<readonly ClientRecord[]> {
  const manner = { models: [model], pauseMs: 2 };
  const { next, ask } = createAsker(rig, `kills-${model}`, purse, manner, replicasOf(world));
  let refusals = 0;
  let left = mostCalls * budgetSizes[world.size].paidWithKills;
  const goOn = (): boolean => left-- > 0 && (deaths.left > 0 || refusals < enoughRefusals);
  return crowd(
    stubborn,
    () => (goOn() ? next() : undefined),
    async (question) => {
      const record = await ask(question);
      if (record.end.kind === "refused" && record.end.code === "insufficient_quota") refusals++;
      return record;
    },
  );
}

/** What the upstream made for a purse's calls, beside what the purse says. */
async function judgeSpender(
  rig: Rig,
  model: string,
  purse: Purse,
  heard: readonly ClientRecord[],
): Promise<Part> {
  const { waitedMs, spent, reserved } = await emptyPurse(rig, purse);
  const made = rig.upstream.books().filter(({ user }) => user.startsWith(`budget-kills-${model}-`));
  const used = made.reduce(
    (sum, { promptTokens: prompt, completionTokens }) => sum + prompt + completionTokens,
    0,
  );
  const estimated = (await rig.ledger()).some((row) => row.keyId === purse.keyId && row.estimated);
  const served = heard.filter(({ end }) => end.kind === "whole").length;
  const figures = `${spent} of ${purse.limit} tokens spent for ${used} used, ${reserved} reserved after ${(waitedMs / 1000).toFixed(1)} s`;
  return {
    told: `${served} whole at ${model} (${figures})`,
    violations: [
      ...heard.filter((record) => !mayBe(record)).flatMap(wrongRefusal),
      ...checkBudget({ limit: purse.limit, spent, reserved, used, estimated }),
    ],
  };
}

/** Where servers die, connections break, and what their calls had set aside stands in the way of others for a while. */
function mayBe({ end }: ClientRecord): boolean {
  if (end.kind === "broken") return true;
  return end.kind === "refused" && end.code === "rate_limit_exceeded" && (end.retryAfterMs ?? 0) > 0;
}
