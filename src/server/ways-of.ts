import type { EndpointTraits } from "../engine/route/target.ts";
import type { ProviderSettings } from "./settings/settings.ts";

/** One way out of the settings. */
export interface Way {
  /** What it is made from. */
  readonly settings: ProviderSettings;
  readonly traits: EndpointTraits;
  /** Whether it is asked for its models: where the settings name some, those are all. */
  readonly asked: boolean;
}

/** A provider, once for each of its endpoints. */
export function waysOf(settings: ProviderSettings): readonly Way[] {
  if (settings.type === "llama" || settings.type === "rehearsal")
    return [{ settings, traits: {}, asked: false }];
  const { endpoints, jsonSchema, onDisconnect, ...itself } = settings;
  const answers = {
    ...(jsonSchema !== undefined && { jsonSchema }),
    ...(onDisconnect !== undefined && { onDisconnect }),
  };
  const asked = settings.models.length === 0;
  if (endpoints === undefined) {
    const region = "region" in itself ? itself.region : undefined;
    return [{ settings: itself, traits: region === undefined ? answers : { region, ...answers }, asked }];
  }
  return endpoints.map(({ options, ...traits }) => ({
    settings: { ...options, type: settings.type } as ProviderSettings,
    traits: { ...traits, ...answers },
    asked,
  }));
}
