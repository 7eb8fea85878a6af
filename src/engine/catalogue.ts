import type { Provider, ProviderModel } from "../spec/provider.ts";

/** One way to answer a call: a provider, and its own name of the model. */
export interface Target {
  readonly provider: Provider;
  readonly model: string;
}

/** A model's name and what it stands for, as in the settings. A target without model takes the name asked for. */
export interface ModelAlias {
  readonly name: string;
  readonly targets: readonly { readonly provider: string; readonly model?: string }[];
}

/** A model as `GET /v1/models` shows it. */
export interface ListedModel extends Omit<ProviderModel, "ownedBy"> {
  readonly ownedBy: string;
}

/** Which names of models there are, and what they stand for. */
export interface Catalogue {
  /** In the order in which they shall be tried; `undefined` when the name is unknown. */
  resolve(name: string): readonly Target[] | undefined;
  list(): readonly ListedModel[];
  readonly providers: readonly Provider[];
}

/**
 * Resolves a name: first an alias, then `provider/model`, then a model that a provider lists,
 * then the alias `*`, which stands for every other name.
 */
export function createCatalogue(providers: readonly Provider[], aliases: readonly ModelAlias[]): Catalogue {
  const byName = new Map(providers.map((provider) => [provider.name, provider]));
  const targetsOf = (alias: ModelAlias, asked: string): readonly Target[] =>
    alias.targets.map((target) => {
      const provider = byName.get(target.provider);
      if (provider === undefined) throw new TypeError(`model ${alias.name}: no provider ${target.provider}`);
      return { provider, model: target.model ?? asked };
    });

  const named = new Map<string, readonly Target[]>();
  for (const provider of providers) {
    for (const { id } of provider.models) {
      if (!named.has(id)) named.set(id, [{ provider, model: id }]);
    }
  }
  for (const alias of aliases) if (alias.name !== "*") named.set(alias.name, targetsOf(alias, alias.name));
  const other = aliases.find((alias) => alias.name === "*");
  if (other !== undefined) targetsOf(other, ""); // a wrong reference fails now, not at the first call

  /** Some providers gain models while they are there, such as those that were pulled. */
  const addedSince = (name: string): readonly Target[] | undefined => {
    const provider = providers.find(({ models }) => models.some(({ id }) => id === name));
    return provider === undefined ? undefined : [{ provider, model: name }];
  };

  return {
    providers,
    resolve(name) {
      const known = named.get(name);
      if (known !== undefined) return known;
      const slash = name.indexOf("/");
      const provider = slash > 0 ? byName.get(name.slice(0, slash)) : undefined;
      if (provider !== undefined && slash < name.length - 1)
        return [{ provider, model: name.slice(slash + 1) }];
      return addedSince(name) ?? (other === undefined ? undefined : targetsOf(other, name));
    },
    list() {
      const models = new Map<string, ListedModel>();
      for (const alias of aliases) {
        if (alias.name !== "*") models.set(alias.name, { id: alias.name, ownedBy: "parley" });
      }
      for (const provider of providers) {
        for (const model of provider.models) {
          const listed = { ...model, ownedBy: model.ownedBy ?? provider.name };
          if (!models.has(model.id)) models.set(model.id, listed);
          const full = `${provider.name}/${model.id}`;
          models.set(full, { ...listed, id: full });
        }
      }
      return [...models.values()];
    },
  };
}
