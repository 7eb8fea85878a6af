/** Scenario 2: the server dies at each step of an attempt's life, by its own crash hooks. */
import { crowd } from "../clients/crowd.ts";
import { createQuestions } from "../clients/questions.ts";
import type { Violation } from "../checker/violation.ts";
import { createRig, type Rig } from "./rig.ts";
import type { Outcome, World } from "./scenario.ts";
import { tellCounts, unexpectedEnds } from "./tell.ts";

/** In the order in which an attempt passes them. */
const steps = [
  "before-open",
  "after-open",
  "first-event",
  "before-settle",
  "after-settle",
  "before-end",
] as const;

/** How often each step is tried. */
const rounds = { short: 1, full: 5 } as const;
const clients = 8;

/** Every attempt passes every step; far fewer than these reach the last hook. */
const mostQuestions = 400;
const mostPasses = 12;

export async function runSteps(world: World): Promise<() => Promise<Outcome>> {
  const rig = await createRig(world, "steps");
  const found: Violation[] = [];
  // The first key is told by the first start alone, which must not be one that dies over its first call.
  await (await rig.start()).stop();
  let deaths = 0;
  for (let round = 1; round <= rounds[world.size]; round++) {
    for (const step of steps) {
      const pass = 1 + world.random.below(mostPasses);
      world.say(`dies at ${step}, pass ${pass}`);
      found.push(...(await dieAt(world, rig, `${step}:${pass}`, `steps-${round}-${step}`)));
      deaths++;
    }
  }
  const server = await rig.start();
  return async function finish() {
    await rig.settled();
    const { clients: records, ledger, violations } = await rig.judge();
    const all = [...found, ...violations, ...unexpectedEnds(server)];
    await server.stop();
    return {
      counted: `${deaths} deaths at ${steps.length} steps: ${tellCounts(records, ledger)}`,
      violations: all,
    };
  };
}

async function dieAt(world: World, rig: Rig, hook: string, name: string): Promise<readonly Violation[]> {
  const nextQuestion = createQuestions(name, world.random, {
    models: ["asked", "bounded"],
    streams: 60,
    tokens: { from: 3, to: 20 },
    pauseMs: { from: 1, to: 6 },
  });
  const server = await rig.start({ env: { PARLEY_CRASH_AT: hook } });
  let end: string | undefined;
  void server.ended.then((how) => (end = how));
  let asked = 0;
  await crowd(
    clients,
    () => (end !== undefined || ++asked > mostQuestions ? undefined : nextQuestion()),
    rig.ask,
  );
  if (end === "SIGKILL") return [];
  await server.kill();
  const what =
    end === undefined ? `was not reached within ${mostQuestions} calls` : `ended the server with ${end}`;
  return [{ invariant: "I5", rule: "hook", what: `${hook} ${what}` }];
}
