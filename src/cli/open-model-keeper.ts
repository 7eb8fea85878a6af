import { systemClock } from "../lib/clock.ts";
import { buildCatalogue } from "../server/build.ts";
import { createModelKeeper, type ModelKeeper } from "../server/local-models/keep-models.ts";
import type { Settings } from "../server/settings/settings.ts";
import type { CliContext } from "./context.ts";

/** What fetches and removes models, with the providers of the settings; to be closed. */
export function openModelKeeper(
  settings: Settings,
  env: CliContext["env"],
): ModelKeeper & { close(): Promise<void> } {
  const { catalogue, close } = buildCatalogue(settings, systemClock);
  const { providers } = catalogue;
  return { ...createModelKeeper({ settings, env, clock: systemClock, providers }), close };
}
