import type { MakeFault } from "./checks.ts";
import type { Fault } from "./fault.ts";
import type { Path } from "./path.ts";
import { entriesOf, member } from "./raw.ts";
import { isCredential } from "./upstream-settings.ts";

interface Context {
  readonly provider: unknown;
  readonly path: Path;
  readonly fault: MakeFault;
}

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
    const { apiKey, ...rest } = provider as Readonly<Record<string, unknown>>;
    const keyed = isElsewhere(own["baseUrl"], home) || apiKey === undefined ? {} : { apiKey };
    return [{ provider: { ...rest, ...keyed, ...own }, path: [...path, "endpoints", place] }];
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
  const faults: Fault[] = entriesOf(member(provider, "headers"))
    .filter(([name]) => isCredential(name))
    .map(([name]) => {
      const message = "With `endpoints`, keys are written as `apiKey`: a header would go to all of them.";
      return fault([...path, "headers", name], "name", message);
    });
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
    const given = member(provider, "apiKey") !== undefined && member(endpoint, "apiKey") === undefined;
    if (given && isElsewhere(member(endpoint, "baseUrl"), home)) {
      const message =
        "This address has another origin than the provider's, whose key is not sent there. Write `apiKey` here, too.";
      faults.push(fault([...here, "baseUrl"], "value", message));
    }
  }
  return faults;
}

function isElsewhere(url: unknown, home: string | undefined): boolean {
  if (typeof url !== "string" || home === undefined || !URL.canParse(url) || !URL.canParse(home))
    return false;
  return new URL(url).origin !== new URL(home).origin;
}
