import type { RequestRow } from "../../api/requests.ts";

/** Live rows that are kept: many hours of them; who has looked for longer finds the rest in the history. */
const most = 20_000;

/** Rows with others that are newer, newest first, each once: ids are in the order of time. */
export function addNewer(rows: readonly RequestRow[], more: readonly RequestRow[]): readonly RequestRow[] {
  const ids = new Set(rows.map(({ id }) => id));
  const fresh = more.filter(({ id }) => !ids.has(id));
  if (fresh.length === 0) return rows;
  return [...fresh, ...rows].toSorted((one, other) => (one.id < other.id ? 1 : -1)).slice(0, most);
}
