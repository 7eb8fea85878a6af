/** Which tokens of ours do not work any more although their time has not come. Times are Unix milliseconds. */
export interface TokenStore {
  /** `expiresAt`: when it would have ended anyway, until when this must be remembered. Says whether it is news. */
  revoke(id: string, expiresAt: number): Promise<boolean>;
  isRevoked(id: string): Promise<boolean>;
  /** Those of the ids that are revoked. */
  revokedOf(ids: readonly string[]): Promise<readonly string[]>;
  /** Forgets at most `limit` that have ended anyway; gives their number. */
  expire(now: number, limit: number): Promise<number>;
}
