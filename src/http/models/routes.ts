import type { IncomingMessage } from "node:http";
import { z } from "zod";
import { presentModels, presentOneOf } from "../../dialects/anthropic/models.ts";
import type { ListedModel } from "../../engine/catalogue.ts";
import { unknownModel } from "../../engine/route.ts";
import type { RouteDeps } from "../deps.ts";
import { anthropicForm } from "../problem-form.ts";
import type { Exchange } from "../exchange.ts";
import { sendJson } from "../reply.ts";
import type { Route } from "../route.ts";
import { presentModel } from "./present.ts";

const model = z.looseObject({
  id: z.string(),
  object: z.literal("model"),
  created: z.int(),
  owned_by: z.string(),
  context_length: z.int().optional(),
  max_output_tokens: z.int().optional(),
  pricing: z
    .object({
      input: z.string().optional(),
      cached_input: z.string().optional(),
      cache_write: z.string().optional(),
      output: z.string().optional(),
      image: z.string().optional(),
    })
    .optional(),
  abilities: z.array(z.string()).optional(),
});
/** How long a list waits for providers that were never asked for their models, in milliseconds. */
const patience = 2_000;

const modelList = z.object({ object: z.literal("list"), data: z.array(model) });

/** Its clients say a version with every request; the addresses are the same as OpenAI's. */
function asksAnthropic({ headers }: IncomingMessage): boolean {
  return headers["anthropic-version"] !== undefined;
}

/** What both addresses have in common, since clients of both protocols use them. */
const shared = {
  access: "key",
  tag: "Models",
  keyHeader: "x-api-key",
  problem: (request: IncomingMessage) => (asksAnthropic(request) ? anthropicForm : undefined),
} as const;

export function modelRoutes(deps: RouteDeps): readonly Route[] {
  /** The protocol demands a time for each model; where nobody knows it, it is when the model came to be here. */
  const since = Math.floor(deps.clock.now() / 1000);
  const present = (listed: ListedModel): object => presentModel(listed, since);
  /** Those that the caller may use: others do not exist for it. */
  const known = async ({ principal }: Exchange): Promise<readonly ListedModel[]> => {
    await deps.catalogue.readLists(patience);
    const allows = principal.bounds?.allowsModel;
    return deps.catalogue.list().filter(({ id }) => allows === undefined || allows(id));
  };
  return [
    {
      ...shared,
      method: "GET",
      path: "/v1/models",
      summary: "Lists the models; in Anthropic's form for whoever sends `anthropic-version`.",
      response: modelList,
      async handle(exchange) {
        const all = await known(exchange);
        const list = asksAnthropic(exchange.request)
          ? presentModels(all)
          : { object: "list", data: all.map(present) };
        sendJson(exchange, 200, list);
      },
    },
    {
      ...shared,
      method: "GET",
      path: "/v1/models/*",
      summary: "Describes a model. Its id may have slashes.",
      response: model,
      async handle(exchange) {
        const id = exchange.params["*"] ?? "";
        const all = await known(exchange);
        const listed = all.find((candidate) => candidate.id === id);
        if (listed === undefined) throw unknownModel(id);
        sendJson(exchange, 200, asksAnthropic(exchange.request) ? presentOneOf(all, id) : present(listed));
      },
    },
  ];
}
