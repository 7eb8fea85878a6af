import { statSync } from "node:fs";
import { join } from "node:path";
import type { Keeper } from "../server/keeper.ts";
import { type CliContext, readSettings } from "./context.ts";
import { printable } from "./printable.ts";

/** Opens the data, does the work and closes it again. Where there is no data yet, `without` spares making it. */
export async function withKeeper<T>(
  context: CliContext,
  work: (keeper: Keeper) => Promise<T>,
  without?: () => Promise<T>,
): Promise<T> {
  const settings = await readSettings(context);
  const [{ databaseName }, { openKeeper }] = await Promise.all([
    import("../server/data-folder.ts"),
    import("../server/keeper.ts"),
  ]);
  const inFolder = settings.database === undefined;
  if (without !== undefined && inFolder && isMissing(join(settings.data, databaseName))) {
    // Who has mistyped the folder would take "none" for the truth.
    const where = printable(settings.data);
    context.stderr.write(
      `There is no data in ${where} yet. Set PARLEY_DATA, or \`data\` in the settings, to look elsewhere.\n`,
    );
    return without();
  }
  const keeper = await openKeeper(settings.data, settings);
  try {
    return await work(keeper);
  } finally {
    await keeper.close();
  }
}

/** Whether there is nothing; a path that cannot be looked at is not missing, and opening it says why. */
function isMissing(path: string): boolean {
  try {
    statSync(path);
    return false;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "ENOENT";
  }
}
