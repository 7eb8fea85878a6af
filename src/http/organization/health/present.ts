import type { Health } from "../../../engine/route/health.ts";
import type { Plan } from "../../../engine/route/plan.ts";
import { standingOf } from "../../../engine/route/standing.ts";
import type { Endpoint, Target } from "../../../engine/route/target.ts";
import { formatMicros } from "../../../lib/money.ts";
import type { EndpointObject, RouteObject } from "./schema.ts";

/** Names of models may come from callers: no more of them are told of one endpoint. */
const mostModels = 100;

/** @param now Monotonic milliseconds. */
export function presentEndpoint(endpoint: Endpoint, now: number): EndpointObject {
  const { provider, label, region, weight, health } = endpoint;
  const known = [...endpoint.models()].filter(([, one]) => isKnown(one, now));
  return {
    object: "organization.endpoint",
    provider: provider.name,
    label: label ?? null,
    region: region ?? null,
    weight,
    ...presentStanding([health], health.running, now),
    models: known.slice(0, mostModels).map(([model, one]) => ({
      model,
      ...presentStanding([one], one.running, now),
      ...presentMeasured(one, now),
    })),
  };
}

/** @param model The name that the settings give. */
export function presentRoute(model: string, plan: Plan, now: number): RouteObject {
  const { strategy, sticky, retries, hedge, coalesce, maxPrice, targets } = plan;
  return {
    object: "organization.route",
    model,
    strategy,
    sticky,
    retries: retries.attempts,
    hedge_after: hedge?.after ?? null,
    coalesce: coalesce === true,
    max_price:
      maxPrice === undefined ? null : { input: dollars(maxPrice.input), output: dollars(maxPrice.output) },
    targets: targets.map((target) => presentTarget(target, now)),
  };
}

function presentTarget(target: Target, now: number): RouteObject["targets"][number] {
  const { name, provider, model, rank, weight, region, when, endpoint, health } = target;
  return {
    name,
    provider: provider.name,
    model,
    rank,
    weight,
    region: region ?? null,
    when: { ...when },
    ...presentStanding([endpoint.health, health], health.running, now),
    ...presentMeasured(health, now),
  };
}

function presentStanding(healths: readonly Health[], running: number, now: number) {
  const { state, waitMs } = standingOf(healths, now);
  return { state, wait_ms: Math.ceil(waitMs), running };
}

function presentMeasured(health: Health, now: number) {
  const { calls, failures } = health.breaker.tally(now);
  return {
    calls,
    failures,
    first_ms: { streamed: firstMs(health, true, now), whole: firstMs(health, false, now) },
  };
}

/** Whether there is anything to say of it. */
function isKnown(health: Health, now: number): boolean {
  return (
    health.running > 0 ||
    !health.wellAt(now) ||
    health.breaker.tally(now).calls > 0 ||
    firstMs(health, true, now) !== null ||
    firstMs(health, false, now) !== null
  );
}

function firstMs(health: Health, streamed: boolean, now: number): number | null {
  const average = health.times(streamed).average(now);
  return average === undefined ? null : Math.round(average);
}

function dollars(micros: number | undefined): string | null {
  return micros === undefined ? null : formatMicros(micros).slice(1);
}
