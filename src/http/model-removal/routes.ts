import { z } from "zod";
import { actorOf } from "../authorise.ts";
import type { RouteDeps } from "../deps.ts";
import { sendJson } from "../reply.ts";
import type { Route } from "../route.ts";

const deleted = z.object({ id: z.string(), object: z.literal("model"), deleted: z.literal(true) });

export function modelRemovalRoutes(deps: RouteDeps): readonly Route[] {
  return [
    {
      method: "DELETE",
      path: "/v1/models/*",
      access: "model.remove",
      summary:
        "Removes a model from the disk: one that was pulled, or one of a provider with a store of its own.",
      tag: "Models",
      response: deleted,
      async handle(exchange) {
        const asked = exchange.params["*"] ?? "";
        const { name } = await deps.removeModel(asked, exchange.signal, actorOf(exchange));
        sendJson(exchange, 200, { id: name, object: "model", deleted: true });
      },
    },
  ];
}
