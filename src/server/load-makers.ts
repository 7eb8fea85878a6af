import { setTimeout as delay } from "node:timers/promises";
import type { Clock } from "../lib/clock.ts";
import type { Tokenizer } from "../lib/tokenizer.ts";
import { ParleyError } from "../spec/errors.ts";
import type { Provider } from "../spec/provider.ts";
import { inferenceEnvironment } from "./inference-environment.ts";
import type { ProviderSettings } from "./settings/settings.ts";
import { kindOf } from "./settings/upstream-kinds.ts";

/** What providers are made with. */
export interface ProviderDeps {
  readonly clock: Clock;
  readonly tokenizer: Tokenizer;
  readonly warn: (message: string, error?: unknown) => void;
}

export type MakeProvider = (settings: ProviderSettings, deps: ProviderDeps) => Provider;

type ProviderType = ProviderSettings["type"];

/**
 * What makes providers of these types, and of no others: each is a folder of code, and who has no such provider is
 * spared it.
 */
export async function loadMakers(types: readonly ProviderType[]): Promise<MakeProvider> {
  const loading = [...new Set(types)].map(async (type) => [type, await loadMaker(type)] as const);
  const makers = new Map(await Promise.all(loading));
  return (settings, deps) => {
    const make = makers.get(settings.type);
    if (make === undefined) throw new TypeError("a provider of no known kind");
    return make(settings, deps);
  };
}

async function loadMaker(type: ProviderType): Promise<MakeProvider> {
  if (type === "openai-compatible") {
    const { createOpenAiCompatible } = await import("../providers/openai-compatible/provider.ts");
    return only<typeof type>((settings, { clock }) => createOpenAiCompatible(clock, settings));
  }
  if (type === "llama") {
    const { createLlama } = await import("../providers/llama/provider.ts");
    return only<typeof type>((settings, { clock, warn }) =>
      createLlama({ clock, warn, env: inferenceEnvironment(process.env) }, settings),
    );
  }
  if (type === "rehearsal") {
    const { createRehearsal } = await import("../providers/rehearsal/provider.ts");
    return only<typeof type>((settings, { tokenizer }) => createRehearsal({ tokenizer, sleep }, settings));
  }
  const create = await kindOf(type)?.load();
  if (create === undefined) throw new TypeError("a provider of no known kind");
  return only<typeof type>((settings, { clock }) => create({ clock }, settings));
}

/** Settings only come to what makes providers of their type. */
function only<T extends ProviderType>(
  make: (settings: Extract<ProviderSettings, { readonly type: T }>, deps: ProviderDeps) => Provider,
): MakeProvider {
  return make as MakeProvider;
}

/** Waits, and stops waiting at once when nobody wants the answer any more. */
async function sleep(ms: number, signal: AbortSignal): Promise<void> {
  try {
    await delay(ms, undefined, { signal });
  } catch (cause) {
    throw new ParleyError("cancelled", { cause });
  }
}
