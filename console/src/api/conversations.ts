import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { allPages } from "./all-pages.ts";
import { ask, send } from "./ask.ts";

/** A conversation; see `GET /v1/conversations/{id}`. */
export interface Conversation {
  readonly id: string;
  /** Unix seconds. */
  readonly created_at: number;
  readonly expires_at?: number;
  readonly metadata: Readonly<Record<string, string>>;
}

/** One in a list, with how its first message begins. */
export interface ListedConversation extends Conversation {
  readonly item_count: number;
  readonly preview: string | null;
}

/** A part of a message, or of what a tool said. */
export interface ItemPart {
  readonly type: string;
  readonly text?: string;
  readonly refusal?: string;
  readonly image_url?: string | null;
  readonly filename?: string | null;
}

/** What was said; the members depend on the type. */
export interface ConversationItem {
  readonly id: string;
  readonly type: string;
  readonly status?: string;
  readonly role?: string;
  readonly content?: readonly ItemPart[];
  readonly name?: string;
  readonly arguments?: string;
  readonly input?: string;
  readonly output?: string | readonly ItemPart[];
  readonly summary?: readonly ItemPart[];
  readonly pinned?: boolean;
}

interface Page<T> {
  readonly data: readonly T[];
  readonly last_id: string | null;
  readonly has_more: boolean;
}

const all = "/v1/conversations";
const pathOf = (id: string): string => `${all}/${encodeURIComponent(id)}`;

/** Asked for at a time. */
const pageSize = "50";

/** The project's, the newest first. A search may give empty pages before it comes to an end. */
export function conversationsOf(project: string, query: string) {
  return infiniteQueryOptions({
    queryKey: ["conversations", project, query],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) => {
      const words = new URLSearchParams({ limit: pageSize });
      if (query !== "") words.set("query", query);
      if (pageParam !== undefined) words.set("after", pageParam);
      return ask<Page<ListedConversation>>(`${all}?${words}`, { signal });
    },
    getNextPageParam: ({ has_more, last_id }) => (has_more ? (last_id ?? undefined) : undefined),
  });
}

export function conversationOf(id: string) {
  return queryOptions({
    queryKey: ["conversation", id],
    queryFn: ({ signal }) => ask<Conversation>(pathOf(id), { signal }),
  });
}

/** What was said, from the beginning on. */
export function itemsOf(id: string) {
  return infiniteQueryOptions({
    queryKey: ["conversation-items", id],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) => {
      const words = new URLSearchParams({ limit: pageSize, order: "asc" });
      if (pageParam !== undefined) words.set("after", pageParam);
      return ask<Page<ConversationItem>>(`${pathOf(id)}/items?${words}`, { signal });
    },
    getNextPageParam: ({ has_more, last_id }) => (has_more ? (last_id ?? undefined) : undefined),
  });
}

/** All of it, as far as lists that people look at go. */
export function wholeConversationOf(id: string) {
  return queryOptions({
    queryKey: ["conversation-items", id, "all"],
    queryFn: ({ signal }) => allPages<ConversationItem>(`${pathOf(id)}/items`, { order: "asc" }, signal),
  });
}

/** What the API takes at a time: items, and bytes of them, well below the usual bound of a body. */
const mostItems = 20;
const mostBytes = 3_000_000;

/**
 * Keeps a conversation with what was said, in the project in which the reader is at work. It comes about whole: one that
 * fails on the way is taken back.
 */
export async function keepConversation(
  items: readonly object[],
  metadata: Readonly<Record<string, string>>,
): Promise<Conversation> {
  const [first = [], ...rest] = inParcels(items);
  const made = await ask<Conversation>(all, { method: "POST", body: { items: first, metadata } });
  try {
    for (const parcel of rest)
      await ask(`${pathOf(made.id)}/items`, { method: "POST", body: { items: parcel } });
  } catch (error) {
    await deleteConversation(made.id).catch(() => undefined);
    throw error;
  }
  return made;
}

/** In their order, each parcel small enough for one request. */
export function inParcels(items: readonly object[]): readonly (readonly object[])[] {
  const parcels: object[][] = [];
  let bytes = 0;
  for (const item of items) {
    const size = JSON.stringify(item).length;
    const parcel = parcels.at(-1);
    if (parcel === undefined || parcel.length === mostItems || bytes + size > mostBytes) {
      parcels.push([item]);
      bytes = size;
    } else {
      parcel.push(item);
      bytes += size;
    }
  }
  return parcels;
}

export function pinItem(id: string, item: string, pinned: boolean): Promise<ConversationItem> {
  return ask(`${pathOf(id)}/items/${encodeURIComponent(item)}/pin`, { method: "POST", body: { pinned } });
}

export async function deleteConversation(id: string): Promise<void> {
  await ask(pathOf(id), { method: "DELETE" });
}

/** All of it as lines of JSON, which another Parley can import. */
export async function exportConversation(id: string): Promise<Blob> {
  return (await send(`${pathOf(id)}/export`)).blob();
}

/** Why something is sent. */
export type ContextReason = "pinned" | "recent" | "recalled" | "summary";

/** What a model would be sent; see `POST /v1/conversations/{id}/context`. */
export interface ContextPreview {
  readonly policy: string;
  readonly policy_by: string;
  readonly max_tokens: number;
  readonly max_tokens_by: string;
  readonly items: readonly {
    readonly id: string | null;
    readonly type: string;
    readonly role: string | null;
    readonly tokens: number;
    readonly why: ContextReason;
  }[];
  readonly tokens: number;
  readonly input_tokens: number;
  readonly dropped: readonly { readonly id: string; readonly tokens: number }[];
  readonly dropped_items: number;
  readonly dropped_tokens: number;
  readonly warnings: readonly string[];
}

export interface ContextWish {
  readonly input?: string;
  readonly model?: string;
  readonly max_tokens?: number;
}

export function contextOf(id: string, wish: ContextWish) {
  return queryOptions({
    queryKey: ["conversation-context", id, wish],
    queryFn: ({ signal }) =>
      ask<ContextPreview>(`${pathOf(id)}/context`, { method: "POST", body: wish, signal }),
  });
}
