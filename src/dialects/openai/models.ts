import { ParleyError } from "../../spec/errors.ts";
import type { ProviderModel } from "../../spec/provider.ts";

/** A list of models in this protocol. */
export function presentModels(models: readonly ProviderModel[]): object {
  return { object: "list", data: models.map(presentModel) };
}

/** One of them. Fails with `model_not_found` when it is not there. */
export function presentOneOf(models: readonly ProviderModel[], id: string): object {
  const model = models.find((candidate) => candidate.id === id);
  if (model !== undefined) return presentModel(model);
  throw new ParleyError("model_not_found", {
    message: `The model \`${id.slice(0, 100).toWellFormed()}\` does not exist or you do not have access to it.`,
    param: "model",
  });
}

function presentModel(model: ProviderModel): object {
  return {
    id: model.id,
    object: "model",
    // The protocol demands a time, also where nobody knows it.
    created: model.created ?? 0,
    owned_by: model.ownedBy ?? "unknown",
    ...(model.contextTokens !== undefined && { context_length: model.contextTokens }),
  };
}
