import { infiniteQueryOptions } from "@tanstack/react-query";
import { ask } from "./ask.ts";

export interface AuditActor {
  readonly type: "api_key" | "session" | "operator" | "anonymous";
  readonly api_key?: { readonly id: string; readonly name: string };
  readonly session?: {
    readonly user?: { readonly id: string; readonly name: string };
    readonly ip_address: string | null;
    readonly user_agent: string | null;
  };
}

/** An entry of the audit log; see `GET /v1/organization/audit_logs`. What was done stands under the event's own name. */
export interface AuditEntry {
  readonly id: string;
  readonly type: string;
  readonly effective_at: number;
  readonly actor: AuditActor;
  readonly project?: { readonly id: string };
  readonly outcome: string;
  readonly sequence: number;
  readonly hash: string;
  readonly [event: string]: unknown;
}

/** What the reader looks for; absent members look for everything. */
export interface AuditFilters {
  readonly event?: string;
  /** Ids of who did it, and of what it was done to. */
  readonly actor?: string;
  readonly resource?: string;
  /** Unix seconds, the end not included. */
  readonly from?: number;
  readonly until?: number;
}

interface Page {
  readonly data: readonly AuditEntry[];
  readonly last_id: string | null;
  readonly has_more: boolean;
}

/** Entries that are asked for at a time. */
const pageSize = 50;

/** The newest first, page by page. */
export function auditOf(filters: AuditFilters) {
  return infiniteQueryOptions({
    queryKey: ["audit", filters],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) => {
      const words = new URLSearchParams({ limit: String(pageSize) });
      const { event, actor, resource, from, until } = filters;
      if (event !== undefined) words.set("event_types[]", event);
      if (actor !== undefined) words.set("actor_ids[]", actor);
      if (resource !== undefined) words.set("resource_ids[]", resource);
      if (from !== undefined) words.set("effective_at[gte]", String(from));
      if (until !== undefined) words.set("effective_at[lt]", String(until));
      if (pageParam !== undefined) words.set("after", pageParam);
      return ask<Page>(`/v1/organization/audit_logs?${words}`, { signal });
    },
    getNextPageParam: ({ has_more, last_id }) => (has_more ? (last_id ?? undefined) : undefined),
  });
}
