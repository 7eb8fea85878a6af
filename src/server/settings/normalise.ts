import { resolve } from "node:path";
import type { UpstreamOptions, UpstreamType } from "./upstream-kinds.ts";
import type { Price } from "../../spec/price.ts";
import { apiKey as apiKeySchema } from "./leaves.ts";
import type { Overrides } from "./environment.ts";
import { findUpstream } from "./presets.ts";
import { llama, localModels } from "./llama-settings.ts";
import { localName, rehearsalName } from "./provider-checks.ts";
import type { CheckedInput } from "./schema.ts";
import type {
  ModelSettings,
  OpenAiCompatibleSettings,
  ProviderSettings,
  Settings,
  UpstreamSettings,
} from "./settings.ts";
import { isCredential, signing, upstreamOf } from "./upstream-settings.ts";
import type { Environment } from "./substitution.ts";

export interface NormaliseContext {
  /** Absolute path of the file, where there is one. */
  readonly file?: string;
  /** Absolute path of the folder that relative paths of the settings start from. */
  readonly base: string;
  /** Absolute path of the folder that relative paths of the environment start from. */
  readonly cwd: string;
  readonly env: Environment;
  readonly overrides: Overrides;
  readonly warnings: readonly string[];
}

/** The one place where checked input becomes settings. Finds no faults: `crossChecks` has been there. */
export function normalise(input: CheckedInput, context: NormaliseContext): Settings {
  const { overrides } = context;
  const host = overrides.host ?? input.host;
  const { "*": others, ...named } = input.models;
  const models = Object.entries(named).map(([name, { targets }]): ModelSettings => ({
    name,
    targets: targets.map(({ provider, model = name }) => ({ provider, model })),
  }));
  const defaultModel = input.defaultModel ?? chooseDefault(models);
  const warnings = [...context.warnings];
  if (
    defaultModel === rehearsalName &&
    Object.values(input.providers).some(({ type }) => type === "openai-compatible")
  ) {
    warnings.push(
      `No default model is set: POST /v1/chat without a model answers from "${rehearsalName}". Set defaultModel.`,
    );
  }
  const data =
    overrides.data === undefined ? resolve(context.base, input.data) : resolve(context.cwd, overrides.data);
  const database = overrides.database ?? input.database;
  const secret = overrides.secret ?? input.secret;
  return frozen({
    ...(context.file !== undefined && { file: context.file }),
    host,
    port: overrides.port ?? input.port,
    data,
    ...(database !== "sqlite" && { database }),
    durability: input.durability,
    ...(secret !== undefined && { secret }),
    workers: overrides.workers ?? input.workers,
    providers: providers(input, { env: context.env, base: context.base, data }),
    models,
    ...(others !== undefined && {
      otherModels: others.targets.map(({ provider, model }) => ({
        provider,
        ...(model !== undefined && { model }),
      })),
    }),
    defaultModel,
    prices: Object.fromEntries(Object.entries(input.prices).map(([name, price]) => [name, known(price)])),
    conversations: { contextTokens: input.conversations.contextTokens },
    limits: { ...input.limits },
    cors: { origins: input.cors.origins.includes("*") ? ["*"] : [...new Set(input.cors.origins)] },
    idempotency: { expiresAfterMs: input.idempotency.expiresAfter },
    metrics: { access: input.metrics.access ?? (isLoopback(host) ? "open" : "key") },
    log: { level: overrides.logLevel ?? input.log.level },
    shutdown: { graceMs: input.shutdown.grace },
    warnings,
  });
}

/** Without the members that were not written. */
function known(price: CheckedInput["prices"][string]): Price {
  return Object.fromEntries(Object.entries(price).filter(([, amount]) => amount !== undefined));
}

function chooseDefault(models: readonly ModelSettings[]): string {
  return (models.find(({ name }) => name === "chat") ?? models[0])?.name ?? rehearsalName;
}

function providers(
  input: CheckedInput,
  { env, ...places }: { readonly env: Environment; readonly base: string; readonly data: string },
): readonly ProviderSettings[] {
  const written = Object.entries(input.providers).map(([name, provider]): ProviderSettings => {
    if (provider.type === "rehearsal") return rehearsal(name, provider);
    if (provider.type === "llama") return llama(name, provider, places);
    return provider.type === "openai-compatible"
      ? openAiCompatible(name, provider, env)
      : upstream(name, provider, env);
  });
  const rehearses = written.some(({ type }) => type === "rehearsal");
  const local = written.some(({ type, name }) => type === "llama" || name === localName);
  return [
    ...written,
    ...(rehearses ? [] : [{ name: rehearsalName, type: "rehearsal" } as const]),
    ...(local ? [] : [localModels(places.data)]),
  ];
}

function rehearsal(
  name: string,
  { tokensPerSecond }: { tokensPerSecond?: number | undefined },
): ProviderSettings {
  return { name, type: "rehearsal", ...(tokensPerSecond !== undefined && { tokensPerSecond }) };
}

type Written = CheckedInput["providers"][string];
type WrittenOpenAi = Extract<Written, { type: "openai-compatible" }>;
type WrittenUpstream = Extract<Written, { type: UpstreamType }>;

function openAiCompatible(name: string, provider: WrittenOpenAi, env: Environment): OpenAiCompatibleSettings {
  const { preset, baseUrl = "", keyVariable } = findUpstream(provider.preset, provider.baseUrl);
  return {
    type: "openai-compatible",
    preset,
    ...common(name, provider, baseUrl, keyVariable === undefined ? undefined : env[keyVariable]),
    ...(provider.lookup !== undefined && { lookup: provider.lookup }),
  };
}

function upstream(name: string, provider: WrittenUpstream, env: Environment): UpstreamSettings {
  const { baseUrl = "", keyVariable } = upstreamOf(provider.type, provider.baseUrl, env);
  return {
    type: provider.type,
    ...common(name, provider, baseUrl, keyVariable === undefined ? undefined : env[keyVariable]),
    ...signing(provider, env),
  };
}

/** What every provider behind HTTP has. */
function common(
  name: string,
  provider: WrittenOpenAi | WrittenUpstream,
  baseUrl: string,
  keyFromEnv: string | undefined,
): UpstreamOptions {
  const headers = Object.entries(provider.headers).map(
    ([header, value]) => [header.toLowerCase(), value] as const,
  );
  const hasOwn = headers.some(([header]) => isCredential(header));
  const apiKey = provider.apiKey ?? (hasOwn ? undefined : apiKeySchema.safeParse(keyFromEnv).data);
  return {
    name,
    baseUrl,
    ...(apiKey !== undefined && { apiKey }),
    headers: Object.fromEntries(headers),
    clocks: { ...provider.timeouts },
    models: [...new Set(provider.models)],
    ...(provider.contextTokens !== undefined && { contextTokens: provider.contextTokens }),
  };
}

/** RFC 1122 section 3.2.1.3 and RFC 4291 section 2.5.3; `localhost` by RFC 6761 section 6.3. */
export function isLoopback(host: string): boolean {
  return host === "::1" || /^127\.\d+\.\d+\.\d+$/.test(host) || /^localhost\.?$/i.test(host);
}

/** Freezes plain objects and lists, however deep. */
function frozen<Value>(value: Value): Value {
  if (typeof value !== "object" || value === null || Object.isFrozen(value)) return value;
  for (const inner of Object.values(value)) frozen(inner);
  return Object.freeze(value);
}
