/** In the order in which they run. */
export const usualNames = [
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
  "strangers",
  "rotation",
  "money",
] as const;

/** With those that run only when they are named: they take as long as one likes. */
export const scenarioNames = [...usualNames, "soak"] as const;

export type ScenarioName = (typeof scenarioNames)[number];
