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
    ({ id }) =>
      (words === undefined || id.toLowerCase().includes(words)) &&
      (provider === undefined || id.startsWith(`${provider}/`)),
  );
}

/** Each model once: those that also have a name with their provider's before it are told by that one. */
export function eachOnce(all: readonly Model[], providers: readonly Provider[]): readonly Model[] {
  const names = new Set(all.map(({ id }) => id));
  return all.filter(({ id }) => !providers.some(({ name }) => names.has(`${name}/${id}`)));
}

/** Kinds of providers that keep models themselves, where they can be pulled and removed. */
const keepers: ReadonlySet<string> = new Set(["llama", "ollama"]);

/** The models that are kept here. A name of the settings stands for one, and is none. */
export function keptModels(all: readonly Model[], providers: readonly Provider[]): readonly Model[] {
  const own = providers.filter(({ type }) => keepers.has(type));
  return all.filter(({ id }) => own.some(({ name }) => id.startsWith(`${name}/`)));
}
