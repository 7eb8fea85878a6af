/** Scenario 1: the server is killed at random moments, with 20 clients asking. */
import { availableParallelism, loadavg } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import { crowd } from "../clients/crowd.ts";
import { createQuestions } from "../clients/questions.ts";
import type { Violation } from "../checker/violation.ts";
import type { ServerProcess } from "../parley/server-process.ts";
import { createRig, type Rig } from "./rig.ts";
import type { Outcome, Part, World } from "./scenario.ts";
import { tellCounts, tellTimes, unexpectedEnds } from "./tell.ts";

const clients = 20;
const kills = { short: 8, full: 50 } as const;

/** The reliability contract: ready again two seconds after the start. */
const readyLimitMs = 2_000;

/** The scenario itself keeps two cores busy; more than this is somebody else. */
const mostLoadPerCore = 2;

/** How long the server may work between its start and its death, in milliseconds. */
const life = { least: 100, most: 1_300 } as const;

export async function runKills(world: World): Promise<() => Promise<Outcome>> {
  const { random } = world;
  const rig = await createRig(world, "kills");
  const nextQuestion = createQuestions("kills", random, {
    models: ["asked", "bounded"],
    streams: 80,
    tokens: { from: 5, to: 60 },
    pauseMs: { from: 1, to: 12 },
  });
  const restarts: ServerProcess[] = [];
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
      restarts.push(server);
      world.say(
        `kill ${kill}: ready after ${Math.round(server.readyMs)} ms, ${Math.round(server.waitedMs)} without a core`,
      );
    }
  } finally {
    over = true;
  }
  await asking;
  const starts = judgeStarts(restarts);
  return () => finish(rig, server, starts, found);
}

async function finish(
  rig: Rig,
  server: ServerProcess,
  starts: Part,
  found: readonly Violation[],
): Promise<Outcome> {
  const reconciledMs = await rig.settled();
  const { clients: records, ledger, violations } = await rig.judge();
  const all = [...found, ...violations, ...unexpectedEnds(server), ...starts.violations];
  await server.stop();
  return {
    counted: `${starts.told}; ${tellCounts(records, ledger)}, the last settled after ${(reconciledMs / 1000).toFixed(1)} s`,
    violations: all,
  };
}

/**
 * The contract speaks of a machine that has time for it: what a start waited for a core is taken off, and where the
 * machine is so busy that disks and databases wait, too, that is said, and nothing judged.
 */
function judgeStarts(restarts: readonly ServerProcess[]): Part {
  const readyMs = restarts.map((server) => server.readyMs);
  const told = `${readyMs.length} × kill -9, ready again: ${tellTimes(readyMs)}`;
  const [load = 0] = loadavg();
  if (load > mostLoadPerCore * availableParallelism()) {
    return { told: `${told} (NOT JUDGED: the machine is busy, load ${load.toFixed(1)})`, violations: [] };
  }
  const late = restarts.filter((server) => server.readyMs - server.waitedMs > readyLimitMs);
  return {
    told,
    violations: late.map((server) => ({
      invariant: "I7",
      rule: "ready",
      what: `a start took ${Math.round(server.readyMs)} ms, of which it waited ${Math.round(server.waitedMs)} for a core`,
    })),
  };
}
