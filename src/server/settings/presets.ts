import {
  genericPreset,
  type Preset,
  presetAt,
  type PresetName,
  presets,
} from "../../providers/openai-compatible/presets.ts";

export type { Preset, PresetName };

/** All names that `preset` can be. */
export const presetNames = Object.keys(presets) as readonly PresetName[];

/** What is known of an upstream from its settings. */
export interface Upstream {
  readonly preset: Preset;
  /** Absent when neither the settings nor the preset have one. */
  readonly baseUrl?: string;
  /**
   * The environment variable whose key may go there. Absent when the address is another than the preset's own:
   * a key is bound to its origin, and is sent elsewhere only when the settings say so in words.
   */
  readonly keyVariable?: string;
}

/** Without a name, a public service is known by its address; of any other nothing is assumed. */
export function findUpstream(name: PresetName | undefined, baseUrl: string | undefined): Upstream {
  const known = name ?? (baseUrl === undefined ? undefined : presetAt(baseUrl));
  const preset: Preset = known === undefined ? genericPreset : presets[known];
  const address = baseUrl ?? preset.baseUrl;
  const own = preset.baseUrl === undefined || baseUrl === undefined || sameOrigin(preset.baseUrl, baseUrl);
  return {
    preset,
    ...(address !== undefined && { baseUrl: address }),
    ...(own && preset.apiKeyEnv !== undefined && { keyVariable: preset.apiKeyEnv }),
  };
}

/**
 * The service whose prices hold for an upstream: known by its address alone, since behind any other one the same
 * habits may cost something else. On Azure everybody has an address of their own, so the preset says it.
 */
export function serviceOf(upstream: {
  readonly preset: Preset;
  readonly baseUrl: string;
}): PresetName | undefined {
  return presetAt(upstream.baseUrl) ?? (upstream.preset === presets.azure ? "azure" : undefined);
}

/** Addresses of the public services that need a key. */
export const publicServices: readonly string[] = Object.values<Preset>(presets).flatMap(
  ({ keyRequired, baseUrl }) => (keyRequired && baseUrl !== undefined ? [baseUrl] : []),
);

function sameOrigin(one: string, other: string): boolean {
  return new URL(one).origin === new URL(other).origin;
}
