import { EventSourceParserStream } from "eventsource-parser/stream";
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { ask, send } from "./ask.ts";

/** A call as the log has it; see `GET /v1/organization/requests`. Unknown is `null`. */
export interface RequestRow {
  readonly id: string;
  readonly created_at_ms: number;
  readonly project_id: string | null;
  readonly api_key_id: string | null;
  readonly endpoint: string;
  readonly method: string;
  readonly status: number;
  readonly outcome: "ended" | "failed" | "cancelled" | "refused";
  readonly stream: boolean;
  readonly model: string | null;
  readonly provider: string | null;
  readonly provider_model: string | null;
  readonly error_code: string | null;
  readonly waited_ms: number | null;
  readonly first_event_ms: number | null;
  readonly duration_ms: number;
  readonly input_tokens: number | null;
  readonly output_tokens: number | null;
  readonly cost_micros: number | null;
  readonly ip_address: string | null;
  readonly user_agent: string | null;
  readonly settings_version: string | null;
  /** Refusals of the same kind are one row, with how many there were. */
  readonly count: number;
}

export interface RequestAttempt {
  readonly target: string;
  readonly error?: string;
  /** It began while another one was under way. */
  readonly hedge?: true;
  /** Another one was quicker. */
  readonly slower?: true;
  readonly begun_ms?: number;
  readonly first_ms?: number;
  readonly ended_ms?: number;
  readonly cost_micros?: number;
}

/** All that is known of one. */
export interface WholeRequest extends RequestRow {
  readonly route: Readonly<Record<string, unknown>> | null;
  readonly attempts: readonly RequestAttempt[];
  readonly warnings: readonly Readonly<Record<string, unknown>>[];
  readonly context: Readonly<Record<string, unknown>> | null;
  readonly usage: Readonly<Record<string, unknown>> | null;
  readonly content: { readonly request: string | null; readonly response: string | null } | null;
}

/** What the reader looks for; absent members look for everything. */
export interface RequestFilters {
  readonly model?: string;
  readonly key?: string;
  readonly status?: string;
  readonly outcome?: string;
  /** Milliseconds. */
  readonly slower?: number;
  /** Micro-units. */
  readonly dearer?: number;
  readonly text?: string;
}

interface Page {
  readonly data: readonly RequestRow[];
  readonly last_id: string | null;
  readonly has_more: boolean;
}

const path = "/v1/organization/requests";

/** Rows that are asked for at a time. */
const pageRows = 200;

function wordsOf(project: string, filters: RequestFilters): URLSearchParams {
  const words = new URLSearchParams({ "project_ids[]": project });
  const { model, key, status, outcome, slower, dearer, text } = filters;
  if (model !== undefined) words.set("models[]", model);
  if (key !== undefined) words.set("api_key_ids[]", key);
  if (status !== undefined) words.set("statuses[]", status);
  if (outcome !== undefined) words.set("outcomes[]", outcome);
  if (slower !== undefined) words.set("min_duration_ms", String(slower));
  if (dearer !== undefined) words.set("min_cost_micros", String(dearer));
  if (text !== undefined) words.set("text", text);
  return words;
}

/** The calls of a project, newest first, page by page. */
export function requestsOf(project: string, filters: RequestFilters) {
  return infiniteQueryOptions({
    queryKey: ["requests", project, filters],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) => {
      const words = wordsOf(project, filters);
      words.set("limit", String(pageRows));
      if (pageParam !== undefined) words.set("after", pageParam);
      return ask<Page>(`${path}?${words}`, { signal });
    },
    getNextPageParam: ({ has_more, last_id }) => (has_more ? (last_id ?? undefined) : undefined),
    // What was once written down stays as it is, and what is newer is followed: pages are never asked for again.
    staleTime: Infinity,
  });
}

/** Calls that are newer than one, newest first; nothing where they are more than a page. Without an id, the newest. */
export async function requestsSince(
  project: string,
  filters: RequestFilters,
  { id, signal }: { readonly id: string | undefined; readonly signal: AbortSignal },
): Promise<readonly RequestRow[] | undefined> {
  const words = wordsOf(project, filters);
  words.set("limit", String(pageRows));
  if (id !== undefined) words.set("before", id);
  const { data, has_more: more } = await ask<Page>(`${path}?${words}`, { signal });
  return id !== undefined && more ? undefined : data;
}

export function requestOf(id: string) {
  return queryOptions({
    queryKey: ["request", id],
    queryFn: ({ signal }) => ask<WholeRequest>(`${path}/${encodeURIComponent(id)}`, { signal }),
  });
}

/** How often a request is looked for that has not come yet, in milliseconds. */
const pulse = 2_000;

/**
 * The newest call that a program has made: with the key, or with any; `null` as long as there is none, and then it is
 * asked again and again. What people ask in the console does not count.
 */
export function newestOfPrograms(project: string, key: string | undefined) {
  return queryOptions({
    queryKey: ["newest-of-programs", project, key ?? null],
    queryFn: async ({ signal }) => {
      const words = wordsOf(project, key === undefined ? {} : { key });
      words.set("limit", String(pageRows));
      const page = await ask<Page>(`${path}?${words}`, { signal });
      return page.data.find(({ api_key_id: by }) => by !== null) ?? null;
    },
    refetchInterval: ({ state }) => (state.data === null || state.data === undefined ? pulse : false),
  });
}

/**
 * Calls as they end, until `signal` says that nobody looks any more, or the server that it was long enough. `opened` is
 * called as soon as none is missed any more. What was said cannot be looked for here.
 */
export async function* tailRequests(
  project: string,
  filters: RequestFilters,
  { signal, opened }: { readonly signal: AbortSignal; opened(): void },
): AsyncGenerator<RequestRow, void> {
  const words = wordsOf(project, filters);
  words.delete("text");
  const response = await send(`${path}/tail?${words}`, { signal });
  if (response.body === null) return;
  opened();
  const events = response.body
    .pipeThrough(new TextDecoderStream())
    .pipeThrough(new EventSourceParserStream());
  for await (const { data } of events) {
    const row = JSON.parse(data) as Partial<RequestRow>;
    if (row.id !== undefined) yield row as RequestRow;
  }
}
