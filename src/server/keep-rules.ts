import type { Rules } from "../engine/rules.ts";
import type { Stores } from "../spec/stores.ts";

/**
 * Reads budgets and limits, and again whenever the store changed: a change by any process holds within a second. `warn` is
 * told once of each time in which they could not be read. Returns what ends it.
 */
export async function keepRules(
  rules: Rules,
  stores: Pick<Stores, "watch">,
  warn: (message: string, error: unknown) => void,
): Promise<() => void> {
  await rules.refresh();
  let reading = false;
  let again = false;
  let isFailing = false;

  async function read(): Promise<void> {
    reading = true;
    do {
      again = false;
      await rules.refresh().then(
        () => (isFailing = false),
        (error: unknown) => {
          if (!isFailing) warn("budgets and limits could not be read", error);
          isFailing = true;
        },
      );
    } while (again);
    reading = false;
  }
  return stores.watch(() => {
    if (reading) again = true;
    else void read();
  });
}
