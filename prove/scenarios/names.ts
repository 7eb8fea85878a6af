/** In the order in which they run. */
export const scenarioNames = [
  "kills",
  "steps",
  "budget",
  "outage",
  "idempotency",
  "proxy",
  "shapes",
  "hostile",
  "stale",
  "clocks",
  "overload",
  "slow-readers",
  "connections",
  "memory",
  "cancel",
  "drain",
  "reload",
  "storm",
  "coalesce",
  "fuzz",
  "bombs",
  "secrets",
  "rotation",
  "money",
] as const;

export type ScenarioName = (typeof scenarioNames)[number];
