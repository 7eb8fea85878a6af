/** In the order in which they run. */
export const scenarioNames = ["kills", "steps", "budget", "outage", "idempotency", "proxy", "money"] as const;

export type ScenarioName = (typeof scenarioNames)[number];
