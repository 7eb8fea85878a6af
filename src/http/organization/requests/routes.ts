import { findRequest, listRequests } from "../../../admin/activity/requests.ts";
import { known } from "../../../lib/json-values.ts";
import type { RequestQuery } from "../../../spec/request-log.ts";
import { actorOf } from "../../authorise.ts";
import type { RouteDeps } from "../../deps.ts";
import { createQueryReader } from "../../query.ts";
import { sendJson } from "../../reply.ts";
import type { Route } from "../../route.ts";
import { filterOf } from "./filter-of.ts";
import { presentRequest, presentWhole } from "./present.ts";
import { exportQuery, requestList, requestsQuery, tailQuery, wholeRequest } from "./schema.ts";
import { sendExport } from "./send-export.ts";
import { sendTail } from "./send-tail.ts";

const all = "/v1/organization/requests";

const usualLimit = 50;

/** What was asked of Parley lately, for who may see it. */
export function requestRoutes(deps: Pick<RouteDeps, "activity" | "ready">): readonly Route[] {
  const { stores } = deps.activity;
  const readQuery = createQueryReader(requestsQuery);
  const readTail = createQueryReader(tailQuery);
  const readExport = createQueryReader(exportQuery);
  return [
    {
      method: "GET",
      path: all,
      access: "request.read",
      summary: "Lists calls and refused requests, the newest first.",
      tag: "Requests",
      query: requestsQuery,
      response: requestList,
      async handle(exchange) {
        const { limit = usualLimit, after, before, ...filters } = readQuery(exchange.request.url ?? "");
        const places = { before: after, after: before };
        const query = {
          ...known<Pick<RequestQuery, "before" | "after">>(places),
          ...filterOf(filters),
          limit,
        };
        const actor = actorOf(exchange);
        const { rows, next } = await listRequests({ stores }, actor, query);
        const upwards = before !== undefined && after === undefined;
        sendJson(exchange, 200, {
          object: "list",
          data: rows.map((row) => presentRequest(actor, row)),
          first_id: (upwards ? next : undefined) ?? rows[0]?.id ?? null,
          last_id: (upwards ? undefined : next) ?? rows.at(-1)?.id ?? null,
          has_more: next !== undefined,
        });
      },
    },
    {
      method: "GET",
      path: `${all}/tail`,
      access: "request.read",
      summary: "Tells of calls and refused requests as they end, of all processes, as server-sent events.",
      tag: "Requests",
      query: tailQuery,
      otherType: "text/event-stream",
      handle: (exchange) => sendTail(deps, exchange, filterOf(readTail(exchange.request.url ?? ""))),
    },
    {
      method: "GET",
      path: `${all}/export`,
      access: "request.read",
      summary: "Gives all that fit, the newest first: a JSON object a line, or comma-separated values.",
      tag: "Requests",
      query: exportQuery,
      otherType: "application/jsonl",
      async handle(exchange) {
        const { format = "jsonl", ...filters } = readExport(exchange.request.url ?? "");
        await sendExport(stores, exchange, filterOf(filters), format);
      },
    },
    {
      method: "GET",
      path: `${all}/:request`,
      access: "request.read",
      summary:
        "Tells all that is kept of a request: which way it went and why, its attempts, and what they cost.",
      tag: "Requests",
      response: wholeRequest,
      async handle(exchange) {
        const actor = actorOf(exchange);
        const id = exchange.params["request"] ?? "";
        sendJson(exchange, 200, presentWhole(actor, await findRequest({ stores }, actor, { id })));
      },
    },
  ];
}
