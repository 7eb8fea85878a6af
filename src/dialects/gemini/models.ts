import { ParleyError } from "../../spec/errors.ts";
import type { ProviderModel } from "../../spec/provider.ts";

/** The list of models. All of them come on one page. */
export function presentModels(models: readonly ProviderModel[]): object {
  return { models: models.map(presentModel) };
}

/** One of them. Fails with `model_not_found` when it is not there. */
export function presentOneOf(models: readonly ProviderModel[], id: string): object {
  const model = models.find((candidate) => candidate.id === id);
  if (model !== undefined) return presentModel(model);
  throw new ParleyError("model_not_found", {
    message: `models/${id.slice(0, 100).toWellFormed()} is not found.`,
  });
}

function presentModel({ id, contextTokens, outputTokens, abilities }: ProviderModel): object {
  const embeds = abilities?.includes("embeddings") === true;
  return {
    name: `models/${id}`,
    displayName: id,
    ...(contextTokens !== undefined && { inputTokenLimit: contextTokens }),
    ...(outputTokens !== undefined && { outputTokenLimit: outputTokens }),
    supportedGenerationMethods: embeds
      ? ["embedContent", "batchEmbedContents"]
      : ["generateContent", "streamGenerateContent", "countTokens"],
    ...(abilities?.includes("reasoning") === true && { thinking: true }),
  };
}
