import { ParleyError } from "../../spec/errors.ts";
import type { Ability, ProviderModel } from "../../spec/provider.ts";

/** The body of `GET /api/tags`. */
export function presentTags(models: readonly ProviderModel[]): object {
  return { models: models.map(presentTag) };
}

/** What the protocol demands of a model, and nobody knows of one that is no file, is empty or 0. */
function presentTag(model: ProviderModel): object {
  return {
    name: model.id,
    model: model.id,
    modified_at: modifiedAt(model),
    size: 0,
    digest: "",
    details: {
      ...details,
      ...(model.contextTokens !== undefined && { context_length: model.contextTokens }),
    },
    ...(model.abilities !== undefined && { capabilities: capabilitiesOf(model.abilities) }),
  };
}

/** The body of `POST /api/show`. */
export function presentShow(model: ProviderModel): object {
  return {
    details,
    model_info: {
      "general.architecture": architecture,
      ...(model.contextTokens !== undefined && {
        [`${architecture}.context_length`]: model.contextTokens,
      }),
    },
    ...(model.abilities !== undefined && { capabilities: capabilitiesOf(model.abilities) }),
    modified_at: modifiedAt(model),
  };
}

/** A model may be named without the tag `latest`. Fails with `model_not_found`. */
export function findModel(models: readonly ProviderModel[], name: string): ProviderModel {
  const bare = (id: string) => id.replace(/:latest$/, "");
  const found = models.find(({ id }) => bare(id) === bare(name));
  if (found !== undefined) return found;
  const shown = name.slice(0, 100).toWellFormed();
  throw new ParleyError("model_not_found", { message: `model '${shown}' not found`, param: "model" });
}

const architecture = "parley";

const details = {
  parent_model: "",
  format: "",
  family: architecture,
  families: [architecture],
  parameter_size: "",
  quantization_level: "",
};

function modifiedAt({ created = 0 }: ProviderModel): string {
  return new Date(created * 1000).toISOString();
}

const capabilities: Readonly<Partial<Record<Ability, string>>> = {
  images: "vision",
  audio: "audio",
  tools: "tools",
  reasoning: "thinking",
  embeddings: "embedding",
};

/** A model answers unless it is only there for embeddings. */
function capabilitiesOf(abilities: readonly Ability[]): readonly string[] {
  const named = abilities.flatMap((ability) => capabilities[ability] ?? []);
  const onlyEmbeds = abilities.length === 1 && abilities[0] === "embeddings";
  return onlyEmbeds ? named : ["completion", ...named];
}
