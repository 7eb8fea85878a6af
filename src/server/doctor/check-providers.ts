import type { ErrorCode } from "../../spec/errors.ts";
import { ParleyError } from "../../spec/errors.ts";
import type { Provider } from "../../spec/provider.ts";
import { isLoopback } from "../settings/normalise.ts";
import { canRunLlama } from "../can-run-llama.ts";
import type { LlamaSettings, OpenAiCompatibleSettings, UpstreamSettings } from "../settings/settings.ts";
import { kindOf } from "../settings/upstream-kinds.ts";
import type { AskedEndpoint } from "./asked-endpoint.ts";
import { type Finding, ok, problem, warning, wordsOf } from "./finding.ts";
import { findObstacle } from "./unreachable.ts";

/** How long a provider may take to list its models, in milliseconds. */
const patience = 5_000;

type BehindHttp = OpenAiCompatibleSettings | UpstreamSettings;

/** A provider that was asked, and the models that it has; absent where it did not say. */
export interface AskedProvider {
  readonly name: string;
  /** Of the endpoint; absent where the provider has one alone. */
  readonly label?: string;
  readonly findings: readonly Finding[];
  readonly models?: readonly string[];
}

/** Asks a provider for its models, which needs its address, its answer and, mostly, the key. */
export async function checkProvider(
  { settings, check, place }: Pick<AskedEndpoint, "settings" | "check" | "place">,
  provider: Provider,
  offline: boolean,
): Promise<AskedProvider> {
  const { name } = settings;
  if (settings.type === "rehearsal") {
    const message = "A scripted stand-in inside of Parley; it needs no key and no network.";
    return { name, findings: [ok(check, message)], models: provider.models.map(({ id }) => id) };
  }
  if (settings.type === "llama") return await checkLocalModels(check, settings, provider);
  const notes = clearTextNotes(check, settings);
  if (offline) {
    return { name, findings: [ok(check, `${settings.baseUrl} was not asked (--offline).`), ...notes] };
  }
  try {
    const models = await provider.listModels(AbortSignal.timeout(patience));
    const count = models.length === 1 ? "one model" : `${models.length} models`;
    const found = ok(check, `${settings.baseUrl} answers and lists ${count}.`);
    return { name, findings: [found, ...notes], models: models.map(({ id }) => id) };
  } catch (error) {
    return { name, findings: [explain({ check, place, settings }, error), ...notes] };
  }
}

/** A folder without models is no fault: nobody has pulled one yet. */
async function checkLocalModels(
  check: string,
  settings: LlamaSettings,
  provider: Provider,
): Promise<AskedProvider> {
  const { name, folder } = settings;
  const models = (await provider.listModels(AbortSignal.timeout(patience))).map(({ id }) => id);
  const count = models.length === 1 ? "one model" : `${models.length} models`;
  const found = models.length === 0 ? `There are no model files in ${folder}.` : `${folder} has ${count}.`;
  const run = await canRunLlama();
  if (run.ok) return { name, findings: [ok(check, `${found} ${run.why}`)], models };
  const missing = `${found} ${run.why}`;
  const remedy =
    "Local models need node-llama-cpp and a processor that it has a build for; everything else works without.";
  return {
    name,
    findings: [models.length === 0 ? ok(check, missing) : warning(check, missing, remedy)],
    models,
  };
}

function clearTextNotes(check: string, settings: BehindHttp): readonly Finding[] {
  const { protocol, hostname } = new URL(settings.baseUrl);
  const secret = settings.apiKey !== undefined || Object.keys(settings.headers).length > 0;
  if (protocol !== "http:" || !secret || isLoopback(hostname.replaceAll(/[[\]]/g, ""))) return [];
  const message = `The key travels to ${settings.baseUrl} in clear text.`;
  return [warning(check, message, "Use https://, or do this only in a network that you trust.")];
}

/** What did not answer as it should. */
interface Asked {
  readonly check: string;
  readonly place: string;
  readonly settings: BehindHttp;
}

type Explain = (asked: Asked, error: ParleyError) => Finding;

const explanations: Partial<Record<ErrorCode, Explain>> = {
  upstream_credentials: aboutKey,
  upstream_unreachable: ({ check, settings: { baseUrl } }, error) => {
    const { what, remedy } = findObstacle(error);
    return problem(check, `${baseUrl} cannot be reached: ${what}.`, remedy);
  },
  cancelled: tooSlow,
  upstream_timeout: tooSlow,
  model_not_found: ({ check, settings: { baseUrl } }, error) =>
    warning(
      check,
      `${baseUrl} answers, but has no list of models${statusOf(error)}.`,
      "Few servers have none: mostly the path of baseUrl is wrong, which ends in /v1 nearly everywhere.",
    ),
  upstream_invalid: ({ check, settings: { baseUrl } }) =>
    problem(
      check,
      `${baseUrl} answers with something that is no list of models.`,
      "Check the path of baseUrl, which ends in /v1 nearly everywhere.",
    ),
  rate_limit_exceeded: busy,
  upstream_overloaded: busy,
  upstream_quota: ({ check, settings: { baseUrl } }, error) =>
    problem(
      check,
      `${baseUrl} answers that the account's quota is used up${statusOf(error)}.`,
      "See to the account there.",
    ),
};

function aboutKey({ check, place, settings }: Asked, error: ParleyError): Finding {
  const { name, baseUrl, apiKey } = settings;
  const status = statusOf(error);
  if (settings.storedKey === true) {
    const message =
      error.raw?.status === undefined
        ? `No key is stored that may go to ${baseUrl}, so it was not asked.`
        : `${baseUrl} refuses the stored key${status}.`;
    return problem(check, message, `Store one: parley providers set-key ${name}`);
  }
  const variable = "preset" in settings ? settings.preset.apiKeyEnv : kindOf(settings.type)?.keyVariables[0];
  const own = variable === undefined ? "" : `, or ${variable}`;
  const message = `${baseUrl} ${apiKey === undefined ? "wants a key" : "refuses the key"}${status}.`;
  return problem(check, message, `Check ${place}.apiKey${own}: is it complete, and is it still valid there?`);
}

function tooSlow({ check, settings: { baseUrl } }: Asked): Finding {
  const message = `${baseUrl} did not answer within ${patience / 1000} seconds.`;
  return problem(
    check,
    message,
    "Check the address, and whether a firewall is between. Parley goes there directly, without an HTTP proxy.",
  );
}

function busy({ check, settings: { baseUrl } }: Asked, error: ParleyError): Finding {
  return warning(check, `${baseUrl} is reached, but is busy just now${statusOf(error)}.`, "Try again later.");
}

function explain(asked: Asked, error: unknown): Finding {
  const known = error instanceof ParleyError ? explanations[error.code]?.(asked, error) : undefined;
  if (known !== undefined) return known;
  const status = error instanceof ParleyError ? statusOf(error) : "";
  const message = `${asked.settings.baseUrl} fails${status}: ${wordsOf(error)}`;
  return problem(asked.check, message, "Ask there whether the service is up.");
}

function statusOf(error: ParleyError): string {
  return error.raw?.status === undefined ? "" : ` (HTTP ${error.raw.status})`;
}
