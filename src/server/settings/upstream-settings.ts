import { Secret } from "../../lib/secret.ts";
import type { KindOptions } from "./upstream-kinds.ts";
import type { MakeFault } from "./checks.ts";
import type { Fault } from "./fault.ts";
import { apiKey as apiKeySchema } from "./leaves.ts";
import type { Path } from "./path.ts";
import { member } from "./raw.ts";
import type { Environment } from "./substitution.ts";
import { kindOf } from "./upstream-kinds.ts";

/** Where a provider of one of the kinds lives, and which variable's key may go there. */
export interface UpstreamPlace {
  /** Absent when neither the settings nor the kind have one. */
  readonly baseUrl?: string;
  /** Absent when none is set, or when the address is another than the kind's own: a key is bound to its origin. */
  readonly keyVariable?: string;
}

export function upstreamOf(type: unknown, baseUrl: string | undefined, env: Environment): UpstreamPlace {
  const kind = kindOf(type);
  const address = baseUrl ?? kind?.baseUrl;
  const home = kind?.keyOrigin ?? kind?.baseUrl;
  const own =
    address === undefined || home === undefined
      ? baseUrl === undefined
      : new URL(home).origin === new URL(address).origin;
  const variable = own ? kind?.keyVariables.find((name) => (env[name] ?? "") !== "") : undefined;
  return {
    ...(address !== undefined && { baseUrl: address }),
    ...(variable !== undefined && { keyVariable: variable }),
  };
}

/** Whether the operator sends the key in this header in a way of their own. */
export function isCredential(header: string): boolean {
  return /^(authorization|api-key|x-api-key|x-goog-api-key)$/i.test(header);
}

interface SignedInput {
  readonly region?: string | undefined;
  readonly accessKeyId?: string | undefined;
  readonly secretAccessKey?: Secret | undefined;
  readonly sessionToken?: Secret | undefined;
}

/** What requests are signed with; the settings win over the variables that Amazon's own programs read. */
export function signing(provider: object, env: Environment): Pick<KindOptions, "region" | "accessKey"> {
  if (kindOf(member(provider, "type"))?.signed !== true) return {};
  const input = provider as SignedInput;
  const region = input.region ?? env["AWS_REGION"] ?? env["AWS_DEFAULT_REGION"];
  // The environment's keys go to Amazon alone: to send one elsewhere, it is written down.
  const own = input.accessKeyId !== undefined || !isAmazons(member(provider, "baseUrl"));
  const id = input.accessKeyId ?? (own ? undefined : env["AWS_ACCESS_KEY_ID"]);
  const secret = input.secretAccessKey ?? secretOf(own ? undefined : env["AWS_SECRET_ACCESS_KEY"]);
  const sessionToken = input.sessionToken ?? secretOf(own ? undefined : env["AWS_SESSION_TOKEN"]);
  return {
    ...(region !== undefined && region !== "" && { region }),
    ...(id !== undefined &&
      id !== "" &&
      secret !== undefined && {
        accessKey: { id, secret, ...(sessionToken !== undefined && { sessionToken }) },
      }),
  };
}

/** Whether a provider with this address, or without one, is at Amazon's own. */
function isAmazons(baseUrl: unknown): boolean {
  if (baseUrl === undefined) return true;
  if (typeof baseUrl !== "string" || !URL.canParse(baseUrl)) return false;
  const { protocol, hostname } = new URL(baseUrl);
  return protocol === "https:" && /\.(?:amazonaws\.com(?:\.cn)?|api\.aws)$/.test(hostname);
}

function secretOf(value: string | undefined): Secret | undefined {
  return value === undefined || value === "" ? undefined : new Secret(value);
}

interface Context {
  readonly provider: unknown;
  readonly path: Path;
  readonly env: Environment;
  readonly fault: MakeFault;
}

/** A provider of one of the kinds that has no address or no key. */
export function placeFaults({ provider, path, env, fault }: Context, hasKey: boolean): readonly Fault[] {
  const kind = kindOf(member(provider, "type"));
  const url = member(provider, "baseUrl");
  if (kind === undefined || (url !== undefined && (typeof url !== "string" || !URL.canParse(url)))) return [];
  const place = upstreamOf(kind.type, url, env);
  const faults: Fault[] = [];
  const signed = kind.signed === true ? signing(provider as object, env) : undefined;
  if (place.baseUrl === undefined && signed?.region === undefined) {
    const what = signed === undefined ? "Write `baseUrl`." : "Write `region`, or set AWS_REGION.";
    faults.push(fault(path, "name", `The address is missing: everybody has their own. ${what}`));
  }
  if (hasKey || signed?.accessKey !== undefined) return faults;
  if (place.keyVariable !== undefined) {
    if (apiKeySchema.safeParse(env[place.keyVariable]).success) return faults;
    const message = "Expected an API key, which is one word, but found [redacted].";
    return [...faults, { path: place.keyVariable, message }];
  }
  if (!kind.keyRequired) return faults;
  const [variable = "NAME"] = kind.keyVariables;
  const keys =
    signed === undefined
      ? ""
      : ", or write `accessKeyId` and `secretAccessKey`, or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY";
  const message = `This provider needs an API key: set the environment variable ${variable}, or write \`apiKey: "\${${variable}}"\`${keys}.`;
  return [...faults, fault(path, "name", message)];
}
