/** Scenario 3: many callers on one budget, two processes that serve them, and deaths in between. */
import { setTimeout as sleep } from "node:timers/promises";
import { checkBudget } from "../checker/check-budget.ts";
import type { Violation } from "../checker/violation.ts";
import { crowd } from "../clients/crowd.ts";
import type { Question } from "../clients/question.ts";
import type { ClientRecord } from "../history/client-record.ts";
import type { ServerProcess } from "../parley/server-process.ts";
import { promptTokens, questionText } from "../upstream/talk.ts";
import { castShadow, emptyPurse, makePurse, type Purse } from "./budget-desk.ts";
import { createRig, type Rig } from "./rig.ts";
import type { Outcome, World } from "./scenario.ts";
import { tellCounts, unexpectedEnds } from "./tell.ts";

const sizes = {
  short: { clients: 200, paidFor: 40, below: 1_500, abreast: 60, kills: 2, paidWithKills: 150 },
  full: { clients: 500, paidFor: 100, below: 10_000, abreast: 100, kills: 10, paidWithKills: 1_000 },
} as const;

/**
 * All calls of this scenario are alike: so many tokens each, by the upstream's count. What is set aside for the input is
 * a bound, its bytes; the answer must outweigh that, or the last call paid for would not fit.
 */
const words = 8;
const answerTokens = 300;
const each = promptTokens([{ content: questionText("any", words) }]) + answerTokens;

/** Callers that go on asking while servers die. */
const stubborn = 20;

/** They stop after that many refusals, when the budget must be used up; and after that many calls in any case. */
const enoughRefusals = 3 * stubborn;
const mostCalls = 20;

interface Part {
  readonly told: string;
  readonly violations: readonly Violation[];
}

export async function runBudget(world: World): Promise<Outcome> {
  const rig = await createRig(world, "budget");
  const house = new House(world, rig);
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

/** Two worker processes on SQLite; two servers on PostgreSQL. */
class House {
  #servers: ServerProcess[] = [];
  readonly #world: World;
  readonly #rig: Rig;

  constructor(world: World, rig: Rig) {
    this.#world = world;
    this.#rig = rig;
  }

  async open(): Promise<void> {
    if (this.#world.database.name === "sqlite") {
      this.#servers = [await this.#rig.start({ words: ["--workers", "2"] })];
      return;
    }
    this.#servers = [await this.#rig.start({ replica: 0 }), await this.#rig.start({ replica: 1 })];
  }

  async kill(): Promise<void> {
    await Promise.all(this.#servers.map((server) => server.kill()));
  }

  async close(): Promise<void> {
    await Promise.all(this.#servers.map((server) => server.stop()));
  }

  unexpectedEnds(): readonly Violation[] {
    return unexpectedEnds(...this.#servers);
  }
}

function replicasOf({ database }: World): number {
  return database.name === "sqlite" ? 1 : 2;
}

interface Manner {
  readonly models: readonly string[];
  readonly pauseMs: number;
}

/** Questions in turn to all replicas; one of three wants a stream. */
function createAsker(rig: Rig, name: string, purse: Purse, { models, pauseMs }: Manner, replicas: number) {
  let made = 0;
  let asked = 0;
  const next = (): Question => ({
    id: `budget-${name}-${++made}`,
    model: models[made % models.length] ?? "",
    stream: made % 3 === 0,
    words,
    tokens: answerTokens,
    pauseMs,
    phase: "calm",
  });
  const ask = (question: Question): Promise<ClientRecord> =>
    rig.ask(question, rig.door(asked++ % replicas, purse.key));
  return { next, ask };
}

/** Everybody at once on a budget for some: exactly those are served, however the rest is told. */
async function spendExactly(world: World, rig: Rig): Promise<Part> {
  const { clients, paidFor } = sizes[world.size];
  // What a call may take is reckoned before its input is counted: less than one call is left at the end for that.
  const purse = await makePurse(rig, "exactly", paidFor * each + each - 1);
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
    ...checkBudget({ limit: purse.limit, ...figures, used: served * each, exact: true }),
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
  const { below, abreast } = sizes[world.size];
  const purse = await makePurse(rig, "below", (below + 2 * abreast) * each);
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
    ...checkBudget({ limit: purse.limit, ...figures, used: below * each, exact: true }),
  ];
  return { told: `${refused.length} false refusals in ${below}`, violations: found };
}

/** Servers die over their reservations: these are released, and never is more spent than allowed. */
async function spendWithKills(world: World, rig: Rig, house: House): Promise<Part> {
  const { kills, paidWithKills } = sizes[world.size];
  const purse = await makePurse(rig, "kills", paidWithKills * each + each - 1);
  const { next, ask } = createAsker(
    rig,
    "kills",
    purse,
    { models: ["asked", "bounded"], pauseMs: 2 },
    replicasOf(world),
  );
  let refusals = 0;
  let deaths = 0;
  let calls = 0;
  const goOn = (): boolean =>
    calls++ < mostCalls * paidWithKills && (deaths < kills || refusals < enoughRefusals);
  const asking = crowd(
    stubborn,
    () => (goOn() ? next() : undefined),
    async (question) => {
      const record = await ask(question);
      if (record.end.kind === "refused" && record.end.code === "insufficient_quota") refusals++;
      return record;
    },
  );
  for (; deaths < kills; deaths++) {
    await sleep(300 + world.random.below(500));
    await house.kill();
    await house.open();
  }
  const heard = await asking;
  const { waitedMs, ...figures } = await emptyPurse(rig, purse);
  const used = rig.upstream
    .books()
    .filter(({ user }) => user.startsWith("budget-kills-"))
    .reduce((sum, { promptTokens: prompt, completionTokens }) => sum + prompt + completionTokens, 0);
  const served = heard.filter(({ end }) => end.kind === "whole").length;
  const seconds = (waitedMs / 1000).toFixed(1);
  return {
    told: `with ${kills} kills ${served} whole, ${figures.spent} of ${purse.limit} tokens spent for ${used} used, ${figures.reserved} reserved after ${seconds} s`,
    violations: [
      ...heard.filter((record) => !mayBe(record)).flatMap(wrongRefusal),
      ...checkBudget({ limit: purse.limit, ...figures, used, exact: false }),
    ],
  };
}

/** Where servers die, connections break, and what their calls had set aside stands in the way of others for a while. */
function mayBe({ end }: ClientRecord): boolean {
  if (end.kind === "broken") return true;
  return end.kind === "refused" && end.code === "rate_limit_exceeded" && (end.retryAfterMs ?? 0) > 0;
}

/** Whoever is not served is told that his quota is used up, and that trying again is no use. */
function wrongRefusal({ id, end }: ClientRecord): readonly Violation[] {
  if (end.kind === "whole") return [];
  if (end.kind === "refused" && end.status === 429 && end.code === "insufficient_quota") {
    if (end.shouldRetry === "false") return [];
  }
  return [{ invariant: "I3", rule: "wrong-refusal", what: `${id}: ${JSON.stringify(end)}` }];
}
