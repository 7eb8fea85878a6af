import { ParleyError } from "../../spec/errors.ts";
import type { LookedUp, Provider } from "../../spec/provider.ts";
import { isObject } from "../upstream/json.ts";
import { fetchJson, type UpstreamWays } from "../upstream/stream.ts";
import { readUsage } from "./usage.ts";

/**
 * Asks an upstream what a request used, by the id that went out with it. The answer has `usage`, at the top or in
 * `data`; one without is for a request that still runs. 404 means that the upstream never heard of it.
 */
export function createLookUp(
  ways: UpstreamWays,
  path: string,
  headers: Readonly<Record<string, string>>,
): NonNullable<Provider["lookUp"]> {
  return async function lookUp(requestId, signal): Promise<LookedUp | undefined> {
    const asked = path.replaceAll("{id}", encodeURIComponent(requestId));
    try {
      const body = await fetchJson(ways, { method: "GET", path: asked, headers, signal });
      const inner = isObject(body) && isObject(body["data"]) ? body["data"] : body;
      const usage = isObject(inner) ? readUsage(inner["usage"]) : undefined;
      return usage === undefined ? undefined : { known: true, usage };
    } catch (error) {
      if (error instanceof ParleyError && error.raw?.status === 404) return { known: false };
      throw error;
    }
  };
}
