import type { KeyPlace, ProviderKeyDeps } from "../admin/provider-keys.ts";
import type { Stores } from "../spec/stores.ts";
import type { KeyedProvider } from "./keyed-provider.ts";
import { supplyKeys } from "./supply-stored-keys.ts";

/** A provider, or an endpoint of one, that gets its key from the database. */
export interface KeyedWay {
  /** The provider's name in the settings. */
  readonly name: string;
  readonly origin: string;
  readonly provider: KeyedProvider;
}

/** What settings say of providers' keys. */
export interface KeyedWays {
  readonly places: readonly KeyPlace[];
  readonly keyed: readonly KeyedWay[];
}

export interface ProviderKeyKeeperDeps extends Omit<ProviderKeyDeps, "stores"> {
  readonly stores: Pick<Stores, "providerSecrets" | "watch">;
  /** Those of the settings in force. */
  readonly current: () => KeyedWays;
  readonly warn: (message: string, error?: unknown) => void;
}

export interface ProviderKeyKeeper {
  /** Gives providers their stored keys, before they are used. Fails with `storage_unavailable`. */
  supply(ways: KeyedWays): Promise<void>;
  stop(): void;
}

/**
 * Gives providers their stored keys, and again whenever the store changed: a key that any process sets or removes is used
 * or left within a second.
 */
export function keepProviderKeys(deps: ProviderKeyKeeperDeps): ProviderKeyKeeper {
  const { stores, current, warn } = deps;
  const warned = new Set<string>();
  const warnOnce = (message: string): void => {
    if (!warned.has(message)) warn(message);
    warned.add(message);
  };
  let reading: Promise<void> | undefined;
  let again = false;
  let isFailing = false;

  const supply = (ways: KeyedWays): Promise<void> => supplyKeys(deps, ways, warnOnce);
  async function read(): Promise<void> {
    do {
      again = false;
      await supply(current());
    } while (again);
  }
  const stop = stores.watch(() => {
    again = true;
    reading ??= read()
      .then(
        () => (isFailing = false),
        (error: unknown) => {
          if (!isFailing) warn("the stored keys of providers could not be read", error);
          isFailing = true;
        },
      )
      .then(() => (reading = undefined));
  });
  return { supply, stop };
}
