import { infiniteQueryOptions } from "@tanstack/react-query";
import { ask } from "./ask.ts";

export const anomalyRules = ["new_address", "tenfold_rate", "many_401", "retired_key", "spending"] as const;

export type AnomalyRule = (typeof anomalyRules)[number];

/** Something in the requests that looks unusual; see `GET /v1/organization/anomalies`. */
export interface Anomaly {
  readonly id: string;
  readonly created_at: number;
  readonly rule: string;
  readonly subject: string;
  readonly project_id: string | null;
  readonly api_key_id: string | null;
  readonly ip_address: string | null;
  readonly details: Readonly<Record<string, string | number>>;
}

interface Page {
  readonly data: readonly Anomaly[];
  readonly last_id: string | null;
  readonly has_more: boolean;
}

/** The newest first, page by page; all that the reader may see. */
export function anomaliesOf(rule: AnomalyRule | undefined) {
  return infiniteQueryOptions({
    queryKey: ["anomalies", rule],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) => {
      const words = new URLSearchParams({ limit: "50" });
      if (rule !== undefined) words.set("rules[]", rule);
      if (pageParam !== undefined) words.set("after", pageParam);
      return ask<Page>(`/v1/organization/anomalies?${words}`, { signal });
    },
    getNextPageParam: ({ has_more, last_id }) => (has_more ? (last_id ?? undefined) : undefined),
  });
}
