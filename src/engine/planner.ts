import type { ModelAlias } from "./catalogue.ts";
import type { ModelLists } from "./model-lists.ts";
import { createPlan, type Plan, type Retries } from "./route/plan.ts";
import { type Endpoint, expandTarget } from "./route/target.ts";

type Endpoints = ReadonlyMap<string, readonly Endpoint[]>;

/** Names may come from callers: how many plans are kept for those that no setting has. */
const mostPlans = 1_000;

export interface PlannerParts {
  readonly endpoints: Endpoints;
  readonly aliases: readonly ModelAlias[];
  readonly lists: Pick<ModelLists, "find" | "refresh">;
  /** For all models that say nothing else. */
  readonly retries: Retries;
}

/** Makes the function that says what a model's name stands for; see `createCatalogue` for the order of its looks. */
export function createPlanner({
  endpoints,
  aliases,
  lists,
  retries,
}: PlannerParts): (name: string) => Plan | undefined {
  const plain = (of: readonly Endpoint[], model: string): Plan => plainPlan(of, model, retries);
  const planFor = (alias: ModelAlias, name: string): Plan => aliasPlan(endpoints, alias, name, retries);
  const named = new Map<string, Plan>();
  for (const of of endpoints.values()) {
    for (const { id } of of[0]?.provider.models ?? []) if (!named.has(id)) named.set(id, plain(of, id));
  }
  for (const alias of aliases) if (alias.name !== "*") named.set(alias.name, planFor(alias, alias.name));
  const other = aliases.find(({ name }) => name === "*");
  if (other !== undefined) planFor(other, ""); // a wrong reference fails now, not at the first call
  const kept = keeping(mostPlans);

  /** Some providers gain models while they are there, such as those that were pulled. */
  const addedSince = (name: string): Plan | undefined => {
    for (const of of endpoints.values()) {
      if (of[0]?.provider.models.some(({ id }) => id === name) === true) return plain(of, name);
    }
    return undefined;
  };

  const fetched = (name: string): Plan | undefined => {
    lists.refresh();
    for (const [provider, of] of endpoints) {
      if (lists.find(provider, name) !== undefined) return plain(of, name);
    }
    return undefined;
  };

  return function planOf(name) {
    const known = named.get(name);
    if (known !== undefined) return known;
    const slash = name.indexOf("/");
    const of = slash > 0 && slash < name.length - 1 ? endpoints.get(name.slice(0, slash)) : undefined;
    if (of !== undefined) return kept(name, () => plain(of, name.slice(slash + 1)));
    const added = addedSince(name);
    if (added !== undefined || other === undefined) return added ?? fetched(name);
    return kept(name, () => planFor(other, name));
  };
}

/** A model of a provider, by nobody's wish but the caller's. */
function plainPlan(of: readonly Endpoint[], model: string, retries: Retries): Plan {
  return createPlan({ strategy: "first", sticky: "auto", retries, targets: expandTarget(of, model, 0, {}) });
}

function aliasPlan(endpoints: Endpoints, alias: ModelAlias, name: string, retries: Retries): Plan {
  const { hedge, coalesce } = alias;
  return createPlan({
    retries: { ...retries, ...alias.retries },
    ...(hedge !== undefined && { hedge }),
    ...(coalesce !== undefined && { coalesce }),
    strategy: alias.strategy ?? "first",
    sticky: alias.sticky ?? "auto",
    ...(alias.maxPrice !== undefined && { maxPrice: alias.maxPrice }),
    targets: alias.targets.flatMap(({ provider, model = name, ...rest }, rank) => {
      const of = endpoints.get(provider);
      if (of === undefined) throw new TypeError(`model ${alias.name}: no provider ${provider}`);
      return expandTarget(of, model, rank, rest);
    }),
  });
}

function keeping(most: number): (name: string, make: () => Plan) => Plan {
  const plans = new Map<string, Plan>();
  return (name, make) => {
    let plan = plans.get(name);
    if (plan === undefined) {
      if (plans.size >= most) plans.clear();
      plans.set(name, (plan = make()));
    }
    return plan;
  };
}
