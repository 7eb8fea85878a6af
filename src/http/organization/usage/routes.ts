import type { z } from "zod";
import { type BucketWidth, reportUsage, type UsageReport } from "../../../admin/usage.ts";
import type { UsageGroup, UsageRow } from "../../../spec/usage-report.ts";
import { actorOf } from "../../authorise.ts";
import type { RouteDeps } from "../../deps.ts";
import type { Exchange } from "../../exchange.ts";
import { createQueryReader } from "../../query.ts";
import { sendJson } from "../../reply.ts";
import type { Route } from "../../route.ts";
import { presentCompletions, presentCosts, presentEmbeddings, presentPage } from "./present.ts";
import { askedOf } from "./asked.ts";
import { type BucketBounds, bucketBounds } from "./buckets.ts";
import { completionsPage, costsPage, costsQuery, embeddingsPage, usageQuery } from "./schema.ts";

type UsageQuery = z.output<typeof usageQuery>;
type CostsQuery = z.output<typeof costsQuery>;

/** As OpenAI's reference of November 2026 has them. */
const costBounds: BucketBounds = { usual: 7, most: 180 };

const groups = {
  project_id: ["project"],
  api_key_id: ["key"],
  model: ["model"],
  line_item: ["provider", "model"],
} as const satisfies Record<string, readonly UsageGroup[]>;

/** Usage and costs of everybody, summed up from the ledger. */
export function usageRoutes(deps: RouteDeps): readonly Route[] {
  const readUsage = createQueryReader(usageQuery);
  const readCosts = createQueryReader(costsQuery);
  const queryOf = ({ request }: Exchange): string => request.url ?? "";

  async function send(
    exchange: Exchange,
    report: UsageReport,
    result: (row: UsageRow) => object,
  ): Promise<void> {
    sendJson(exchange, 200, presentPage(await reportUsage(deps, actorOf(exchange), report), result));
  }

  return [
    {
      method: "GET",
      path: "/v1/organization/usage/completions",
      access: "usage.read",
      summary: "Sums up the tokens of all generated answers.",
      tag: "Usage",
      query: usageQuery,
      response: completionsPage,
      handle(exchange) {
        const report = usageReport(deps, readUsage(queryOf(exchange)));
        return send(exchange, { ...report, kind: "generate" }, presentCompletions);
      },
    },
    {
      method: "GET",
      path: "/v1/organization/usage/embeddings",
      access: "usage.read",
      summary: "Sums up the tokens of all embeddings.",
      tag: "Usage",
      query: usageQuery,
      response: embeddingsPage,
      handle(exchange) {
        const report = usageReport(deps, readUsage(queryOf(exchange)));
        return send(exchange, { ...report, kind: "embed" }, presentEmbeddings);
      },
    },
    {
      method: "GET",
      path: "/v1/organization/costs",
      access: "usage.read",
      summary: "Sums up what all calls cost, by day.",
      tag: "Usage",
      query: costsQuery,
      response: costsPage,
      handle: (exchange) => send(exchange, costsReport(deps, readCosts(queryOf(exchange))), presentCosts),
    },
  ];
}

function usageReport(deps: RouteDeps, query: UsageQuery): UsageReport {
  const width = query.bucket_width ?? "1d";
  return commonReport(deps, query, width, bucketBounds[width]);
}

function costsReport(deps: RouteDeps, query: CostsQuery): UsageReport {
  return {
    ...commonReport(deps, query, "1d", costBounds),
    ...(query.line_items !== undefined && { targets: query.line_items.flatMap(targetOf) }),
  };
}

/** A provider's name has no slash, and a model's may. What is no line item finds nothing. */
function targetOf(lineItem: string): { readonly provider: string; readonly model: string }[] {
  const slash = lineItem.indexOf("/");
  return slash < 0 ? [] : [{ provider: lineItem.slice(0, slash), model: lineItem.slice(slash + 1) }];
}

function commonReport(
  deps: RouteDeps,
  query: UsageQuery | CostsQuery,
  width: BucketWidth,
  bounds: BucketBounds,
): UsageReport {
  return {
    ...askedOf(query, width, bounds, deps.clock.now()),
    groupBy: [...new Set((query.group_by ?? []).flatMap((name) => groups[name]))],
  };
}
