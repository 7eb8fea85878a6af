import type { DatabaseName } from "../options.ts";
import { runBadConnections } from "./bad-connections.ts";
import { runBombs } from "./bombs.ts";
import { runBudget } from "./budget.ts";
import { runCancel } from "./cancel.ts";
import { runClocks } from "./clocks.ts";
import { runCoalesce } from "./coalesce.ts";
import { runConnections } from "./connections.ts";
import { runDrain } from "./drain.ts";
import { runFuzz } from "./fuzz.ts";
import { runHostile } from "./hostile.ts";
import { runIdempotency } from "./idempotency.ts";
import { runKills } from "./kills.ts";
import { runMemory } from "./memory.ts";
import type { ScenarioName } from "./names.ts";
import { runOutage } from "./outage.ts";
import { runOverload } from "./overload.ts";
import { runReload } from "./reload.ts";
import type { Outcome, Scenario, World } from "./scenario.ts";
import { runRotation } from "./rotation.ts";
import { runSecrets } from "./secrets.ts";
import { runShapes } from "./shapes.ts";
import { runSlowReaders } from "./slow-readers.ts";
import { runSoak } from "./soak.ts";
import { runStale } from "./stale.ts";
import { runSteps } from "./steps.ts";
import { runStrangers } from "./strangers.ts";
import { runStorm } from "./storm.ts";

/** A scenario that needs a server. */
export interface Entry {
  readonly name: ScenarioName;
  readonly run: Scenario;
  /** On which database; absent: on each. */
  readonly only?: DatabaseName;
}

/** Each on every database, unless the books are not what it is about, in the order in which they run. */
export const scenarios: readonly Entry[] = [
  { name: "kills", run: runKills },
  { name: "steps", run: runSteps },
  { name: "budget", run: whole(runBudget) },
  { name: "outage", run: whole(runOutage) },
  { name: "idempotency", run: whole(runIdempotency) },
  { name: "proxy", run: whole(runBadConnections) },
  { name: "shapes", run: whole(runShapes), only: "sqlite" },
  { name: "hostile", run: whole(runHostile), only: "sqlite" },
  { name: "stale", run: whole(runStale), only: "sqlite" },
  { name: "clocks", run: whole(runClocks), only: "sqlite" },
  { name: "overload", run: whole(runOverload), only: "sqlite" },
  { name: "slow-readers", run: whole(runSlowReaders), only: "sqlite" },
  { name: "connections", run: whole(runConnections), only: "sqlite" },
  { name: "memory", run: whole(runMemory), only: "sqlite" },
  { name: "cancel", run: whole(runCancel), only: "sqlite" },
  { name: "drain", run: whole(runDrain), only: "sqlite" },
  { name: "reload", run: whole(runReload), only: "sqlite" },
  { name: "storm", run: whole(runStorm), only: "sqlite" },
  { name: "coalesce", run: whole(runCoalesce), only: "sqlite" },
  { name: "fuzz", run: whole(runFuzz), only: "sqlite" },
  { name: "bombs", run: whole(runBombs), only: "sqlite" },
  { name: "secrets", run: whole(runSecrets), only: "sqlite" },
  { name: "strangers", run: whole(runStrangers), only: "sqlite" },
  { name: "rotation", run: whole(runRotation) },
  { name: "soak", run: whole(runSoak), only: "sqlite" },
];

/** A scenario of which nothing can be done while another one runs. */
function whole(run: (world: World) => Promise<Outcome>): Scenario {
  return async function runWhole(world) {
    const outcome = await run(world);
    return () => Promise.resolve(outcome);
  };
}
