import { ParleyError } from "../../spec/errors.ts";
import type { ProviderModel } from "../../spec/provider.ts";

/** All models on one page. */
export function presentModels(models: readonly ProviderModel[]): object {
  return {
    data: models.map(presentModel),
    has_more: false,
    first_id: models[0]?.id ?? null,
    last_id: models.at(-1)?.id ?? null,
  };
}

/** One of them. Fails with `model_not_found` when it is not there. */
export function presentOneOf(models: readonly ProviderModel[], id: string): object {
  const model = models.find((candidate) => candidate.id === id);
  if (model !== undefined) return presentModel(model);
  throw new ParleyError("model_not_found", {
    message: `The model \`${id.slice(0, 100).toWellFormed()}\` does not exist or you do not have access to it.`,
  });
}

function presentModel({ id, created, contextTokens, outputTokens }: ProviderModel): object {
  return {
    type: "model",
    id,
    display_name: id,
    // The protocol demands a time; its word for an unknown one is the beginning of time.
    created_at: new Date((created ?? 0) * 1000).toISOString(),
    max_input_tokens: contextTokens ?? null,
    max_tokens: outputTokens ?? null,
  };
}
