import type { PriceList } from "../spec/price.ts";
import type { ProviderModel } from "../spec/provider.ts";
import type { ListedModel, ModelAlias } from "./catalogue.ts";
import type { Plan } from "./route/plan.ts";
import type { Target } from "./route/target.ts";

export interface ListingParts {
  readonly aliases: readonly ModelAlias[];
  /** What each provider lists, in their order. `own`: by itself, and not because it was asked. */
  readonly providers: readonly {
    readonly name: string;
    readonly models: readonly ProviderModel[];
    readonly own: boolean;
  }[];
  readonly planOf: (name: string) => Plan | undefined;
  readonly prices: PriceList | undefined;
}

/**
 * All models by the names under which they can be asked for: the settings' own, then each model by its name alone,
 * where that leads to it, and with its provider's before it.
 */
export function listModels(parts: ListingParts): readonly ListedModel[] {
  const { aliases, providers, planOf, prices } = parts;
  const models = new Map<string, ListedModel>();
  for (const { name } of aliases)
    if (name !== "*") models.set(name, aliasOf(name, planOf(name)?.targets ?? [], prices));
  const leadsHere = nameLeads(parts);
  for (const { name: provider, models: listed, own } of providers) {
    for (const model of listed) {
      const { id } = model;
      const shown = { ...priced(provider, model, prices), ownedBy: model.ownedBy ?? provider };
      if (!models.has(id) && (own || leadsHere(provider, id))) models.set(id, shown);
      const full = `${provider}/${id}`;
      models.set(full, { ...shown, id: full });
    }
  }
  return [...models.values()];
}

/**
 * Whether the bare name of a model leads to the provider that listed it when it was asked, if nobody before it has the
 * name: the rules of `createPlanner`, since asking for the plan of each of some thousand models takes too long.
 */
function nameLeads({ aliases, providers }: ListingParts): (provider: string, model: string) => boolean {
  const names = new Set(providers.map(({ name }) => name));
  const owned = new Set(providers.flatMap(({ own, models }) => (own ? models.map(({ id }) => id) : [])));
  const others = aliases.find(({ name }) => name === "*")?.targets[0];
  return (provider, model) => {
    const slash = model.indexOf("/");
    if (owned.has(model) || (slash > 0 && names.has(model.slice(0, slash)))) return false;
    return others === undefined || (others.provider === provider && (others.model ?? model) === model);
  };
}

type Figures = Omit<ProviderModel, "id" | "ownedBy" | "created"> & Pick<ListedModel, "price">;

function priced(
  provider: string,
  model: ProviderModel,
  prices: PriceList | undefined,
): ProviderModel & Figures {
  const price = prices?.priceOf(provider, model.id);
  const outputTokens = model.outputTokens ?? prices?.outputLimitOf?.(provider, model.id);
  return {
    ...model,
    ...(outputTokens !== undefined && { outputTokens }),
    ...(price !== undefined && { price }),
  };
}

/**
 * What holds for a name with several targets: a call goes where it fits, so the most that one of them can do; and a
 * price only where all have the same.
 */
function aliasOf(name: string, targets: readonly Target[], prices: PriceList | undefined): ListedModel {
  const all = targets.map(({ provider, model, endpoint, contextTokens, abilities }) => ({
    ...priced(provider.name, { ...endpoint.find(model), id: model }, prices),
    ...(contextTokens !== undefined && { contextTokens }),
    ...(abilities !== undefined && { abilities }),
  }));
  const contextTokens = most(all.map((one) => one.contextTokens));
  const outputTokens = most(all.map((one) => one.outputTokens));
  const abilities = all.every((one) => one.abilities !== undefined)
    ? [...new Set(all.flatMap((one) => one.abilities ?? []))]
    : undefined;
  const [{ price } = {}] = all;
  const agreed =
    price !== undefined && all.every((one) => JSON.stringify(one.price) === JSON.stringify(price));
  return {
    id: name,
    ownedBy: "parley",
    ...(contextTokens !== undefined && { contextTokens }),
    ...(outputTokens !== undefined && { outputTokens }),
    ...(abilities !== undefined && { abilities }),
    ...(agreed && { price }),
  };
}

/** `undefined` unless it is known of each. */
function most(figures: readonly (number | undefined)[]): number | undefined {
  const known = figures.filter((figure) => figure !== undefined);
  return known.length === figures.length && known.length > 0 ? Math.max(...known) : undefined;
}
