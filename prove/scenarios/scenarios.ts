import { runBadConnections } from "./bad-connections.ts";
import { runBudget } from "./budget.ts";
import { runIdempotency } from "./idempotency.ts";
import { runKills } from "./kills.ts";
import type { ScenarioName } from "./names.ts";
import { runOutage } from "./outage.ts";
import type { Scenario } from "./scenario.ts";
import { runSteps } from "./steps.ts";

/** Those that need a server, each on every database, in the order in which they run. */
export const scenarios: readonly (readonly [ScenarioName, Scenario])[] = [
  ["kills", runKills],
  ["steps", runSteps],
  ["budget", runBudget],
  ["outage", runOutage],
  ["idempotency", runIdempotency],
  ["proxy", runBadConnections],
];
