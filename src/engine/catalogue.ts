import type { Price, PriceList } from "../spec/price.ts";
import type { Provider, ProviderModel } from "../spec/provider.ts";
import type { ModelLists } from "./model-lists.ts";
import { createPlanner } from "./planner.ts";
import {
  type Hedge,
  type Plan,
  type Retries,
  type Sticky,
  type Strategy,
  usualRetries,
} from "./route/plan.ts";
import {
  createEndpoint,
  type Endpoint,
  type EndpointTraits,
  type HealthMemory,
  type Target,
  type TargetTraits,
} from "./route/target.ts";
import { listModels } from "./listing.ts";

/** A model's name and what it stands for, as in the settings. A target without model takes the name asked for. */
export interface ModelAlias {
  readonly name: string;
  /** Default `first`. */
  readonly strategy?: Strategy;
  /** Default `auto`. */
  readonly sticky?: Sticky;
  readonly maxPrice?: Plan["maxPrice"];
  /** What is different from `CatalogueOptions.retries`. */
  readonly retries?: Partial<Retries>;
  readonly hedge?: Hedge;
  readonly coalesce?: true;
  readonly targets: readonly (TargetTraits & { readonly provider: string; readonly model?: string })[];
}

/** A model as `GET /v1/models` shows it. */
export interface ListedModel extends Omit<ProviderModel, "ownedBy"> {
  readonly ownedBy: string;
  /** What its upstream asks; absent when unknown. */
  readonly price?: Price;
}

/** Which names of models there are, and what they stand for. */
export interface Catalogue {
  /** The targets of the settings, each once, in their order; `undefined` when the name is unknown. */
  resolve(name: string): readonly Target[] | undefined;
  /** How a call for this name finds its way; `undefined` when the name is unknown. */
  planOf(name: string): Plan | undefined;
  /** What is known without asking anybody. */
  list(): readonly ListedModel[];
  /** Reads providers' lists of models where that is due; waits for those never read, at most so many milliseconds. */
  readLists(patience: number): Promise<void>;
  /** In the settings' order; one for each endpoint, so that several may have the same name. */
  readonly providers: readonly Provider[];
  /** The ways out, in the same order. */
  readonly endpoints: readonly Endpoint[];
  /** The names that the settings give, in their order; `*` stands for every other name. */
  readonly aliases: readonly string[];
}

export interface CatalogueOptions {
  /** What is said of single endpoints. */
  readonly traits?: ReadonlyMap<Provider, EndpointTraits>;
  /** What providers say when they are asked; without it, nobody is. */
  readonly lists?: ModelLists;
  readonly prices?: PriceList;
  /** Default `usualRetries`. */
  readonly retries?: Retries;
  /** Without it, every provider is a new one. */
  readonly health?: HealthMemory;
}

/**
 * Resolves a name: first an alias, then `provider/model`, then a model that a provider lists by itself, then the alias
 * `*`, which stands for every other name, and at last a model that a provider listed when it was asked. That comes
 * last, so that a name's way does not depend on who was asked already.
 */
export function createCatalogue(
  providers: readonly Provider[],
  aliases: readonly ModelAlias[],
  { traits, lists = noLists, prices, retries = usualRetries, health = new WeakMap() }: CatalogueOptions = {},
): Catalogue {
  const endpoints = Map.groupBy(
    providers.map((provider) =>
      createEndpoint(
        provider,
        traits?.get(provider) ?? {},
        (model) => lists.find(provider.name, model),
        health,
      ),
    ),
    ({ provider }) => provider.name,
  );
  const planOf = createPlanner({ endpoints, aliases, lists, retries });
  return {
    providers,
    endpoints: [...endpoints.values()].flat(),
    aliases: aliases.map(({ name }) => name),
    planOf,
    resolve: (name) => planOf(name)?.targets.filter(({ rank }, place, all) => all[place - 1]?.rank !== rank),
    list: () =>
      listModels({
        aliases,
        providers: [...endpoints].map(([name, [first]]) => {
          const own = first?.provider.models ?? [];
          return { name, models: own.length > 0 ? own : lists.of(name), own: own.length > 0 };
        }),
        planOf,
        prices,
      }),
    readLists: (patience) => lists.read(patience),
  };
}

const noLists: ModelLists = {
  of: () => [],
  find: () => undefined,
  refresh: () => undefined,
  read: () => Promise.resolve(),
};
