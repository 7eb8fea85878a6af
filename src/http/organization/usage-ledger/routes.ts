import { reportUsage } from "../../../admin/usage.ts";
import type { UsageGroup } from "../../../spec/usage-report.ts";
import { actorOf } from "../../authorise.ts";
import type { RouteDeps } from "../../deps.ts";
import { createQueryReader } from "../../query.ts";
import { sendJson } from "../../reply.ts";
import type { Route } from "../../route.ts";
import { askedOf } from "../usage/asked.ts";
import { bucketBounds } from "../usage/buckets.ts";
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
          ...askedOf(query, width, bucketBounds[width], deps.clock.now()),
          groupBy: [...new Set((query.group_by ?? []).map((name) => groups[name]))],
        });
        sendJson(exchange, 200, presentUsageLedger(page));
      },
    },
  ];
}
