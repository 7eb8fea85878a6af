import { ParleyError } from "../../spec/errors.ts";

/** Where an upstream's endpoints are, after its origin. */
export interface Addresses {
  /** @param path Such as `/chat/completions`. Fails with `model_not_found` for a name that no address can have. */
  of(path: string, model: string): string;
  readonly models: string;
}

/**
 * Everywhere the path stands behind the base address. Azure's older addresses have the model's deployment in the path,
 * and the version of the API in the query: `/openai/deployments/NAME/chat/completions?api-version=2024-10-21`.
 * https://learn.microsoft.com/azure/ai-services/openai/reference
 */
export function createAddresses(prefix: string, apiVersion: string | undefined): Addresses {
  if (apiVersion === undefined) return { of: (path) => prefix + path, models: `${prefix}/models` };
  const query = `?api-version=${encodeURIComponent(apiVersion)}`;
  return {
    of(path, model) {
      // Servers take these two out of a path, together with what stands before them.
      if (model === "." || model === "..") throw new ParleyError("model_not_found");
      return `${prefix}/deployments/${encodeURIComponent(model.toWellFormed())}${path}${query}`;
    },
    models: `${prefix}/models${query}`,
  };
}
