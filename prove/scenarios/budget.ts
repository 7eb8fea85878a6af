/** Scenario 3: many callers on one budget, two processes that serve them, and deaths in between. */
import { checkBudget } from "../checker/check-budget.ts";
import type { Violation } from "../checker/violation.ts";
import { crowd } from "../clients/crowd.ts";
import { budgetSizes, createAsker, replicasOf, tokensOfCall, wrongRefusal } from "./budget-calls.ts";
import { castShadow, emptyPurse, makePurse } from "./budget-desk.ts";
import { BudgetHouse } from "./budget-house.ts";
import { createRig, type Rig } from "./rig.ts";
import type { Outcome, Part, World } from "./scenario.ts";
import { spendWithKills } from "./spend-with-kills.ts";
import { tellCounts } from "./tell.ts";

export async function runBudget(world: World): Promise<Outcome> {
  const rig = await createRig(world, "budget");
  const house = new BudgetHouse(world, rig);
  await house.open();
  await castShadow(rig);
  const parts = [
    await spendExactly(world, rig),
    await stayBelow(world, rig),
    await spendWithKills(world, rig, house),
  ];
  const { clients, ledger, violations } = await rig.judge();
  const found = [...parts.flatMap((part) => part.violations), ...violations, ...house.unexpectedEnds()];
  await house.close();
  return {
    counted: `${parts.map(({ told }) => told).join("; ")}; ${tellCounts(clients, ledger)}`,
    violations: found,
  };
}

/** Everybody at once on a budget for some: exactly those are served, however the rest is told. */
async function spendExactly(world: World, rig: Rig): Promise<Part> {
  const { clients, paidFor } = budgetSizes[world.size];
  // What a call may take is reckoned before its input is counted: less than one call is left at the end for that.
  const purse = await makePurse(rig, "exactly", paidFor * tokensOfCall + tokensOfCall - 1);
  const { next, ask } = createAsker(
    rig,
    "exactly",
    purse,
    { models: ["asked"], pauseMs: 1 },
    replicasOf(world),
  );
  const heard = await Promise.all(Array.from({ length: clients }, () => ask(next())));
  const served = heard.filter(({ end }) => end.kind === "whole").length;
  const figures = await emptyPurse(rig, purse);
  const found: Violation[] = [
    ...heard.flatMap((record) => wrongRefusal(record)),
    ...checkBudget({ limit: purse.limit, ...figures, used: served * tokensOfCall, estimated: false }),
  ];
  if (served !== paidFor) {
    found.push({
      invariant: "I3",
      rule: "not-exactly",
      what: `${served} of ${clients} were served, not ${paidFor}`,
    });
  }
  return { told: `${served} of ${clients} callers served on a budget for ${paidFor}`, violations: found };
}

/** The budget holds them all, and what is set aside for those abreast: nobody may be refused. */
async function stayBelow(world: World, rig: Rig): Promise<Part> {
  const { below, abreast } = budgetSizes[world.size];
  const purse = await makePurse(rig, "below", (below + 2 * abreast) * tokensOfCall);
  const { next, ask } = createAsker(
    rig,
    "below",
    purse,
    { models: ["asked"], pauseMs: 0 },
    replicasOf(world),
  );
  let left: number = below;
  const heard = await crowd(abreast, () => (left-- > 0 ? next() : undefined), ask);
  const refused = heard.filter(({ end }) => end.kind !== "whole");
  const figures = await emptyPurse(rig, purse);
  const found: Violation[] = [
    ...refused.map(({ id, end }): Violation => ({
      invariant: "I3",
      rule: "false-refusal",
      what: `${id}: ${JSON.stringify(end)}`,
    })),
    ...checkBudget({ limit: purse.limit, ...figures, used: below * tokensOfCall, estimated: false }),
  ];
  return { told: `${refused.length} false refusals in ${below}`, violations: found };
}
