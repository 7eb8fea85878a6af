import { nearest } from "../../lib/nearest.ts";
import type { Secret } from "../../lib/secret.ts";
import { didYouMean } from "./explain.ts";
import type { Fault } from "./fault.ts";
import { type Origin, plainOrigin } from "./origin.ts";
import { masked, secretSettings } from "./path.ts";
import { type CheckedInput, overridable } from "./schema.ts";
import type { Environment } from "./substitution.ts";

/** What environment variables say; each wins over the file. */
export interface Overrides {
  readonly port?: number;
  readonly host?: string;
  readonly data?: string;
  readonly logLevel?: CheckedInput["log"]["level"];
  readonly workers?: CheckedInput["workers"];
  readonly database?: CheckedInput["database"];
  readonly secret?: Secret;
  readonly allowInsecure?: boolean;
}

/** The variable that names the settings file. */
export const configVariable = "PARLEY_CONFIG";

/** Where programs that call Parley keep their key, in all examples. It may be set here as well, and says nothing here. */
const callersKey = "PARLEY_API_KEY";

const variables = {
  port: "PARLEY_PORT",
  host: "PARLEY_HOST",
  data: "PARLEY_DATA",
  logLevel: "PARLEY_LOG_LEVEL",
  workers: "PARLEY_WORKERS",
  database: "PARLEY_DATABASE",
  secret: "PARLEY_SECRET",
  allowInsecure: "PARLEY_ALLOW_INSECURE",
} as const satisfies Record<keyof typeof overridable, string>;

/** What an OpenAI program is given, and what Parley takes when there is no file. */
const openAiDefaults = { baseUrl: "https://api.openai.com/v1", model: "gpt-5-mini" } as const;

/** Reads the variables that override the file. An empty variable counts as none. */
export function readOverrides(env: Environment): {
  readonly overrides: Overrides;
  readonly faults: readonly Fault[];
} {
  const overrides: Record<string, unknown> = {};
  const faults: Fault[] = [];
  for (const [setting, variable] of Object.entries(variables) as [keyof typeof overridable, string][]) {
    const value = env[variable];
    if (value === undefined || value === "") continue;
    const result = overridable[setting].safeParse(value);
    if (result.success) overrides[setting] = result.data;
    for (const issue of result.error?.issues ?? []) {
      const found = secretSettings.has(setting) ? "something else" : JSON.stringify(masked(value));
      const message = `Expected ${issue.message}, but found ${found}.`;
      faults.push({ path: variable, message });
    }
  }
  return { overrides, faults };
}

/** Warnings about variables that look as if they were for Parley, but are not known. `used` are those in the file. */
export function unknownVariables(env: Environment, used: ReadonlySet<string>): readonly string[] {
  const known = [configVariable, ...Object.values(variables)];
  return Object.keys(env)
    .filter(
      (name) => name.startsWith("PARLEY_") && name !== callersKey && !known.includes(name) && !used.has(name),
    )
    .toSorted()
    .map((name) => {
      const hint = didYouMean(nearest(name, known)) || ` Known are: ${known.join(", ")}.`;
      return `The environment variable ${masked(name)} is not known and has no effect.${hint}`;
    });
}

/**
 * The settings of somebody who has no file: with OPENAI_API_KEY, everything goes to OpenAI, or to the address in
 * OPENAI_BASE_URL; OPENAI_MODEL names the model for callers who name none.
 */
export function openAiOrigin(env: Environment): Origin {
  const apiKey = env["OPENAI_API_KEY"];
  if (!apiKey) return plainOrigin({});
  const baseUrl = env["OPENAI_BASE_URL"] || openAiDefaults.baseUrl;
  const input = {
    providers: { openai: { type: "openai-compatible", baseUrl, apiKey } },
    models: { "*": { targets: [{ provider: "openai" }] } },
    defaultModel: `openai/${env["OPENAI_MODEL"] || openAiDefaults.model}`,
  };
  return plainOrigin(input, {
    "providers.openai.baseUrl": "OPENAI_BASE_URL",
    "providers.openai.apiKey": "OPENAI_API_KEY",
    defaultModel: "OPENAI_MODEL",
  });
}
