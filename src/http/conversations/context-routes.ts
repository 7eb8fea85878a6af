import { readItems } from "../../dialects/openai-responses/read-items.ts";
import { assembleContext } from "../../engine/memory/assemble-context.ts";
import type { AssembledContext, ContextItem } from "../../engine/memory/memory-context.ts";
import { validate } from "../../lib/validate.ts";
import { readOptionalJson } from "../body.ts";
import type { RouteDeps } from "../deps.ts";
import type { Exchange } from "../exchange.ts";
import { sendJson } from "../reply.ts";
import type { Route } from "../route.ts";
import { findConversation } from "./find.ts";
import { callsOf } from "./item-routes.ts";
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

async function preview(deps: RouteDeps, exchange: Exchange): Promise<void> {
  const body = validate(contextRequest, await readOptionalJson(exchange.request, deps.limits));
  const { id } = await findConversation(deps, exchange);
  const asked = body.input ?? [];
  const earlier = typeof asked === "string" ? [] : await callsOf(deps, id, asked);
  const context = await assembleContext(deps.memory, {
    conversationId: id,
    input: readItems(asked, undefined, { earlier }),
    policy: body.policy ?? "recall",
    maxTokens: body.max_tokens ?? deps.contextTokens,
    now: deps.clock.now(),
    listDropped: true,
  });
  sendJson(exchange, 200, presentContext(context));
}

function presentContext({ items, tokens, dropped, report }: AssembledContext): object {
  return {
    object: "conversation.context",
    policy: report.policy,
    items: items.map(presentPart),
    tokens,
    dropped: dropped.map(({ id, tokens: left }) => ({ id, tokens: left })),
  };
}

/** A note that memory wrote has no id. What is no message has no role. */
function presentPart({ item, tokens, why, id }: ContextItem): object {
  return {
    id: id ?? null,
    type: item.type,
    role: item.type === "message" ? item.role : null,
    tokens,
    why,
  };
}
