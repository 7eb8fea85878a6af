import { existsSync } from "node:fs";
import { join } from "node:path";
import { openProviderKeys, type OpenKeysDeps } from "../admin/provider-keys.ts";
import { databaseName, type DataSettings } from "./data-folder.ts";
import type { KeyedWays } from "./keep-provider-keys.ts";
import { openKeeper } from "./keeper.ts";
import { inspectDatabase, inspectPostgres } from "./stores.ts";

export interface StoredKeysPlace extends DataSettings {
  /** The data folder. */
  readonly data: string;
}

/** Gives providers their stored keys. Fails with `storage_unavailable`. */
export async function supplyKeys(
  deps: OpenKeysDeps,
  { places, keyed }: KeyedWays,
  warn: (message: string) => void,
): Promise<void> {
  if (keyed.length === 0) return;
  const keys = await openProviderKeys(deps, places, warn);
  for (const { name, origin, provider } of keyed) {
    // An endpoint elsewhere does not get it: a key is bound to the address that it was stored for.
    const own = places.find((place) => place.name === name)?.origin === origin;
    const { key, setAt } = (own ? keys.get(name) : undefined) ?? {};
    provider.use(key, setAt);
  }
}

/**
 * The same for a command, which has no database open: it is opened for that alone, where a key is needed and there is one.
 *
 * @param untouched Whether the database must stay as it is: one of another version is then not opened.
 */
export async function supplyStoredKeys(
  ways: KeyedWays,
  settings: StoredKeysPlace,
  warn: (message: string) => void,
  untouched = false,
): Promise<void> {
  if (ways.keyed.length === 0) return;
  const { data, database } = settings;
  const path = join(data, databaseName);
  if (database === undefined && !existsSync(path)) return;
  if (untouched) {
    const state = database === undefined ? inspectDatabase(path) : await inspectPostgres(database.reveal());
    if (state.missing.length > 0 || state.unknown.length > 0) return;
  }
  const keeper = await openKeeper(data, settings);
  try {
    await supplyKeys(keeper.keys, ways, warn);
  } finally {
    await keeper.close();
  }
}
