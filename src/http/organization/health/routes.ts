import type { RouteDeps } from "../../deps.ts";
import { sendJson } from "../../reply.ts";
import type { Route } from "../../route.ts";
import { presentEndpoint, presentRoute } from "./present.ts";
import { type HealthObject, healthObject } from "./schema.ts";

/** How the ways to models are doing, and which of them a name stands for. */
export function healthRoutes({ catalogue, clock }: Pick<RouteDeps, "catalogue" | "clock">): readonly Route[] {
  return [
    {
      method: "GET",
      path: "/v1/organization/health",
      access: "provider.read",
      summary: "Tells how endpoints and routes are doing, as the process that answers has seen them.",
      tag: "Providers",
      response: healthObject,
      handle(exchange) {
        const now = clock.monotonic();
        const health: HealthObject = {
          object: "organization.health",
          endpoints: catalogue.endpoints.map((endpoint) => presentEndpoint(endpoint, now)),
          routes: catalogue.aliases.flatMap((name) => {
            const plan = catalogue.planOf(name);
            return plan === undefined ? [] : [presentRoute(name, plan, now)];
          }),
        };
        sendJson(exchange, 200, health);
      },
    },
  ];
}
