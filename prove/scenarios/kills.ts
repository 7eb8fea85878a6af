/** Scenario 1: the server is killed at random moments, with 20 clients asking. */
import { setTimeout as sleep } from "node:timers/promises";
import { crowd } from "../clients/crowd.ts";
import { createQuestions } from "../clients/questions.ts";
import type { Violation } from "../checker/violation.ts";
import { createRig } from "./rig.ts";
import type { Outcome, World } from "./scenario.ts";
import { tellCounts, tellTimes, unexpectedEnds } from "./tell.ts";

const clients = 20;
const kills = { short: 8, full: 50 } as const;

/** The reliability contract: ready again two seconds after the start. */
const readyLimitMs = 2_000;

/** How long the server may work between its start and its death, in milliseconds. */
const life = { least: 100, most: 1_300 } as const;

export async function runKills(world: World): Promise<Outcome> {
  const { random } = world;
  const rig = await createRig(world, "kills");
  const nextQuestion = createQuestions("kills", random, {
    models: ["asked", "bounded"],
    streams: 80,
    tokens: { from: 5, to: 60 },
    pauseMs: { from: 1, to: 12 },
  });
  const readyMs: number[] = [];
  let over = false;
  let server = await rig.start();
  const asking = crowd(clients, () => (over ? undefined : nextQuestion()), rig.ask);
  const found: Violation[] = [];
  try {
    for (let kill = 1; kill <= kills[world.size]; kill++) {
      await sleep(life.least + random.below(life.most - life.least));
      found.push(...unexpectedEnds(server));
      await server.kill();
      server = await rig.start();
      readyMs.push(server.readyMs);
      world.say(`kill ${kill}: ready after ${Math.round(server.readyMs)} ms`);
    }
  } finally {
    over = true;
  }
  await asking;
  const reconciledMs = await rig.settled();
  const { clients: records, ledger, violations } = await rig.judge();
  found.push(...violations, ...unexpectedEnds(server), ...tooLate(readyMs));
  await server.stop();
  const times = `ready again: ${tellTimes(readyMs)}; last rows settled after ${(reconciledMs / 1000).toFixed(1)} s`;
  return {
    counted: `${readyMs.length} × kill -9: ${tellCounts(records, ledger)}; ${times}`,
    violations: found,
  };
}

function tooLate(readyMs: readonly number[]): readonly Violation[] {
  return readyMs.flatMap((ms, index) =>
    ms <= readyLimitMs
      ? []
      : [{ invariant: "I7", rule: "ready", what: `start ${index + 1} took ${Math.round(ms)} ms` } as const],
  );
}
