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
