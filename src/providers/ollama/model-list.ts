import type { Ability, ProviderModel } from "../../spec/provider.ts";
import { ParleyError } from "../../spec/errors.ts";
import { count, isObject, type Json, known, words } from "../upstream/json.ts";
import { fetchJson } from "../upstream/stream.ts";
import type { WireModel } from "./wire.ts";
import type { OllamaWays } from "./ways.ts";

/** Models that are asked about one by one, and how many of them at a time. */
const mostAsked = 200;
const atATime = 4;

/** More models than anybody has. */
const mostModels = 10_000;

/** The entries of `GET /api/tags`. Fails with `upstream_invalid`. */
export function readTags(body: unknown): readonly (WireModel & Json)[] {
  const models = isObject(body) ? body["models"] : undefined;
  if (!Array.isArray(models) || models.length > mostModels) throw new ParleyError("upstream_invalid");
  return models.filter(isObject);
}

/** A model's name in the list; its tag is part of it. */
export function nameOf(model: WireModel): string | undefined {
  return words(model.name) ?? words(model.model);
}

/**
 * The models on the server. Newer versions say in the list what each can do; of others each is asked about, and where
 * that fails, what is known already must do.
 */
export async function listModels(
  { ways, request }: OllamaWays,
  signal: AbortSignal,
): Promise<readonly ProviderModel[]> {
  const tags = readTags(await fetchJson(ways, request("GET", "/api/tags", undefined, signal)));
  const models = tags.flatMap((tag) => {
    const name = nameOf(tag);
    return name === undefined ? [] : [{ name, tag }];
  });
  async function show(model: string): Promise<unknown> {
    try {
      return await fetchJson(ways, request("POST", "/api/show", { model }, signal));
    } catch (error) {
      // Removed meanwhile, or broken: the list is right without it. One that nobody waits for ends.
      if (error instanceof ParleyError && error.code !== "cancelled") return undefined;
      throw error;
    }
  }
  const out: ProviderModel[] = [];
  let next = 0;
  let asked = 0;
  async function work(): Promise<void> {
    for (let at = next++; at < models.length; at = next++) {
      const model = models[at];
      if (model === undefined) return;
      const listed = fromTag(model.name, model.tag);
      const complete = listed.abilities !== undefined && listed.contextTokens !== undefined;
      out[at] =
        complete || asked++ >= mostAsked ? listed : { ...listed, ...fromShow(await show(model.name)) };
    }
  }
  await Promise.all(Array.from({ length: atATime }, work));
  return out;
}

function fromTag(name: string, tag: WireModel): ProviderModel {
  const modified = typeof tag.modified_at === "string" ? Date.parse(tag.modified_at) : Number.NaN;
  const slash = name.lastIndexOf("/");
  return known<ProviderModel>({
    id: name,
    created: modified > 0 ? Math.floor(modified / 1000) : undefined,
    ownedBy: slash > 0 ? name.slice(0, slash) : "library",
    contextTokens: isObject(tag.details) ? positive(tag.details["context_length"]) : undefined,
    abilities: abilitiesOf(tag.capabilities),
  });
}

/** What `/api/show` adds. The context is the model's own; one that the model file sets is what holds. */
function fromShow(body: unknown): Pick<ProviderModel, "contextTokens" | "abilities"> {
  if (!isObject(body)) return {};
  const info = isObject(body["model_info"]) ? body["model_info"] : {};
  const architecture = words(info["general.architecture"]);
  const own = architecture === undefined ? undefined : positive(info[`${architecture}.context_length`]);
  const set = /^num_ctx\s+(\d{1,9})\s*$/m.exec(words(body["parameters"]) ?? "")?.[1];
  const limits = [own, set === undefined ? undefined : positive(Number(set))].filter((n) => n !== undefined);
  return known<Pick<ProviderModel, "contextTokens" | "abilities">>({
    contextTokens: limits.length === 0 ? undefined : Math.min(...limits),
    abilities: abilitiesOf(body["capabilities"]),
  });
}

const abilities: Readonly<Record<string, Ability>> = {
  // A grammar holds whatever a model writes to a schema.
  completion: "json-schema",
  vision: "images",
  tools: "tools",
  thinking: "reasoning",
  embedding: "embeddings",
};

function abilitiesOf(capabilities: unknown): readonly Ability[] | undefined {
  if (!Array.isArray(capabilities)) return undefined;
  const found = capabilities.flatMap((name: unknown) =>
    typeof name === "string" && Object.hasOwn(abilities, name) ? (abilities[name] ?? []) : [],
  );
  return [...new Set(found)];
}

/** A figure of which 0 means that it is not known. */
export function positive(value: unknown): number | undefined {
  return count(value) === 0 ? undefined : count(value);
}
