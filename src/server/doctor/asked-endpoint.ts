import type { ProviderSettings } from "../settings/settings.ts";

/** One way out of the settings, as the doctor asks it. */
export interface AskedEndpoint {
  /** Of this endpoint: its own address and key where it has them. */
  readonly settings: ProviderSettings;
  /** What it is called in the findings. */
  readonly check: string;
  /** Where its own settings stand. */
  readonly place: string;
  /** Among those of its provider, from 0. */
  readonly position: number;
  /** Tells it from its siblings; absent where it has none. */
  readonly label?: string;
}

/** A provider, once for each of its endpoints, in the order in which they are made. */
export function endpointsOf(settings: ProviderSettings): readonly AskedEndpoint[] {
  const { name } = settings;
  const check = `Provider ${name}`;
  const place = `providers.${name}`;
  if (!("endpoints" in settings) || settings.endpoints === undefined)
    return [{ settings, check, place, position: 0 }];
  return settings.endpoints.map(({ options, label }, position) => ({
    settings: { ...options, type: settings.type } as ProviderSettings,
    check: `${check}#${label}`,
    place: `${place}.endpoints[${position}]`,
    position,
    label,
  }));
}
