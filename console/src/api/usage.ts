import { queryOptions } from "@tanstack/react-query";
import { ask } from "./ask.ts";

/** What was used in one stretch of time, by one group; see `GET /v1/organization/usage/completions` and `/costs`. */
export interface UsageResult {
  readonly model?: string | null;
  readonly line_item?: string | null;
  readonly api_key_id: string | null;
  readonly num_model_requests: number;
  readonly input_tokens?: number;
  readonly output_tokens?: number;
  readonly amount?: { readonly micros: number | null };
}

export interface UsageBucket {
  /** Unix seconds. */
  readonly start_time: number;
  readonly end_time: number;
  readonly results: readonly UsageResult[];
}

export interface UsageWish {
  readonly project: string;
  readonly measure: "cost" | "tokens" | "requests";
  readonly by: "model" | "key";
  /** Unix seconds. */
  readonly from: number;
  readonly width: "1h" | "1d";
}

interface Page {
  readonly data: readonly UsageBucket[];
  readonly has_more: boolean;
  readonly next_page: string | null;
}

/** Pages that are asked for, at most: a month of hours fits. */
const mostPages = 40;

/** The books of a project, stretch by stretch. */
export function usageOf(wish: UsageWish) {
  return queryOptions({
    queryKey: ["usage", wish],
    queryFn: async ({ signal }) => {
      const cost = wish.measure === "cost";
      const path = `/v1/organization/${cost ? "costs" : "usage/completions"}`;
      const group = wish.by === "key" ? "api_key_id" : cost ? "line_item" : "model";
      const words = new URLSearchParams({
        start_time: String(wish.from),
        bucket_width: cost ? "1d" : wish.width,
        "project_ids[]": wish.project,
        "group_by[]": group,
      });
      const buckets: UsageBucket[] = [];
      for (let pages = 0; pages < mostPages; pages++) {
        const page = await ask<Page>(`${path}?${words}`, { signal });
        buckets.push(...page.data);
        if (!page.has_more || page.next_page === null) break;
        words.set("page", page.next_page);
      }
      return buckets;
    },
  });
}
