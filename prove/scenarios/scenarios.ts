import { runBadConnections } from "./bad-connections.ts";
import { runBudget } from "./budget.ts";
import { runIdempotency } from "./idempotency.ts";
import { runKills } from "./kills.ts";
import type { ScenarioName } from "./names.ts";
import { runOutage } from "./outage.ts";
import type { Outcome, Scenario, World } from "./scenario.ts";
import { runSteps } from "./steps.ts";

/** Those that need a server, each on every database, in the order in which they run. */
export const scenarios: readonly (readonly [ScenarioName, Scenario])[] = [
  ["kills", runKills],
  ["steps", runSteps],
  ["budget", whole(runBudget)],
  ["outage", whole(runOutage)],
  ["idempotency", whole(runIdempotency)],
  ["proxy", whole(runBadConnections)],
];

/** A scenario of which nothing can be done while another one runs. */
function whole(run: (world: World) => Promise<Outcome>): Scenario {
  return async function runWhole(world) {
    const outcome = await run(world);
    return () => Promise.resolve(outcome);
  };
}
