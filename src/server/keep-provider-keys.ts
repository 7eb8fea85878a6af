import { type KeyPlace, openProviderKeys, type ProviderKeyDeps } from "../admin/provider-keys.ts";
import type { Stores } from "../spec/stores.ts";
import type { KeyedProvider } from "./keyed-provider.ts";

/** A provider, or an endpoint of one, that gets its key from the database. */
export interface KeyedWay {
  /** The provider's name in the settings. */
  readonly name: string;
  readonly origin: string;
  readonly provider: KeyedProvider;
}

export interface KeepProviderKeysDeps extends ProviderKeyDeps {
  readonly stores: Pick<Stores, "providerSecrets" | "watch">;
  readonly places: readonly KeyPlace[];
  readonly keyed: readonly KeyedWay[];
  readonly warn: (message: string, error?: unknown) => void;
}

/**
 * Gives providers their stored keys, and again whenever the store changed: a key that any process sets or removes is used
 * or left within a second. Returns what ends it.
 */
export async function keepProviderKeys(deps: KeepProviderKeysDeps): Promise<() => void> {
  const { keyed, places, stores, warn } = deps;
  if (keyed.length === 0) return () => undefined;
  const warned = new Set<string>();
  const warnOnce = (message: string): void => {
    if (!warned.has(message)) warn(message);
    warned.add(message);
  };
  let reading: Promise<void> | undefined;
  let again = false;

  async function read(): Promise<void> {
    do {
      again = false;
      const keys = await openProviderKeys(deps, places, warnOnce);
      for (const { name, origin, provider } of keyed) {
        // An endpoint elsewhere does not get it: a key is bound to the address that it was stored for.
        const own = places.find((place) => place.name === name)?.origin === origin;
        provider.use(own ? keys.get(name) : undefined);
      }
    } while (again);
  }
  await read();
  return stores.watch(() => {
    again = true;
    reading ??= read()
      .catch((error: unknown) => warn("the stored keys of providers could not be read", error))
      .finally(() => (reading = undefined));
  });
}
