import { availableParallelism } from "node:os";
import type { Settings } from "../settings/settings.ts";

/** As many as the setting's upper bound. */
const most = 64;

/** How many processes are to answer calls: 1 to 64, and one for each core where the setting is `auto`. */
export function workerCount({ workers }: Pick<Settings, "workers">): number {
  return workers === "auto" ? Math.min(most, availableParallelism()) : workers;
}
