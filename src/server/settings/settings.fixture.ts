import { SettingsError } from "./fault.ts";
import { loadSettings } from "./load.ts";
import type { OpenAiCompatibleSettings, Settings } from "./settings.ts";

/** The working directory of the operator in these tests. */
export const cwd = "/srv/operator";

/** Loads settings from files that exist only in the test; the file `parley.yaml` can be given alone. */
export function load(
  files: string | Readonly<Record<string, string>> | undefined,
  env: Readonly<Record<string, string>> = {},
): Settings {
  const all = typeof files === "string" ? { [`${cwd}/parley.yaml`]: files } : (files ?? {});
  return loadSettings({
    env,
    cwd,
    readFile(path) {
      const text = Object.hasOwn(all, path) ? all[path] : undefined;
      if (text === undefined) throw Object.assign(new Error("no such file"), { code: "ENOENT" });
      return text;
    },
  });
}

/** The message of the error that loading ends with. */
export function errorOf(...parameters: Parameters<typeof load>): string {
  return faultsOf(...parameters).message;
}

export function faultsOf(...parameters: Parameters<typeof load>): SettingsError {
  try {
    load(...parameters);
  } catch (error) {
    if (error instanceof SettingsError) return error;
    throw error;
  }
  throw new Error("these settings were taken");
}

/** The one provider of type openai-compatible. */
export function upstreamOf(settings: Settings): OpenAiCompatibleSettings {
  const found = settings.providers.find((provider) => provider.type === "openai-compatible");
  if (found === undefined) throw new Error("there is no such provider");
  return found;
}
