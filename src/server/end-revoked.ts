import type { SessionKeeper } from "../admin/accounts/session-keeper.ts";
import type { Authenticator } from "../admin/authenticate.ts";
import type { Exchange } from "../http/exchange.ts";
import { ParleyError } from "../spec/errors.ts";
import type { Stores } from "../spec/stores.ts";

/** What remembers who may come in. */
export interface Memories {
  readonly authenticator: Pick<Authenticator, "forget">;
  readonly sessions: Pick<SessionKeeper, "forget">;
}

/**
 * Ends the answers that are still under way for a key when the key is revoked, or the secret of it that began them is
 * ended before its time, by this process or another one. A secret that ends in its time ends nothing that it began.
 * Returns a function that stops watching.
 */
export function endRevoked(
  stores: Stores,
  open: Iterable<Pick<Exchange, "known" | "abort">>,
  { authenticator, sessions }: Memories,
  warn: (error: unknown) => void,
): () => void {
  async function look(): Promise<void> {
    // Before any stream is ended: whoever sees that must not get in again with the same key.
    authenticator.forget();
    sessions.forget();
    if ([...open].length === 0) return;
    const [keys, secrets] = await Promise.all([stores.keys.list(), stores.keys.secrets()]);
    const revoked = new Set(keys.filter(isRevoked).map(({ id }) => id));
    const ended = new Set(secrets.filter(isRevoked).map(({ keyId, number }) => `${keyId} ${number}`));
    await endSignedOut(stores, open);
    for (const exchange of open) {
      const { keyId, secret } = exchange.known ?? {};
      if (keyId === undefined || !(revoked.has(keyId) || ended.has(`${keyId} ${secret}`))) continue;
      exchange.abort(new ParleyError("invalid_api_key", { message: "This API key was revoked." }));
    }
  }
  return stores.watch(() => void look().catch(warn));
}

/** Ends the answers for browsers whose session is over. */
async function endSignedOut(
  { accounts }: Stores,
  open: Iterable<Pick<Exchange, "known" | "abort">>,
): Promise<void> {
  const ids = new Set([...open].flatMap(({ known }) => known?.sessionId ?? []));
  if (ids.size === 0) return;
  const living = new Set(await accounts.sessions.living([...ids]));
  for (const exchange of open) {
    const id = exchange.known?.sessionId;
    if (id !== undefined && ids.has(id) && !living.has(id)) exchange.abort(new ParleyError("session_ended"));
  }
}

function isRevoked({ revokedAt }: { readonly revokedAt?: number }): boolean {
  return revokedAt !== undefined;
}
