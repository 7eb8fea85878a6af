import { ParleyError } from "../../spec/errors.ts";
import type { Ability, ProviderModel } from "../../spec/provider.ts";
import { isObject } from "../upstream/json.ts";

type Json = Readonly<Record<string, unknown>>;

/**
 * Reads `GET /models`. OpenAI says little about a model; other servers of the protocol say more, each in words of its
 * own, and what is known of those words stands here.
 */
export function readModels(body: unknown): readonly ProviderModel[] {
  // Together sends the list without an envelope.
  const data = isObject(body) ? body["data"] : body;
  if (!Array.isArray(data)) throw new ParleyError("upstream_invalid");
  return data.flatMap((entry: unknown) =>
    isObject(entry) && typeof entry["id"] === "string" ? readModel(entry["id"], entry) : [],
  );
}

function readModel(id: string, entry: Json): ProviderModel {
  const { created, owned_by: ownedBy } = entry;
  const top = isObject(entry["top_provider"]) ? entry["top_provider"] : {};
  // OpenRouter, Together; Groq; vLLM; Mistral.
  const contextTokens = firstCount(entry, [
    "context_length",
    "context_window",
    "max_model_len",
    "max_context_length",
  ]);
  const outputTokens =
    firstCount(entry, ["max_completion_tokens", "max_output_tokens"]) ??
    firstCount(top, ["max_completion_tokens"]);
  const abilities = readAbilities(entry);
  return {
    id,
    ...(typeof created === "number" && Number.isSafeInteger(created) && { created }),
    ...(typeof ownedBy === "string" && { ownedBy }),
    ...(contextTokens !== undefined && { contextTokens }),
    ...(outputTokens !== undefined && { outputTokens }),
    ...(abilities !== undefined && { abilities }),
  };
}

function firstCount(entry: Json, names: readonly string[]): number | undefined {
  for (const name of names) {
    const value = entry[name];
    if (typeof value === "number" && Number.isSafeInteger(value) && value > 0) return value;
  }
  return undefined;
}

/** OpenRouter lists what goes in and which parameters are obeyed: together these say all that is asked here. */
function readAbilities(entry: Json): readonly Ability[] | undefined {
  const { architecture, supported_parameters: parameters } = entry;
  const inputs = isObject(architecture) ? architecture["input_modalities"] : undefined;
  if (!Array.isArray(inputs) || !Array.isArray(parameters)) return undefined;
  const has = (list: readonly unknown[], word: string, ability: Ability): readonly Ability[] =>
    list.includes(word) ? [ability] : [];
  return [
    ...has(inputs, "image", "images"),
    ...has(inputs, "audio", "audio"),
    ...has(inputs, "file", "files"),
    ...has(parameters, "tools", "tools"),
    ...has(parameters, "structured_outputs", "json-schema"),
    ...has(parameters, "reasoning", "reasoning"),
  ];
}
