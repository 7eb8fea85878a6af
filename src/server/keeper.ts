import type { KeyDeps } from "../admin/keys.ts";
import { systemClock } from "../lib/clock.ts";
import { type DataSettings, openDataFolder } from "./data-folder.ts";
import { openStores } from "./stores.ts";

/** What keeping house needs of the data, without an engine, a provider or an open port. */
export interface Keeper {
  readonly keys: KeyDeps;
  close(): Promise<void>;
}

/** Opens the data folder beside servers that run on it, and makes what is missing in it. */
export async function openKeeper(folder: string, settings: DataSettings = {}): Promise<Keeper> {
  const { database, pepper } = await openDataFolder(folder, settings);
  const stores = await openStores(database, systemClock);
  return { keys: { stores, clock: systemClock, pepper }, close: () => stores.close() };
}
