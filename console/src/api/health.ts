import { queryOptions } from "@tanstack/react-query";
import { ask } from "./ask.ts";

export type State = "well" | "cooling" | "held" | "limited" | "open";

export interface Standing {
  readonly state: State;
  readonly wait_ms: number;
  readonly running: number;
}

/** What was seen of one model at one endpoint lately; unknown is `null`. */
export interface Measured {
  readonly calls: number;
  readonly failures: number;
  readonly first_ms: { readonly streamed: number | null; readonly whole: number | null };
}

export interface EndpointHealth extends Standing {
  readonly provider: string;
  readonly label: string | null;
  readonly region: string | null;
  readonly weight: number;
  readonly models: readonly (Standing & Measured & { readonly model: string })[];
}

export interface RouteTarget extends Standing, Measured {
  readonly name: string;
  readonly provider: string;
  readonly model: string;
  /** Its place in the settings; endpoints of one target share it. */
  readonly rank: number;
  readonly weight: number;
  readonly region: string | null;
  readonly when: Readonly<Record<string, number | boolean>>;
}

/** What a name of the settings stands for. */
export interface ModelRoute {
  readonly model: string;
  readonly strategy: "first" | "weighted" | "least-busy" | "fastest" | "cheapest";
  readonly sticky: string;
  readonly retries: number;
  readonly hedge_after: number | "p95" | null;
  readonly coalesce: boolean;
  readonly max_price: { readonly input: string | null; readonly output: string | null } | null;
  readonly targets: readonly RouteTarget[];
}

/** How often it is asked again while somebody looks, in milliseconds. */
const pulse = 5_000;

export const health = queryOptions({
  queryKey: ["health"],
  queryFn: ({ signal }) =>
    ask<{ endpoints: readonly EndpointHealth[]; routes: readonly ModelRoute[] }>("/v1/organization/health", {
      signal,
    }),
  refetchInterval: pulse,
});
