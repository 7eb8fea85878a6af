import type { HttpRequest } from "../../lib/http-client.ts";
import { ParleyError } from "../../spec/errors.ts";
import type { Ability, ProviderModel } from "../../spec/provider.ts";
import { count, isObject, type Json, known } from "../upstream/json.ts";

/** Models of one page, which is the most that the API gives, and pages that are asked for. */
const pageSize = 1_000;
const mostPages = 20;

/**
 * All pages of `GET /v1/models`. Fails with `upstream_invalid` where there is no end to them.
 *
 * @param ask Fetches the JSON at a path and query.
 */
export async function listModels(
  ask: (path: HttpRequest["path"]) => Promise<unknown>,
  path: string,
): Promise<readonly ProviderModel[]> {
  const models: ProviderModel[] = [];
  let after: string | undefined;
  for (let page = 0; page < mostPages; page++) {
    const from = after === undefined ? "" : `&after_id=${encodeURIComponent(after)}`;
    const body = await ask(`${path}?limit=${pageSize}${from}`);
    if (!isObject(body) || !Array.isArray(body["data"])) throw new ParleyError("upstream_invalid");
    models.push(...body["data"].flatMap(readModel));
    if (body["has_more"] !== true) return models;
    if (typeof body["last_id"] !== "string" || body["last_id"] === after) break;
    after = body["last_id"];
  }
  throw new ParleyError("upstream_invalid", { message: "The model's provider lists models without end." });
}

function readModel(entry: unknown): readonly ProviderModel[] {
  if (!isObject(entry) || typeof entry["id"] !== "string") return [];
  return [
    known<ProviderModel>({
      id: entry["id"],
      created: moment(entry["created_at"]),
      ownedBy: "anthropic",
      contextTokens: positive(entry["max_input_tokens"]),
      outputTokens: positive(entry["max_tokens"]),
      abilities: isObject(entry["capabilities"]) ? abilitiesOf(entry["capabilities"]) : undefined,
    }),
  ];
}

const abilities: readonly (readonly [capability: string, ability: Ability])[] = [
  ["image_input", "images"],
  ["pdf_input", "files"],
  ["structured_outputs", "json-schema"],
  ["thinking", "reasoning"],
];

/** All models of this API take tools, which is why it does not list that. */
function abilitiesOf(capabilities: Json): readonly Ability[] {
  const has = (name: string) => {
    const capability = capabilities[name];
    return isObject(capability) && capability["supported"] === true;
  };
  return ["tools", ...abilities.flatMap(([name, ability]) => (has(name) ? [ability] : []))];
}

/** Unix seconds. The beginning of time stands for a day that nobody knows. */
function moment(value: unknown): number | undefined {
  const ms = typeof value === "string" ? Date.parse(value) : Number.NaN;
  return Number.isNaN(ms) || ms <= 0 ? undefined : Math.floor(ms / 1000);
}

function positive(value: unknown): number | undefined {
  const figure = count(value);
  return figure === 0 ? undefined : figure;
}
