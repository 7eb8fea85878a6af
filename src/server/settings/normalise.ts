import { resolve } from "node:path";
import type { MemoryChoice } from "../../spec/memory.ts";
import type { Overrides } from "./environment.ts";
import { anomalySettings, requestLogSettings } from "./activity-settings.ts";
import { accountsSettings, ssoSettings } from "./accounts-settings.ts";
import { auditSettings } from "./audit-settings.ts";
import { alias, namedModel, written } from "./normalise-models.ts";
import { openAiCompatible, upstream } from "./normalise-upstreams.ts";
import { demoAlias } from "./demo-alias.ts";
import { llama, localModels } from "./llama-settings.ts";
import { localName, rehearsalName } from "./provider-checks.ts";
import type { CheckedInput } from "./schema.ts";
import type { ModelSettings, ProviderSettings, Settings } from "./settings.ts";
import type { Environment } from "./substitution.ts";
import { tokensSettings } from "./tokens-settings.ts";

export interface NormaliseContext {
  /** Absolute path of the file, where there is one. */
  readonly file?: string;
  /** Absolute path of the folder that relative paths of the settings start from. */
  readonly base: string;
  /** Absolute path of the folder that relative paths of the environment start from. */
  readonly cwd: string;
  readonly env: Environment;
  readonly overrides: Overrides;
  /** Absolute path of the model that answers where nothing is configured; absent: the rehearsal does. */
  readonly demoModel?: string;
  readonly warnings: readonly string[];
}

/** The one place where checked input becomes settings. Finds no faults: `crossChecks` has been there. */
export function normalise(input: CheckedInput, context: NormaliseContext): Settings {
  const { overrides } = context;
  const host = overrides.host ?? input.host;
  const { "*": others, ...named } = input.models;
  const demo = demoOf(input, context);
  const models =
    demo === undefined ? Object.entries(named).map(([name, model]) => namedModel(name, model)) : [demoAlias];
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
  const { contextTokens, summaryModel, embeddingsModel } = input.conversations;
  const memoryOfModels = memoryOf(input);
  return frozen({
    ...(context.file !== undefined && { file: context.file }),
    host,
    port: overrides.port ?? input.port,
    ...tlsOf(input, context.base),
    trustedProxies: [...new Set(input.trustedProxies)],
    allowInsecure: overrides.allowInsecure ?? input.allowInsecure,
    data,
    ...(database !== "sqlite" && { database }),
    durability: input.durability,
    ...(secret !== undefined && { secret }),
    workers: overrides.workers ?? input.workers,
    providers: providers(input, { env: context.env, base: context.base, data, demo }),
    models,
    ...(others !== undefined && { otherModels: alias(others) }),
    defaultModel,
    retries: { ...input.retries },
    prices: Object.fromEntries(Object.entries(input.prices).map(([name, price]) => [name, written(price)])),
    conversations: {
      memoryPolicy: input.conversations.memory,
      ...(contextTokens !== undefined && { contextTokens }),
      ...(summaryModel !== undefined && { summaryModel }),
      ...(embeddingsModel !== undefined && { embeddingsModel }),
      ...(Object.keys(memoryOfModels).length > 0 && { memoryOfModels }),
      keepPartial: input.conversations.keepPartial,
      responsesExpireAfterMs: input.conversations.responsesExpireAfter,
    },
    limits: { ...input.limits },
    cors: { origins: input.cors.origins.includes("*") ? ["*"] : [...new Set(input.cors.origins)] },
    idempotency: { expiresAfterMs: input.idempotency.expiresAfter },
    tokens: tokensSettings(input.tokens),
    accounts: accountsSettings(input.accounts),
    sso: ssoSettings(input.sso),
    audit: auditSettings(input.audit, { base: context.base, data }),
    editing: {
      enabled: input.editing.enabled,
      privateAddresses:
        input.editing.privateAddresses ?? (isLoopback(host) && input.trustedProxies.length === 0),
    },
    overload: {
      calls: input.overload.calls,
      queue: input.overload.queue,
      waitMs: input.overload.wait,
      turnMs: input.overload.turn,
      heapShare: input.overload.heapPercent / 100,
    },
    metrics: { access: input.metrics.access ?? (isLoopback(host) ? "open" : "key") },
    log: { level: overrides.logLevel ?? input.log.level, requests: requestLogSettings(input.log.requests) },
    anomalies: anomalySettings(input.anomalies),
    shutdown: { graceMs: input.shutdown.grace },
    warnings,
  });
}

/** The demo model's file, where nothing and nobody else is there to answer. */
function demoOf(input: CheckedInput, { demoModel }: NormaliseContext): string | undefined {
  const { providers: named, models, defaultModel } = input;
  const configured =
    defaultModel !== undefined || [named, models].some((part) => Object.keys(part).length > 0);
  return configured ? undefined : demoModel;
}

/** What models want of memory that is different from all. */
function memoryOf({ models }: CheckedInput): Readonly<Record<string, MemoryChoice>> {
  return Object.fromEntries(
    Object.entries(models).flatMap(([name, { memory: { policy, contextTokens: maxTokens } = {} }]) =>
      policy === undefined && maxTokens === undefined ? [] : [[name, written({ policy, maxTokens })]],
    ),
  );
}

/** That there are both files or neither, `transportFaults` has seen. */
function tlsOf({ tls }: CheckedInput, base: string): Pick<Settings, "tls"> {
  const { cert, key, minVersion } = tls;
  if (cert === undefined || key === undefined) return {};
  return { tls: { cert: resolve(base, cert), key: resolve(base, key), minVersion } };
}

function chooseDefault(models: readonly ModelSettings[]): string {
  return (models.find(({ name }) => name === "chat") ?? models[0])?.name ?? rehearsalName;
}

function providers(
  input: CheckedInput,
  {
    env,
    demo,
    ...places
  }: {
    readonly env: Environment;
    readonly base: string;
    readonly data: string;
    readonly demo: string | undefined;
  },
): readonly ProviderSettings[] {
  const own = Object.entries(input.providers).map(([name, provider]): ProviderSettings => {
    if (provider.type === "rehearsal") return rehearsal(name, provider);
    if (provider.type === "llama") return llama(name, provider, places);
    return provider.type === "openai-compatible"
      ? openAiCompatible(name, provider, env)
      : upstream(name, provider, env);
  });
  const rehearses = own.some(({ type }) => type === "rehearsal");
  const local = own.some(({ type, name }) => type === "llama" || name === localName);
  return [
    ...own,
    ...(rehearses ? [] : [{ name: rehearsalName, type: "rehearsal" } as const]),
    ...(local ? [] : [localModels(places.data, demo)]),
  ];
}

function rehearsal(
  name: string,
  { tokensPerSecond }: { tokensPerSecond?: number | undefined },
): ProviderSettings {
  return { name, type: "rehearsal", ...(tokensPerSecond !== undefined && { tokensPerSecond }) };
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
