import type { Clock } from "../lib/clock.ts";
import type { Stores } from "../spec/stores.ts";
import { openSqlite } from "../stores/sqlite/open.ts";

export { type DatabaseState, inspectSqlite as inspectDatabase } from "../stores/sqlite/inspect.ts";

/**
 * Opens the stores in a database file, or `:memory:`. The half of the composition root that names stores;
 * apart from `build.ts`, so that commands which only keep house load no engine and no provider.
 */
export function openStores(database: string, clock: Clock): Promise<Stores> {
  return openSqlite({ path: database, now: clock.now });
}
