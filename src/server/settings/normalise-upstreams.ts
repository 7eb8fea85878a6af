import type { Secret } from "../../lib/secret.ts";
import { apiKey as apiKeySchema } from "./leaves.ts";
import { findUpstream } from "./presets.ts";
import type { CheckedInput } from "./schema.ts";
import type {
  EndpointSettings,
  OpenAiCompatibleEndpoint,
  OpenAiCompatibleSettings,
  UpstreamSettings,
} from "./settings.ts";
import type { Environment } from "./substitution.ts";
import type { KindOptions, UpstreamOptions, UpstreamType } from "./upstream-kinds.ts";
import { isCredential, signing, upstreamOf } from "./upstream-settings.ts";

type Written = CheckedInput["providers"][string];
type WrittenOpenAi = Extract<Written, { type: "openai-compatible" }>;
type WrittenUpstream = Extract<Written, { type: UpstreamType }>;

export function openAiCompatible(
  name: string,
  provider: WrittenOpenAi,
  env: Environment,
): OpenAiCompatibleSettings {
  const made = (one: WrittenOpenAi): OpenAiCompatibleEndpoint => {
    const { preset, baseUrl = "", keyVariable } = findUpstream(one.preset, one.baseUrl);
    return {
      preset,
      ...common(name, one, baseUrl, keyVariable === undefined ? undefined : env[keyVariable]),
      ...(one.lookup !== undefined && { lookup: one.lookup }),
      ...(one.apiVersion !== undefined && { apiVersion: one.apiVersion }),
    };
  };
  return { type: "openai-compatible", ...withEndpoints(provider, made), ...answersOf(provider) };
}

export function upstream(name: string, provider: WrittenUpstream, env: Environment): UpstreamSettings {
  const { type } = provider;
  const made = (one: WrittenUpstream): KindOptions => {
    const { baseUrl = "", keyVariable } = upstreamOf(type, one.baseUrl, env);
    const key = keyVariable === undefined ? undefined : env[keyVariable];
    return { ...common(name, one, baseUrl, key), ...signing(one, env) };
  };
  return { type, ...withEndpoints(provider, made), ...answersOf(provider) };
}

function answersOf({
  jsonSchema,
  onDisconnect,
}: WrittenOpenAi | WrittenUpstream): Pick<UpstreamSettings, "jsonSchema" | "onDisconnect"> {
  return {
    ...(jsonSchema !== undefined && { jsonSchema }),
    ...(onDisconnect !== undefined && { onDisconnect }),
  };
}

/** A provider that has nothing but endpoints is known by the address of the first. */
function withEndpoints<W extends WrittenOpenAi | WrittenUpstream, Options extends UpstreamOptions>(
  provider: W,
  made: (one: W) => Options,
): Options & { readonly endpoints?: readonly EndpointSettings<Options>[] } {
  const { endpoints: written } = provider;
  if (written === undefined) return made(provider);
  const endpoints = written.map(({ name, weight = 1, region, ...own }, place): EndpointSettings<Options> => ({
    label: name ?? String(place + 1),
    weight,
    ...(region !== undefined && { region }),
    options: made({
      ...provider,
      ...(own.baseUrl !== undefined && { baseUrl: own.baseUrl }),
      ...(own.apiKey !== undefined && { apiKey: own.apiKey }),
      // Only kinds whose requests are signed look at it.
      ...(region !== undefined && { region }),
    }),
  }));
  const itself = made(provider);
  const baseUrl = itself.baseUrl === "" ? (endpoints[0]?.options.baseUrl ?? "") : itself.baseUrl;
  return { ...itself, baseUrl, endpoints };
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
    ...keyOf(apiKey),
    headers: Object.fromEntries(headers),
    clocks: { ...provider.timeouts },
    models: [...new Set(provider.models)],
    ...(provider.contextTokens !== undefined && { contextTokens: provider.contextTokens }),
  };
}

/** `apiKey: stored` is no key: it says that the key is kept in the database. */
function keyOf(written: Secret | undefined): Pick<UpstreamOptions, "apiKey" | "storedKey"> {
  if (written === undefined) return {};
  return written.reveal() === "stored" ? { storedKey: true } : { apiKey: written };
}
