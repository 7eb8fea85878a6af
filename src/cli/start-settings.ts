import type { Settings } from "../server/settings/settings.ts";
import { readSettings, type SettingsSource } from "./context.ts";
import { UsageError } from "./exit.ts";

/** The options of `parley start` that stand for settings. */
export interface StartOptions {
  readonly host?: string;
  readonly port?: string;
  readonly workers?: string;
  readonly json?: boolean;
}

/** Where an option stands for an environment variable, it is checked by the same rule, and blamed by its own name. */
const variables = { host: "PARLEY_HOST", port: "PARLEY_PORT", workers: "PARLEY_WORKERS" } as const;

/** The settings with the options on top. Throws a `UsageError` about an option that makes no sense. */
export async function readStartSettings(source: SettingsSource, options: StartOptions): Promise<Settings> {
  const names = Object.keys(variables) as (keyof typeof variables)[];
  const given = names.filter((name) => options[name] !== undefined);
  for (const name of given)
    if (options[name] === "") throw new UsageError(`After --${name} a value is missing.`);
  const overlay = Object.fromEntries(given.map((name) => [variables[name], options[name]]));
  const [{ SettingsError }, { insecureStart }] = await Promise.all([
    import("../server/settings/fault.ts"),
    import("../server/tls/insecure-start.ts"),
  ]);
  try {
    const settings = await readSettings({ ...source, env: { ...source.env, ...overlay } });
    const insecure = insecureStart(settings);
    if (insecure === undefined) return settings;
    const path = options.host === undefined ? "host" : variables.host;
    throw new SettingsError([{ path, message: insecure }]);
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    const named = new Map<string, string>(given.map((name) => [variables[name], `--${name}`]));
    const faults = error.faults.map((fault) => ({ ...fault, path: named.get(fault.path) ?? fault.path }));
    const wrong = faults.find(({ path }) => path.startsWith("--"));
    throw wrong === undefined ? error : new UsageError(`${wrong.path}: ${wrong.message}`);
  }
}
