import { readItems } from "../../dialects/openai-responses/read-items.ts";
import { readOptions } from "../../dialects/openai-responses/read-options.ts";
import { demandModel } from "../../engine/permit.ts";
import { unknownModel } from "../../engine/route.ts";
import { validate } from "../../lib/validate.ts";
import { readOptionalJson } from "../body.ts";
import type { RouteDeps } from "../deps.ts";
import type { Exchange } from "../exchange.ts";
import { readMemoryWish } from "../memory-wish.ts";
import { sendJson } from "../reply.ts";
import type { Route } from "../route.ts";
import { findConversation } from "./find.ts";
import { wishedMemory } from "../responses/memory-of.ts";
import { instructionsOf } from "../responses/read-asked.ts";
import { callsOf } from "./item-routes.ts";
import { presentContext } from "./present-context.ts";
import { contextObject, contextRequest } from "./schema.ts";

/** What a model would be sent of a conversation. Nothing is sent to one. */
export function contextRoutes(deps: RouteDeps): readonly Route[] {
  return [
    {
      access: "key",
      tag: "Conversations",
      method: "POST",
      path: "/v1/conversations/:id/context",
      summary: "Tells which items would be sent to a model, and what would be left out. Nothing is sent.",
      request: contextRequest,
      response: contextObject,
      handle: (exchange) => preview(deps, exchange),
    },
  ];
}

/** Chosen by the very function that chooses for a call. */
async function preview(deps: RouteDeps, exchange: Exchange): Promise<void> {
  const body = validate(contextRequest, await readOptionalJson(exchange.request, deps.limits));
  const { id } = await findConversation(deps, exchange);
  const model = body.model ?? deps.defaultModel;
  demandModel(exchange.principal, model);
  if (body.model && deps.catalogue.resolve(model) === undefined) throw unknownModel(model);
  const asked = body.input ?? [];
  const earlier = typeof asked === "string" ? [] : await callsOf(deps, id, asked);
  const { policy, max_tokens, instructions, tools, text, max_output_tokens } = body;
  const { truncation, context_management } = body;
  const wished = wishedMemory({ truncation }, { others: { context_management } }, true);
  const loaded = await deps.engine.context({
    principal: exchange.principal,
    model,
    asked: { ...exchange.wishes.memory, ...wished.memory, ...readMemoryWish({ policy, max_tokens }) },
    options: readOptions({ model, tools, text, max_output_tokens }),
    threadId: id,
    shown: true,
    instructions: instructionsOf(instructions),
    said: readItems(asked, undefined, { earlier }),
  });
  sendJson(exchange, 200, await presentContext(deps.contexts, "conversation.context", loaded, id));
}
