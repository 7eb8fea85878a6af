import type { KeyPlace } from "../admin/provider-keys.ts";
import type { ProviderSettings } from "./settings/settings.ts";

/** What the settings say of providers' keys. */
export function keyPlaces(providers: readonly ProviderSettings[]): readonly KeyPlace[] {
  return providers.map((settings): KeyPlace => {
    const { name, type } = settings;
    if (type === "llama" || type === "rehearsal") return { name, type, keyFrom: "nowhere" };
    const { origin } = new URL(settings.baseUrl);
    if (wantsStored(settings)) return { name, type, origin, keyFrom: "stored" };
    const endpoints: readonly { readonly options: { readonly apiKey?: unknown } }[] =
      settings.endpoints ?? [];
    const own =
      settings.apiKey !== undefined ||
      Object.keys(settings.headers).length > 0 ||
      endpoints.some(({ options }) => options.apiKey !== undefined);
    const signed = "accessKey" in settings && settings.accessKey !== undefined;
    return { name, type, origin, keyFrom: own || signed ? "settings" : "nowhere" };
  });
}

/** The provider itself, or one of its endpoints: those at its own address have its stored key. */
function wantsStored(settings: Exclude<ProviderSettings, { type: "llama" | "rehearsal" }>): boolean {
  const endpoints: readonly { readonly options: { readonly storedKey?: true } }[] = settings.endpoints ?? [];
  return settings.storedKey === true || endpoints.some(({ options }) => options.storedKey === true);
}
