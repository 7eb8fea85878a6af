import type { SessionKeeper } from "../admin/accounts/session-keeper.ts";
import type { Authenticator } from "../admin/authenticate.ts";
import { ParleyError } from "../spec/errors.ts";
import type { Stores } from "../spec/stores.ts";
import { endDemoted, type HouseKeeping } from "./end-demoted.ts";

/** What remembers who may come in. */
export interface Memories {
  readonly authenticator: Pick<Authenticator, "forget">;
  readonly sessions: Pick<SessionKeeper, "forget">;
}

/** How soon one looks again where the storage did not answer, in milliseconds: a change is told once, and must not be missed. */
const lookAgainAfter = 500;

/**
 * Ends the answers that are still under way for a key when the key is revoked, or the secret of it that began them is
 * ended before its time, by this process or another one; so it ends those for a token that is revoked, for somebody whose
 * session is over or who may do less, and of a project that is archived. A secret that ends in its time ends nothing
 * that it began. Where the storage does not answer it is asked until it does, and `warn` is told once. Returns a function
 * that stops watching.
 */
export function endRevoked(
  stores: Stores,
  open: Iterable<HouseKeeping>,
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
    const archived = await archivedProjects(stores);
    await endSignedOut(stores, open);
    await endRevokedTokens(stores, open);
    for (const exchange of open) {
      const { keyId, secret, projectId = "" } = exchange.known ?? {};
      if (archived.has(projectId)) exchange.abort(projectIsOver());
      if (keyId === undefined || !(revoked.has(keyId) || ended.has(`${keyId} ${secret}`))) continue;
      exchange.abort(new ParleyError("invalid_api_key", { message: "This API key was revoked." }));
    }
    await endDemoted(stores, open);
  }
  let again: NodeJS.Timeout | undefined;
  let [isFailing, isOver] = [false, false];
  function lookNow(): void {
    clearTimeout(again);
    look().then(
      () => (isFailing = false),
      (error: unknown) => {
        if (!isFailing) warn(error);
        isFailing = true;
        clearTimeout(again);
        if (!isOver) again = setTimeout(lookNow, lookAgainAfter).unref();
      },
    );
  }
  const unwatch = stores.watch(lookNow);
  return () => {
    isOver = true;
    clearTimeout(again);
    unwatch();
  };
}

/** Whoever needs no key of a project, such as a person, is in it no longer either. */
async function archivedProjects({ projects }: Stores): Promise<ReadonlySet<string>> {
  const all = await projects.list();
  return new Set(all.flatMap(({ id, archivedAt }) => (archivedAt === undefined ? [] : id)));
}

function projectIsOver(): ParleyError {
  return new ParleyError("permission_denied", { message: "The project of this call was archived." });
}

/** Ends the answers for tokens of ours that were revoked, while their keys go on. */
async function endRevokedTokens({ tokens }: Stores, open: Iterable<HouseKeeping>): Promise<void> {
  const ids = new Set([...open].flatMap(({ known }) => known?.tokenId ?? []));
  if (ids.size === 0) return;
  const revoked = new Set(await tokens.revokedOf([...ids]));
  for (const exchange of open) {
    if (!revoked.has(exchange.known?.tokenId ?? "")) continue;
    exchange.abort(new ParleyError("invalid_token", { message: "This token was revoked." }));
  }
}

/** Ends the answers for browsers whose session is over. */
async function endSignedOut({ accounts }: Stores, open: Iterable<HouseKeeping>): Promise<void> {
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
