import type { z } from "zod";
import { projectRateLimits, setProjectRateLimits } from "../../../admin/rate-limits.ts";
import { validate } from "../../../lib/validate.ts";
import { ParleyError } from "../../../spec/errors.ts";
import { actorOf } from "../../authorise.ts";
import { readJson } from "../../body.ts";
import type { RouteDeps } from "../../deps.ts";
import type { Exchange } from "../../exchange.ts";
import { createQueryReader } from "../../query.ts";
import { sendJson } from "../../reply.ts";
import type { Route } from "../../route.ts";
import { presentList } from "../paging.ts";
import { presentRateLimit, rateLimitId } from "./present.ts";
import { rateLimitList, rateLimitObject, rateLimitsQuery, rateLimitUpdate } from "./schema.ts";

const all = "/v1/organization/projects/:project/rate_limits";

type Deps = Pick<RouteDeps, "keys" | "limits">;

/** A project's limits, in OpenAI's form: one object for all models, since what bounds single models is not a project's. */
export function rateLimitRoutes({ keys, limits }: Deps): readonly Route[] {
  const readQuery = createQueryReader(rateLimitsQuery);
  return [
    {
      method: "GET",
      tag: "Projects",
      path: all,
      access: "limit.read",
      summary: "Lists what a project may do at a time.",
      query: rateLimitsQuery,
      response: rateLimitList,
      async handle(exchange) {
        const page = readQuery(exchange.request.url ?? "");
        const projectId = projectOf(exchange);
        const actor = actorOf(exchange);
        const one = presentRateLimit(actor, projectId, await projectRateLimits(keys, actor, { projectId }));
        const found = page.before === one.id ? [] : [one];
        sendJson(
          exchange,
          200,
          presentList(found, page, (shown) => shown),
        );
      },
    },
    {
      method: "POST",
      tag: "Projects",
      path: `${all}/:limit`,
      access: "limit.set",
      summary: "Changes what a project may do at a time.",
      request: rateLimitUpdate,
      response: rateLimitObject,
      async handle(exchange) {
        const { value } = await readJson(exchange.request, limits);
        const amounts = amountsOf(validate(rateLimitUpdate, value));
        const projectId = projectOf(exchange);
        const actor = actorOf(exchange);
        await projectRateLimits(keys, actor, { projectId });
        if (exchange.params["limit"] !== rateLimitId(projectId)) throw noRateLimit(projectId);
        const found = await setProjectRateLimits(keys, actor, { projectId, amounts });
        sendJson(exchange, 200, presentRateLimit(actor, projectId, found));
      },
    },
  ];
}

function projectOf({ params }: Exchange): string {
  return params["project"] ?? "";
}

function amountsOf(body: z.output<typeof rateLimitUpdate>) {
  const given = {
    requests_per_minute: body.max_requests_per_1_minute,
    tokens_per_minute: body.max_tokens_per_1_minute,
    concurrent_calls: body.max_concurrent_calls,
    concurrent_streams: body.max_concurrent_streams,
  };
  return Object.fromEntries(Object.entries(given).filter(([, amount]) => amount !== undefined));
}

function noRateLimit(projectId: string): ParleyError {
  return new ParleyError("not_found", {
    message: `There is no such rate limit: a project has one for all models, ${rateLimitId(projectId)}.`,
  });
}
