import type { ProviderModel } from "../../spec/provider.ts";

/** The list of models, as the service's other host gives it. */
export function presentModels(models: readonly ProviderModel[]): object {
  return {
    modelSummaries: models.map(({ id, ownedBy, abilities }) => ({
      modelId: id,
      modelName: id,
      providerName: ownedBy ?? "Parley",
      inputModalities: abilities?.includes("images") === true ? ["TEXT", "IMAGE"] : ["TEXT"],
      outputModalities: [abilities?.includes("embeddings") === true ? "EMBEDDING" : "TEXT"],
      responseStreamingSupported: true,
    })),
  };
}
