import { systemClock } from "../lib/clock.ts";
import { buildCatalogue } from "../server/build.ts";
import { openKeeper } from "../server/keeper.ts";
import { createModelKeeper, type ModelKeeper } from "../server/local-models/keep-models.ts";
import type { Settings } from "../server/settings/settings.ts";
import { supplyKeys } from "../server/supply-stored-keys.ts";
import type { CliContext } from "./context.ts";
import { printable } from "./printable.ts";

/**
 * What fetches and removes models, with the providers of the settings; to be closed.
 *
 * @param model What is to be fetched or removed: the stored key of its provider is read.
 */
export async function openModelKeeper(
  settings: Settings,
  { env, stderr }: Pick<CliContext, "env" | "stderr">,
  model: string,
): Promise<ModelKeeper & { close(): Promise<void> }> {
  const house = await openKeeper(settings.data, settings);
  const { catalogue, places, keyed, close: closeCatalogue } = await buildCatalogue(settings, systemClock);
  async function close(): Promise<void> {
    await closeCatalogue();
    await house.close();
  }
  try {
    const needed = keyed.filter(({ name }) => model.startsWith(`${name}/`));
    const warn = (message: string): void => void stderr.write(`Warning: ${printable(message)}\n`);
    await supplyKeys(house.keys, { places, keyed: needed }, warn);
  } catch (error) {
    await close();
    throw error;
  }
  const { providers } = catalogue;
  const { audit } = house.keys.stores;
  const keeper = createModelKeeper({ settings, env, clock: systemClock, providers, audit });
  return { ...keeper, close };
}
