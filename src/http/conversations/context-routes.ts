import { readItems } from "../../dialects/openai-responses/read-items.ts";
import { readOptions } from "../../dialects/openai-responses/read-options.ts";
import type { LoadedContext } from "../../engine/conversations/load-context.ts";
import type { ContextItem } from "../../engine/memory/memory-context.ts";
import { demandModel } from "../../engine/permit.ts";
import { unknownModel } from "../../engine/route.ts";
import { validate } from "../../lib/validate.ts";
import { readOptionalJson } from "../body.ts";
import type { ItemSize } from "../../spec/context-store.ts";
import type { RouteDeps } from "../deps.ts";
import type { Exchange } from "../exchange.ts";
import { readMemoryWish } from "../memory-wish.ts";
import { sendJson } from "../reply.ts";
import type { Route } from "../route.ts";
import { findConversation } from "./find.ts";
import { wishedMemory } from "../responses/memory-of.ts";
import { instructionsOf } from "../responses/read-asked.ts";
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

/** Items that are left out and told of one by one. */
const mostDropped = 10_000;

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
  const sizes = loaded.report.whole ? [] : await deps.contexts.sizes(id, mostRead);
  sendJson(exchange, 200, presentContext(loaded, sizes));
}

/** Sizes that are read: more than were ever imported at once. */
const mostRead = 100_000;

function presentContext({ before, report }: LoadedContext, sizes: readonly ItemSize[]): object {
  const sent = new Set(before.map(({ position }) => position));
  const dropped = sizes.filter(({ position }) => !sent.has(position));
  return {
    object: "conversation.context",
    policy: report.policy,
    policy_by: report.policyBy,
    max_tokens: report.budget,
    max_tokens_by: report.budgetBy,
    items: before.map(presentPart),
    tokens: report.tokens,
    input_tokens: report.input,
    dropped: dropped
      .slice(0, mostDropped)
      .toReversed()
      .map(({ id, tokens }) => ({ id, tokens })),
    dropped_items: report.dropped.items,
    dropped_tokens: report.dropped.tokens,
    warnings: report.warnings,
  };
}

/** A note that memory wrote has no id. What is no message has no role. */
function presentPart({ item, tokens, why, id }: ContextItem): object {
  return {
    id: id ?? null,
    type: why === "summary" ? "compaction" : item.type,
    role: item.type === "message" && why !== "summary" ? item.role : null,
    tokens,
    why,
  };
}
