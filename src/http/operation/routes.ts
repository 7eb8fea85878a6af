import { z } from "zod";
import { ParleyError } from "../../spec/errors.ts";
import type { RouteDeps } from "../deps.ts";
import { send, sendJson } from "../reply.ts";
import type { Route } from "../route.ts";

const status = z.object({ status: z.literal("ok") });

const readiness = status.extend({
  warnings: z.array(z.string()).optional().describe("What is wrong although calls are taken."),
});

/** For whoever operates the process: is it alive, does it take calls, how is it doing. */
export function operationRoutes(deps: RouteDeps): readonly Route[] {
  return [
    {
      method: "GET",
      path: "/healthz",
      access: "open",
      summary: "Says that the process lives.",
      tag: "Operation",
      response: status,
      handle: (exchange) => sendJson(exchange, 200, { status: "ok" }),
    },
    {
      method: "GET",
      path: "/readyz",
      access: "open",
      summary: "Says whether calls are taken: the storage works and no shutdown is under way.",
      tag: "Operation",
      response: readiness,
      async handle(exchange) {
        if (!deps.ready()) throw new ParleyError("shutting_down");
        await deps.ping();
        const warnings = deps.warnings();
        sendJson(exchange, 200, { status: "ok", ...(warnings.length > 0 && { warnings }) });
      },
    },
    {
      method: "GET",
      path: "/metrics",
      access: deps.metricsAccess,
      summary: "Metrics in the text format of Prometheus.",
      tag: "Operation",
      otherType: "text/plain",
      async handle(exchange) {
        const { type, text } = await deps.metrics();
        send(exchange, 200, type, text);
      },
    },
  ];
}
