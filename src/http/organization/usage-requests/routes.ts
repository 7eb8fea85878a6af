import { reportRequests } from "../../../admin/activity/report-requests.ts";
import type { RequestGroup } from "../../../spec/request-report.ts";
import { actorOf } from "../../authorise.ts";
import type { RouteDeps } from "../../deps.ts";
import { createQueryReader } from "../../query.ts";
import { sendJson } from "../../reply.ts";
import type { Route } from "../../route.ts";
import { askedOf } from "../usage/asked.ts";
import { bucketBounds } from "../usage/buckets.ts";
import { presentUsageRequests } from "./present.ts";
import { usageRequestsPage, usageRequestsQuery } from "./schema.ts";

const groups = {
  project_id: "project",
  api_key_id: "key",
  provider: "provider",
  model: "model",
  error_code: "error",
} as const satisfies Record<string, RequestGroup>;

/** How requests ended and how long answers took, from the request log. */
export function usageRequestRoutes({ activity, clock }: RouteDeps): readonly Route[] {
  const readQuery = createQueryReader(usageRequestsQuery);
  return [
    {
      method: "GET",
      path: "/v1/organization/usage/requests",
      access: "usage.read",
      summary: "Counts requests by how they ended, and says how long answers took.",
      tag: "Usage",
      query: usageRequestsQuery,
      response: usageRequestsPage,
      async handle(exchange) {
        const query = readQuery(exchange.request.url ?? "");
        const width = query.bucket_width ?? "1d";
        const page = await reportRequests(activity.stores, actorOf(exchange), {
          ...askedOf(query, width, bucketBounds[width], clock.now()),
          groupBy: [...new Set((query.group_by ?? []).map((name) => groups[name]))],
        });
        sendJson(exchange, 200, presentUsageRequests(page));
      },
    },
  ];
}
