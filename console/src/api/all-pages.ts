import { ask } from "./ask.ts";

interface Page<T> {
  readonly data: readonly T[];
  readonly has_more: boolean;
  readonly last_id: string | null;
}

/** As much as is asked for at a time, and in all: lists that people keep by hand are shorter. */
const pageSize = 100;
const mostPages = 50;

/** A whole list, page by page. */
export async function allPages<T>(
  path: string,
  words: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<readonly T[]> {
  const all: T[] = [];
  let after: string | null = null;
  for (let page = 0; page < mostPages; page++) {
    const query: URLSearchParams = new URLSearchParams({ ...words, limit: String(pageSize) });
    if (after !== null) query.set("after", after);
    const { data, has_more, last_id }: Page<T> = await ask<Page<T>>(`${path}?${query}`, { signal });
    all.push(...data);
    if (!has_more || last_id === null) break;
    after = last_id;
  }
  return all;
}
