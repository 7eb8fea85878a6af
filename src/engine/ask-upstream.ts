import { ParleyError } from "../spec/errors.ts";
import type { LookedUp, Provider } from "../spec/provider.ts";

/** How long an upstream may take to say what it knows, in milliseconds. */
const patience = 5_000;

/** What the upstream says of an attempt; `undefined` when it cannot say so now, for whatever reason. */
export async function askUpstream(provider: Provider, requestId: string): Promise<LookedUp | undefined> {
  try {
    return await provider.lookUp?.(requestId, AbortSignal.timeout(patience));
  } catch (error) {
    if (error instanceof ParleyError) return undefined;
    throw error;
  }
}
