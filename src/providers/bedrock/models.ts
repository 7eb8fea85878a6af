import { ParleyError } from "../../spec/errors.ts";
import type { ProviderModel } from "../../spec/provider.ts";
import { isObject, words } from "../upstream/json.ts";

/** Models that write text, of the answer to `GET /foundation-models`. What else they can do it does not say. */
export function readFoundationModels(body: unknown): readonly ProviderModel[] {
  return entries(body, "modelSummaries").flatMap((entry) => {
    const id = words(entry["modelId"]);
    const outputs = entry["outputModalities"];
    if (id === undefined || (Array.isArray(outputs) && !outputs.includes("TEXT"))) return [];
    const ownedBy = words(entry["providerName"]);
    return [{ id, ...(ownedBy !== undefined && { ownedBy }) }];
  });
}

/** Inference profiles, by which most newer models are called, of the answer to `GET /inference-profiles`. */
export function readInferenceProfiles(body: unknown): readonly ProviderModel[] {
  return entries(body, "inferenceProfileSummaries").flatMap((entry) => {
    const id = words(entry["inferenceProfileId"]);
    if (id === undefined || (entry["status"] !== undefined && entry["status"] !== "ACTIVE")) return [];
    const created = Date.parse(words(entry["createdAt"]) ?? "");
    return [{ id, ...(!Number.isNaN(created) && { created: Math.floor(created / 1000) }) }];
  });
}

function entries(body: unknown, member: string): readonly Readonly<Record<string, unknown>>[] {
  const list = isObject(body) ? body[member] : undefined;
  if (!Array.isArray(list)) throw new ParleyError("upstream_invalid");
  return list.filter(isObject);
}
