import { ParleyError } from "../spec/errors.ts";
import type { AttemptOpening } from "../spec/ledger.ts";
import type { LookedUp, Provider } from "../spec/provider.ts";

/** How long an upstream may take to say what it knows, in milliseconds. */
const patience = 5_000;

/** The name under which an attempt goes upstream, and is asked about. */
export function requestIdOf({ callId, attempt }: AttemptName): string {
  return `${callId}-${attempt}`;
}

type AttemptName = Pick<AttemptOpening, "callId" | "attempt">;

/** What the upstream says of an attempt; `undefined` when it cannot say so now, for whatever reason. */
export async function askUpstream(provider: Provider, attempt: AttemptName): Promise<LookedUp | undefined> {
  try {
    return await provider.lookUp?.(requestIdOf(attempt), AbortSignal.timeout(patience));
  } catch (error) {
    if (error instanceof ParleyError) return undefined;
    throw error;
  }
}

/**
 * The same where the books do not say which of several endpoints it was: they are asked until one knows. That the
 * upstream does not know it is only certain when all of them say so.
 */
export async function askUpstreams(
  endpoints: readonly Provider[],
  attempt: AttemptName,
): Promise<LookedUp | undefined> {
  let unknown: LookedUp | undefined = { known: false };
  for (const endpoint of endpoints) {
    const found = await askUpstream(endpoint, attempt);
    if (found?.known === true) return found;
    unknown &&= found;
  }
  return endpoints.length === 0 ? undefined : unknown;
}
