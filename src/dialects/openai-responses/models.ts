import { ParleyError } from "../../spec/errors.ts";
import type { ProviderModel } from "../../spec/provider.ts";

/** Answer of `GET /v1/models`. */
export function presentModels(models: readonly ProviderModel[]): object {
  return { object: "list", data: models.map(presentModel) };
}

/** Answer of `GET /v1/models/ID`. Fails with `model_not_found`. */
export function presentOneModel(models: readonly ProviderModel[], id: string): object {
  const found = models.find((model) => model.id === id);
  if (found !== undefined) return presentModel(found);
  throw new ParleyError("model_not_found", {
    message: `The model \`${id.slice(0, 100).toWellFormed()}\` does not exist or you do not have access to it.`,
    param: "model",
  });
}

function presentModel({ id, created, ownedBy }: ProviderModel): object {
  // The protocol demands a time, also where nobody knows it.
  return { id, object: "model", created: created ?? 0, owned_by: ownedBy ?? "unknown" };
}
