import type { Rules } from "../engine/rules.ts";
import type { Stores } from "../spec/stores.ts";

/**
 * Reads budgets and limits, and again whenever the store changed: a change by any process holds within a second.
 * Returns what ends it.
 */
export async function keepRules(
  rules: Rules,
  stores: Pick<Stores, "watch">,
  warn: (message: string, error: unknown) => void,
): Promise<() => void> {
  await rules.refresh();
  let reading = false;
  let again = false;

  async function read(): Promise<void> {
    reading = true;
    do {
      again = false;
      await rules.refresh().catch((error: unknown) => warn("budgets and limits could not be read", error));
    } while (again);
    reading = false;
  }
  return stores.watch(() => {
    if (reading) again = true;
    else void read();
  });
}
