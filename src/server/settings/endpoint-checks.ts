import type { MakeFault } from "./checks.ts";
import type { Fault } from "./fault.ts";
import type { Path } from "./path.ts";
import { entriesOf, member } from "./raw.ts";

interface Context {
  readonly provider: unknown;
  readonly path: Path;
  readonly fault: MakeFault;
}

/** Members that are good for one origin alone. */
const accessMembers = ["apiKey", "accessKeyId", "secretAccessKey", "sessionToken"] as const;

/** A provider as one of its endpoints sees it, as it would be written without any. */
export interface AsEndpoint {
  readonly provider: unknown;
  readonly path: Path;
}

/** What is checked in place of a provider that has endpoints: each of them. `undefined` where it has none. */
export function asEndpoints(
  { provider, path }: Context,
  home: string | undefined,
): readonly AsEndpoint[] | undefined {
  const endpoints = member(provider, "endpoints");
  if (!Array.isArray(endpoints) || endpoints.length === 0) return undefined;
  return endpoints.flatMap((endpoint: unknown, place) => {
    if (typeof endpoint !== "object" || endpoint === null) return [];
    const { name: _, weight: _weight, ...own } = endpoint as Readonly<Record<string, unknown>>;
    const whole = provider as Readonly<Record<string, unknown>>;
    const names = Object.keys(whole).filter(
      (member) => !isElsewhere(own["baseUrl"], home) || !accessMembers.some((secret) => secret === member),
    );
    const inherited = Object.fromEntries(names.map((name) => [name, whole[name]]));
    return [{ provider: { ...inherited, ...own }, path: [...path, "endpoints", place] }];
  });
}

/**
 * Endpoints that have the same name, or that would get a key which was not meant for them. `home` is the address of the
 * provider itself.
 */
export function endpointFaults(
  { provider, path, fault }: Context,
  home: string | undefined,
): readonly Fault[] {
  const endpoints = member(provider, "endpoints");
  if (!Array.isArray(endpoints) || endpoints.length === 0) return [];
  const faults: Fault[] = [];
  // Whatever is in a header is treated as a secret: one that is good for one address is not sent to another.
  if (endpoints.some((endpoint: unknown) => isElsewhere(member(endpoint, "baseUrl"), home))) {
    for (const [name] of entriesOf(member(provider, "headers"))) {
      const message =
        "A header would go to all endpoints, which have more than one origin. Write a provider of its own for each origin.";
      faults.push(fault([...path, "headers", name], "name", message));
    }
  }
  const names = endpoints.map((endpoint: unknown, place) => String(member(endpoint, "name") ?? place + 1));
  for (const [place, endpoint] of (endpoints as readonly unknown[]).entries()) {
    const here = [...path, "endpoints", place];
    if (names.indexOf(names[place] ?? "") < place) {
      const named = member(endpoint, "name") === undefined ? here : [...here, "name"];
      faults.push(
        fault(
          named,
          "value",
          `Another endpoint is called "${names[place]}", too. Give each its own \`name\`.`,
        ),
      );
    }
    if (!isElsewhere(member(endpoint, "baseUrl"), home)) continue;
    const own = member(endpoint, "apiKey");
    if (own === "stored") {
      const message =
        "This address has another origin than the provider's, and a stored key goes to that alone. Write a provider of its own for it.";
      faults.push(fault([...here, "apiKey"], "value", message));
    }
    if (own !== undefined) continue;
    const keyed = accessMembers.some((name) => member(provider, name) !== undefined);
    if (!keyed) continue;
    const message =
      "This address has another origin than the provider's, whose key is not sent there. Write `apiKey` here, too, or a provider of its own for it.";
    faults.push(fault([...here, "baseUrl"], "value", message));
  }
  return faults;
}

function isElsewhere(url: unknown, home: string | undefined): boolean {
  if (typeof url !== "string" || home === undefined || !URL.canParse(url) || !URL.canParse(home))
    return false;
  return new URL(url).origin !== new URL(home).origin;
}
