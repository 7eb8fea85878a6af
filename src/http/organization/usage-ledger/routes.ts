import { bucketWidths, reportUsage } from "../../../admin/usage.ts";
import type { UsageGroup } from "../../../spec/usage-report.ts";
import { actorOf } from "../../authorise.ts";
import type { RouteDeps } from "../../deps.ts";
import { createQueryReader } from "../../query.ts";
import { sendJson } from "../../reply.ts";
import type { Route } from "../../route.ts";
import { bucketBounds, bucketsOf, spanOf } from "../usage/buckets.ts";
import { presentUsageLedger } from "./present.ts";
import { usageLedgerPage, usageLedgerQuery } from "./schema.ts";

const groups = {
  project_id: "project",
  api_key_id: "key",
  provider: "provider",
  model: "model",
} as const satisfies Record<string, UsageGroup>;

/** All that models were asked, with tokens and costs together: what `parley usage` says. */
export function usageLedgerRoutes(deps: RouteDeps): readonly Route[] {
  const readQuery = createQueryReader(usageLedgerQuery);
  return [
    {
      method: "GET",
      path: "/v1/organization/usage",
      access: "usage.read",
      summary: "Sums up tokens and costs of all requests to models.",
      tag: "Usage",
      query: usageLedgerQuery,
      response: usageLedgerPage,
      async handle(exchange) {
        const query = readQuery(exchange.request.url ?? "");
        const width = query.bucket_width ?? "1d";
        const page = await reportUsage(deps, actorOf(exchange), {
          span: spanOf(query, bucketWidths[width], deps.clock.now()),
          width,
          limit: bucketsOf(query, width, bucketBounds[width]),
          groupBy: [...new Set((query.group_by ?? []).map((name) => groups[name]))],
          ...(query.project_ids !== undefined && { projectIds: query.project_ids }),
          ...(query.api_key_ids !== undefined && { keyIds: query.api_key_ids }),
          ...(query.providers !== undefined && { providers: query.providers }),
          ...(query.models !== undefined && { models: query.models }),
        });
        sendJson(exchange, 200, presentUsageLedger(page));
      },
    },
  ];
}
