import type { KeyPlace } from "../admin/provider-keys.ts";
import type { ProviderSettings } from "./settings/settings.ts";

/** What the settings say of providers' keys. */
export function keyPlaces(providers: readonly ProviderSettings[]): readonly KeyPlace[] {
  return providers.map((settings): KeyPlace => {
    const { name, type } = settings;
    if (type === "llama" || type === "rehearsal") return { name, type, keyFrom: "nowhere" };
    const { origin } = new URL(settings.baseUrl);
    if (settings.storedKey === true) return { name, type, origin, keyFrom: "stored" };
    const own = settings.apiKey !== undefined || Object.keys(settings.headers).length > 0;
    const signed = "accessKey" in settings && settings.accessKey !== undefined;
    return { name, type, origin, keyFrom: own || signed ? "settings" : "nowhere" };
  });
}
