import { listAnomalies } from "../../../admin/activity/anomalies.ts";
import { actorOf } from "../../authorise.ts";
import type { RouteDeps } from "../../deps.ts";
import { createQueryReader } from "../../query.ts";
import { sendJson } from "../../reply.ts";
import type { Route } from "../../route.ts";
import { presentAnomaly } from "./present.ts";
import { anomaliesQuery, anomalyList } from "./schema.ts";

export function anomalyRoutes({ activity }: Pick<RouteDeps, "activity">): readonly Route[] {
  const readQuery = createQueryReader(anomaliesQuery);
  return [
    {
      method: "GET",
      path: "/v1/organization/anomalies",
      access: "anomaly.read",
      summary: "Lists what looked unusual in the requests, the newest first.",
      tag: "Requests",
      query: anomaliesQuery,
      response: anomalyList,
      async handle(exchange) {
        const { limit, after, project_ids: projectIds, rules } = readQuery(exchange.request.url ?? "");
        const { anomalies, more } = await listAnomalies(activity, actorOf(exchange), {
          limit,
          ...(after !== undefined && { before: after }),
          ...(projectIds !== undefined && { projectIds }),
          ...(rules !== undefined && { rules }),
        });
        sendJson(exchange, 200, {
          object: "list",
          data: anomalies.map(presentAnomaly),
          first_id: anomalies[0]?.id ?? null,
          last_id: anomalies.at(-1)?.id ?? null,
          has_more: more,
        });
      },
    },
  ];
}
