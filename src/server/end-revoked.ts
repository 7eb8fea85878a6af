import type { Authenticator } from "../admin/authenticate.ts";
import type { Exchange } from "../http/exchange.ts";
import { ParleyError } from "../spec/errors.ts";
import type { Stores } from "../spec/stores.ts";

/**
 * Ends the answers that are still under way for a key when the key is revoked, by this process or another one.
 * Returns a function that stops watching.
 */
export function endRevoked(
  stores: Stores,
  open: Iterable<Pick<Exchange, "known" | "abort">>,
  authenticator: Pick<Authenticator, "forget">,
  warn: (error: unknown) => void,
): () => void {
  async function look(): Promise<void> {
    // Before any stream is ended: whoever sees that must not get in again with the same key.
    authenticator.forget();
    if ([...open].length === 0) return;
    const keys = await stores.keys.list();
    const revoked = new Set(keys.filter((key) => key.revokedAt !== undefined).map((key) => key.id));
    for (const exchange of open) {
      const keyId = exchange.known?.keyId;
      if (keyId === undefined || !revoked.has(keyId)) continue;
      exchange.abort(new ParleyError("invalid_api_key", { message: "This API key was revoked." }));
    }
  }
  return stores.watch(() => void look().catch(warn));
}
