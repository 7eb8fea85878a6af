import { join, resolve } from "node:path";
import { demoModelName } from "./demo-alias.ts";
import { localName } from "./provider-checks.ts";
import { type CheckedInput, llamaSchema } from "./schema.ts";
import type { LlamaSettings, LocalModelSettings } from "./settings.ts";

type Llama = Extract<CheckedInput["providers"][string], { type: "llama" }>;

/** Where relative paths start, and where Parley keeps things. */
interface Places {
  readonly base: string;
  readonly data: string;
}

export function llama(name: string, provider: Llama, { base, data }: Places): LlamaSettings {
  const { folder, memory, threads, contextTokens } = provider;
  return {
    type: "llama",
    name,
    folder: folder === undefined ? join(data, "models") : resolve(base, folder),
    ...(memory !== undefined && { memoryBytes: memory }),
    idleMs: provider.idle,
    parallel: provider.parallel,
    queue: provider.queue,
    ...(threads !== undefined && { threads }),
    gpu: provider.gpu,
    ...(contextTokens !== undefined && { contextTokens }),
    ...(Object.keys(provider.models).length > 0 && { models: ofModels(provider.models) }),
  };
}

function ofModels(models: Llama["models"]): Readonly<Record<string, LocalModelSettings>> {
  return Object.fromEntries(
    Object.entries(models).map(([id, { contextTokens, parallel, threads, gpuLayers }]) => [
      id,
      {
        ...(contextTokens !== undefined && { contextTokens }),
        ...(parallel !== undefined && { parallel }),
        ...(threads !== undefined && { threads }),
        ...(gpuLayers !== undefined && { gpuLayers }),
      },
    ]),
  );
}

/**
 * The provider for pulled models, which is there without being written. It costs nothing until it is called.
 * @param demo Absolute path of the demo model's file, where it shall have that one, too.
 */
export function localModels(data: string, demo?: string): LlamaSettings {
  const pulled = llama(localName, llamaSchema.parse({ type: "llama" }), { base: data, data });
  return demo === undefined ? pulled : { ...pulled, models: { [demoModelName]: { file: demo } } };
}
