import type { Model } from "../../api/models.ts";
import type { Provider } from "../../api/providers.ts";

/** What the reader looks for; it stands in the address. */
export interface ModelSearch {
  /** Part of a model's name. */
  readonly q?: string;
  readonly provider?: string;
}

export function readModelSearch({ q, provider }: Readonly<Record<string, unknown>>): ModelSearch {
  const word = (value: unknown): value is string => typeof value === "string" && value !== "";
  return { ...(word(q) && { q }), ...(word(provider) && { provider }) };
}

export function modelsThatFit(all: readonly Model[], { q, provider }: ModelSearch): readonly Model[] {
  const words = q?.toLowerCase();
  return all.filter(
    ({ id, owned_by }) =>
      (words === undefined || id.toLowerCase().includes(words)) &&
      (provider === undefined || owned_by === provider),
  );
}

/** Kinds of providers that keep models themselves, where they can be pulled and removed. */
const keepers: ReadonlySet<string> = new Set(["llama", "ollama"]);

/** The models that are kept here. A name of the settings stands for one, and is none. */
export function keptModels(all: readonly Model[], providers: readonly Provider[]): readonly Model[] {
  const own = new Set(providers.filter(({ type }) => keepers.has(type)).map(({ name }) => name));
  return all.filter(({ owned_by }) => own.has(owned_by));
}
