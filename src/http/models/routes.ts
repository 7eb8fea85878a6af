import { z } from "zod";
import type { ListedModel } from "../../engine/catalogue.ts";
import { unknownModel } from "../../engine/route.ts";
import type { RouteDeps } from "../deps.ts";
import { sendJson } from "../reply.ts";
import type { Route } from "../route.ts";

const model = z.looseObject({
  id: z.string(),
  object: z.literal("model"),
  created: z.int(),
  owned_by: z.string(),
  context_length: z.int().optional(),
});
const modelList = z.object({ object: z.literal("list"), data: z.array(model) });

export function modelRoutes(deps: RouteDeps): readonly Route[] {
  /** The protocol demands a time for each model; where nobody knows it, it is when the model came to be here. */
  const since = Math.floor(deps.clock.now() / 1000);
  const present = (listed: ListedModel): object => ({
    id: listed.id,
    object: "model",
    created: listed.created ?? since,
    owned_by: listed.ownedBy,
    ...(listed.contextTokens !== undefined && { context_length: listed.contextTokens }),
  });
  return [
    {
      method: "GET",
      path: "/v1/models",
      access: "key",
      summary: "Lists the models.",
      tag: "Models",
      response: modelList,
      handle: (exchange) =>
        sendJson(exchange, 200, { object: "list", data: deps.catalogue.list().map(present) }),
    },
    {
      method: "GET",
      path: "/v1/models/*",
      access: "key",
      summary: "Describes a model. Its id may have slashes.",
      tag: "Models",
      response: model,
      handle(exchange) {
        const id = exchange.params["*"] ?? "";
        const listed = deps.catalogue.list().find((candidate) => candidate.id === id);
        if (listed === undefined) throw unknownModel(id);
        sendJson(exchange, 200, present(listed));
      },
    },
  ];
}
