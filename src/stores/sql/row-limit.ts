/**
 * `limit` itself, when it is an integer ≥ 0; otherwise throws `TypeError`.
 * SQLite reads a negative limit as "no limit", so a slip would load a whole table.
 */
export function rowLimit(limit: number): number {
  if (!Number.isSafeInteger(limit) || limit < 0)
    throw new TypeError(`limit must be an integer ≥ 0, not ${limit}`);
  return limit;
}
