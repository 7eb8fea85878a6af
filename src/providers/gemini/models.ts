import { ParleyError } from "../../spec/errors.ts";
import type { ProviderModel } from "../../spec/provider.ts";
import { count, isObject, type Json, known, words } from "../upstream/json.ts";

/** A thousand models fit on a page: more pages than this are a mistake. */
const mostPages = 10;

/**
 * Reads the list of models, page by page (https://ai.google.dev/api/models).
 *
 * @param fetchPage Asks for the page with this query.
 */
export async function readModels(
  fetchPage: (query: string) => Promise<unknown>,
): Promise<readonly ProviderModel[]> {
  const found: ProviderModel[] = [];
  let token: string | undefined;
  for (let page = 0; page < mostPages; page++) {
    const next = token === undefined ? "" : `&pageToken=${encodeURIComponent(token)}`;
    const body = await fetchPage(`?pageSize=1000${next}`);
    // Protobuf leaves out an empty list.
    const models = isObject(body) ? (body["models"] ?? []) : undefined;
    if (!isObject(body) || !Array.isArray(models)) throw new ParleyError("upstream_invalid");
    for (const model of models as readonly unknown[]) {
      if (isObject(model) && typeof model["name"] === "string") found.push(modelOf(model["name"], model));
    }
    token = words(body["nextPageToken"]);
    if (token === undefined) break;
  }
  return found;
}

/** Of what models can do, the list says only whether they embed. */
function modelOf(name: string, model: Json): ProviderModel {
  const methods = model["supportedGenerationMethods"];
  const embeds = Array.isArray(methods) && methods.includes("embedContent");
  return known<ProviderModel>({
    id: name.replace(/^models\//, ""),
    ownedBy: "google",
    // The bound of the input alone, which is what a conversation must keep to; that of the output is another.
    contextTokens: count(model["inputTokenLimit"]),
    outputTokens: embeds ? undefined : count(model["outputTokenLimit"]),
    abilities: embeds ? ["embeddings"] : undefined,
  });
}
