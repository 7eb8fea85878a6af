import type { PriceList } from "../spec/price.ts";
import type { ProviderModel } from "../spec/provider.ts";
import type { ListedModel } from "./catalogue.ts";
import type { Plan } from "./route/plan.ts";
import type { Target } from "./route/target.ts";

export interface ListingParts {
  readonly aliases: readonly string[];
  /** What each provider lists, in their order. */
  readonly providers: readonly { readonly name: string; readonly models: readonly ProviderModel[] }[];
  readonly planOf: (name: string) => Plan | undefined;
  readonly prices: PriceList | undefined;
}

/**
 * All models by the names under which they can be asked for: the settings' own, then each model by its name alone,
 * where that leads to it, and with its provider's before it.
 */
export function listModels({ aliases, providers, planOf, prices }: ListingParts): readonly ListedModel[] {
  const models = new Map<string, ListedModel>();
  for (const name of aliases) models.set(name, aliasOf(name, planOf(name)?.targets ?? [], prices));
  for (const { name: provider, models: listed } of providers) {
    for (const model of listed) {
      const shown = { ...priced(provider, model, prices), ownedBy: model.ownedBy ?? provider };
      if (!models.has(model.id) && leadsTo(planOf(model.id), provider, model.id)) models.set(model.id, shown);
      const full = `${provider}/${model.id}`;
      models.set(full, { ...shown, id: full });
    }
  }
  return [...models.values()];
}

function leadsTo(plan: Plan | undefined, provider: string, model: string): boolean {
  const [target] = plan?.targets ?? [];
  return target?.provider.name === provider && target.model === model;
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
