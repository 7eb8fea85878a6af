import type { Fault } from "../settings/fault.ts";
import { publicServices } from "../settings/presets.ts";
import type { ProviderSettings } from "../settings/settings.ts";
import { upstreamKinds } from "../settings/upstream-kinds.ts";

/** Where services live to which a key of the environment may go without anybody's word, and that are public. */
const homes: ReadonlySet<string> = new Set(
  [...publicServices, ...upstreamKinds.flatMap(({ keyOrigin, baseUrl }) => keyOrigin ?? baseUrl ?? [])].map(
    (address) => new URL(address).origin,
  ),
);

/** Whether an origin is that of a public service that Parley knows. */
export function isHome(origin: string): boolean {
  return homes.has(origin) && origin.startsWith("https:");
}

/** One way out of a provider: where it leads, and whether a key goes with it. */
export interface WayOut {
  readonly provider: string;
  readonly origin: string;
  readonly keyed: boolean;
}

/** All ways out of the settings that lead to an address. */
export function waysOut(providers: readonly ProviderSettings[]): readonly WayOut[] {
  return providers.flatMap((settings) => {
    if (settings.type === "llama" || settings.type === "rehearsal") return [];
    const endpoints: readonly {
      readonly options: { readonly baseUrl: string; readonly apiKey?: unknown };
    }[] = settings.endpoints ?? [{ options: settings }];
    return endpoints.map(({ options }) => ({
      provider: settings.name,
      origin: new URL(options.baseUrl).origin,
      keyed: options.apiKey !== undefined,
    }));
  });
}

/**
 * Providers that would take a key of the server's environment to an address that it was not made for. Only those with an
 * address of everybody's own, such as Azure's, can: for all others the key is bound to the service's origin.
 *
 * @param before Ways that there were: whoever wrote the file has sent a key there.
 */
export function impliedKeyFaults(
  before: readonly WayOut[],
  after: readonly WayOut[],
  file: string,
): readonly Fault[] {
  const known = new Set(
    before.filter(({ keyed }) => keyed).map(({ provider, origin }) => `${provider} ${origin}`),
  );
  return after
    .filter(({ provider, origin, keyed }) => keyed && !isHome(origin) && !known.has(`${provider} ${origin}`))
    .map(({ provider }) => ({
      file,
      path: `providers.${provider}`,
      message:
        "A key of the server's environment would go to this address. Write `apiKey: stored`, and set the key of this provider here.",
    }));
}
