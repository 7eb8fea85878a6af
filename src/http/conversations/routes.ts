import { randomId } from "../../lib/random-id.ts";
import { validate } from "../../lib/validate.ts";
import { readItems } from "../../dialects/openai-responses/read-items.ts";
import { newItem } from "../../engine/conversations/item-ids.ts";
import type { ConversationRow } from "../../spec/conversation.ts";
import { readJson, readOptionalJson } from "../body.ts";
import type { RouteDeps } from "../deps.ts";
import type { Exchange } from "../exchange.ts";
import { sendJson } from "../reply.ts";
import { readMemoryWish } from "../memory-wish.ts";
import type { Route } from "../route.ts";
import { contextRoutes } from "./context-routes.ts";
import { findConversation, noConversation } from "./find.ts";
import { listRoutes } from "./list-routes.ts";
import { itemRoutes } from "./item-routes.ts";
import { presentConversation } from "./present.ts";
import { conversationCreate, conversationDeleted, conversationObject, conversationUpdate } from "./schema.ts";
import { transferRoutes } from "./transfer-routes.ts";

/** Conversations that Parley keeps, as OpenAI's protocol has them. Those of `POST /v1/chat` are among them. */
export function conversationRoutes(deps: RouteDeps): readonly Route[] {
  const one = "/v1/conversations/:id";
  const common = { access: "key", tag: "Conversations", response: conversationObject } as const;
  return [
    {
      ...common,
      method: "POST",
      path: "/v1/conversations",
      summary: "Begins a conversation, with what was said before if you like.",
      request: conversationCreate,
      handle: (exchange) => create(deps, exchange),
    },
    {
      ...common,
      method: "GET",
      path: one,
      summary: "Shows a conversation.",
      async handle(exchange) {
        sendJson(exchange, 200, presentConversation(await findConversation(deps, exchange)));
      },
    },
    {
      ...common,
      method: "POST",
      path: one,
      summary: "Changes a conversation's labels, or its end.",
      request: conversationUpdate,
      handle: (exchange) => change(deps, exchange),
    },
    {
      ...common,
      method: "DELETE",
      path: one,
      summary: "Deletes a conversation with everything in it.",
      response: conversationDeleted,
      handle: (exchange) => remove(deps, exchange),
    },
    ...listRoutes(deps),
    ...itemRoutes(deps),
    ...contextRoutes(deps),
    ...transferRoutes(deps),
  ];
}

async function create(deps: RouteDeps, exchange: Exchange): Promise<void> {
  const body = validate(conversationCreate, await readOptionalJson(exchange.request, deps.limits));
  const said = readItems(body.items ?? [], undefined, { param: "items" });
  const at = deps.clock.now();
  const conversation: ConversationRow = {
    id: randomId("conv"),
    projectId: exchange.principal.projectId,
    createdAt: at,
    metadata: body.metadata ?? {},
    ...memoryOf(body.memory),
    ...endOf(body, at),
  };
  const items = said.map((item) => newItem(item, { at }));
  await deps.conversations.append({ conversationId: conversation.id, begun: conversation, items });
  sendJson(exchange, 200, presentConversation(conversation));
}

async function change(deps: RouteDeps, exchange: Exchange): Promise<void> {
  const { value } = await readJson(exchange.request, deps.limits);
  const body = validate(conversationUpdate, value);
  const found = await findConversation(deps, exchange);
  const now = deps.clock.now();
  const changes = {
    ...(body.metadata !== undefined && { metadata: body.metadata ?? {} }),
    ...(body.memory && { memory: readMemoryWish(body.memory) }),
    ...endOf(body, now),
  };
  const { id, projectId } = found;
  if (!(await deps.conversations.change({ projectId, id, now }, changes))) throw noConversation(id);
  sendJson(exchange, 200, presentConversation(await findConversation(deps, exchange)));
}

async function remove(deps: RouteDeps, exchange: Exchange): Promise<void> {
  const { id, projectId } = await findConversation(deps, exchange);
  if (!(await deps.conversations.remove(projectId, id, deps.clock.now()))) throw noConversation(id);
  sendJson(exchange, 200, { id, object: "conversation.deleted", deleted: true });
}

function memoryOf(wish: Parameters<typeof readMemoryWish>[0]): Pick<ConversationRow, "memory"> {
  const memory = readMemoryWish(wish);
  return Object.keys(memory).length > 0 ? { memory } : {};
}

function endOf(
  { expires_in: after }: { readonly expires_in?: number | null | undefined },
  now: number,
): Pick<ConversationRow, "expiresAt"> {
  return after === undefined || after === null ? {} : { expiresAt: now + 1000 * after };
}
