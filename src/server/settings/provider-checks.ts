import { baseUrl as baseUrlSchema } from "./addresses.ts";
import type { MakeFault } from "./checks.ts";
import { asEndpoints, endpointFaults } from "./endpoint-checks.ts";
import type { Fault } from "./fault.ts";
import { entriesOf, member } from "./raw.ts";
import { apiKey as apiKeySchema } from "./leaves.ts";
import { llamaFaults } from "./llama-checks.ts";
import type { Path } from "./path.ts";
import { findUpstream, presetNames, type Upstream } from "./presets.ts";
import type { Environment } from "./substitution.ts";
import { kindOf } from "./upstream-kinds.ts";
import { isCredential, placeFaults, signing, upstreamOf } from "./upstream-settings.ts";

/** The provider that is always there; its name is kept for it. */
export const rehearsalName = "rehearsal";

/** The provider for the models in the data folder; there unless another one has the name, or the type. */
export const localName = "local";

/** Names of the providers that there will be. */
export function providerNames(input: unknown): readonly string[] {
  const written = entriesOf(member(input, "providers"));
  const names = written.map(([name]) => name);
  const rehearsing = written.some(([, provider]) => member(provider, "type") === "rehearsal");
  const local =
    names.includes(localName) || written.some(([, provider]) => member(provider, "type") === "llama");
  return [...names, ...(rehearsing ? [] : [rehearsalName]), ...(local ? [] : [localName])];
}

/** Providers that lack something, have it twice, or say two things that cannot both be. */
export function providerFaults(input: unknown, env: Environment, fault: MakeFault): readonly Fault[] {
  return entriesOf(member(input, "providers")).flatMap(([name, provider]) => {
    const path = ["providers", name];
    const type = member(provider, "type");
    if (name === rehearsalName && type !== undefined && type !== "rehearsal") {
      const message = `The name "${rehearsalName}" is kept for the provider of this type. Choose another name.`;
      return [fault(path, "name", message)];
    }
    if (type === "llama") return llamaFaults(provider, path, fault);
    const context = { provider, path, env, fault };
    if (type !== "openai-compatible" && kindOf(type) === undefined) return [];
    const home = homeOf(provider, env);
    const places = asEndpoints(context, home) ?? [context];
    return [
      ...endpointFaults(context, home),
      ...places.flatMap((place) => placeAndKeyFaults({ ...context, ...place })),
      ...headerFaults(context),
    ];
  });
}

/** Where the provider itself lives; one that has nothing but endpoints lives at the first of them. */
function homeOf(provider: unknown, env: Environment): string | undefined {
  const endpoints = member(provider, "endpoints");
  const first: unknown = Array.isArray(endpoints) ? member(endpoints[0], "baseUrl") : undefined;
  return ownHomeOf(provider, env) ?? (typeof first === "string" ? first : undefined);
}

function ownHomeOf(provider: unknown, env: Environment): string | undefined {
  const [type, preset, url] = [
    member(provider, "type"),
    member(provider, "preset"),
    member(provider, "baseUrl"),
  ];
  const written = typeof url === "string" && URL.canParse(url) ? url : undefined;
  if (type !== "openai-compatible") {
    const { region } = signing(provider as object, env);
    const regional = region === undefined ? undefined : `https://bedrock-runtime.${region}.amazonaws.com`;
    return upstreamOf(type, written, env).baseUrl ?? regional;
  }
  return findUpstream(
    presetNames.find((name) => name === preset),
    written,
  ).baseUrl;
}

function placeAndKeyFaults(context: Upstreaming): readonly Fault[] {
  const { provider } = context;
  if (member(provider, "type") === "openai-compatible") return addressAndKeyFaults(context);
  return placeFaults(context, hasKey(provider));
}

interface Upstreaming {
  readonly provider: unknown;
  readonly path: Path;
  readonly env: Environment;
  readonly fault: MakeFault;
}

function addressAndKeyFaults(context: Upstreaming): readonly Fault[] {
  const { provider, path, fault } = context;
  const [preset, url] = [member(provider, "preset"), member(provider, "baseUrl")];
  const known = presetNames.find((name) => name === preset);
  if (preset !== undefined && known === undefined) return [];
  const read = url === undefined ? undefined : baseUrlSchema.safeParse(url);
  if (read?.success === false) return [];
  const upstream = findUpstream(known, read?.data);
  const faults: Fault[] = [];
  if (upstream.baseUrl === undefined) {
    const reason =
      known === undefined ? "there is no preset that has one" : `with ${known} everybody has their own`;
    faults.push(fault(path, "name", `The address is missing: ${reason}. Write \`baseUrl\`.`));
  }
  if (!hasKey(provider)) faults.push(...keyFaults(upstream, context));
  return faults;
}

function keyFaults({ preset, keyVariable }: Upstream, { path, env, fault }: Upstreaming): readonly Fault[] {
  const key = keyVariable === undefined ? "" : (env[keyVariable] ?? "");
  if (keyVariable !== undefined && key !== "") {
    if (apiKeySchema.safeParse(key).success) return [];
    return [{ path: keyVariable, message: "Expected an API key, which is one word, but found [redacted]." }];
  }
  if (!preset.keyRequired) return [];
  const variable = keyVariable ?? preset.apiKeyEnv;
  const setting = `write \`apiKey: "\${${variable ?? "NAME"}}"\``;
  const ways =
    keyVariable === undefined ? setting : `set the environment variable ${keyVariable}, or ${setting}`;
  return [fault(path, "name", `This provider needs an API key: ${ways}.`)];
}

function headerFaults({ provider, path, fault }: Upstreaming): readonly Fault[] {
  const names = entriesOf(member(provider, "headers")).map(([name]) => name);
  const faults = names
    .filter((name, index) => names.findIndex((other) => other.toLowerCase() === name.toLowerCase()) < index)
    .map((name) =>
      fault(
        [...path, "headers", name],
        "name",
        "This header is given twice: case does not count. Remove one.",
      ),
    );
  if (member(provider, "apiKey") === undefined) return faults;
  const doubled = credentialHeaders(provider).map((name) =>
    fault([...path, "headers", name], "name", "There is an `apiKey` as well. Remove one of the two."),
  );
  return [...faults, ...doubled];
}

/** Headers by which the operator sends the key in a way of their own. */
function credentialHeaders(provider: unknown): readonly string[] {
  return entriesOf(member(provider, "headers"))
    .map(([name]) => name)
    .filter(isCredential);
}

function hasKey(provider: unknown): boolean {
  return member(provider, "apiKey") !== undefined || credentialHeaders(provider).length > 0;
}
