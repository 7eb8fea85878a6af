import { readItems } from "../../dialects/openai-responses/read-items.ts";
import { newItem } from "../../engine/conversations/item-ids.ts";
import { validate } from "../../lib/validate.ts";
import { ParleyError } from "../../spec/errors.ts";
import { readJson, readOptionalJson } from "../body.ts";
import type { RouteDeps } from "../deps.ts";
import type { Exchange } from "../exchange.ts";
import { createQueryReader } from "../query.ts";
import { sendJson } from "../reply.ts";
import type { Route } from "../route.ts";
import { findConversation, findItem, findSummary, noItem } from "./find.ts";
import { presentConversation, presentItems, presentStored, presentSummary } from "./present.ts";
import {
  conversationObject,
  itemList,
  itemObject,
  itemPin,
  itemQuery,
  itemsCreate,
  itemsQuery,
} from "./schema.ts";

/** Items in which the call of a tool is looked for whose output comes by itself. */
const callsWithin = 1_000;

const readItemsQuery = createQueryReader(itemsQuery);
const readItemQuery = createQueryReader(itemQuery);

/** What was said in a conversation. */
export function itemRoutes(deps: RouteDeps): readonly Route[] {
  const all = "/v1/conversations/:id/items";
  const one = `${all}/:item`;
  const common = { access: "key", tag: "Conversations" } as const;
  return [
    {
      ...common,
      method: "GET",
      path: all,
      summary: "Lists what was said in a conversation, page by page.",
      query: itemsQuery,
      response: itemList,
      handle: (exchange) => list(deps, exchange),
    },
    {
      ...common,
      method: "POST",
      path: all,
      summary: "Adds items to a conversation.",
      query: itemQuery,
      request: itemsCreate,
      response: itemList,
      handle: (exchange) => add(deps, exchange),
    },
    {
      ...common,
      method: "GET",
      path: one,
      summary: "Shows an item of a conversation.",
      query: itemQuery,
      response: itemObject,
      handle: (exchange) => show(deps, exchange),
    },
    {
      ...common,
      method: "DELETE",
      path: one,
      summary: "Deletes an item of a conversation.",
      response: conversationObject,
      handle: (exchange) => remove(deps, exchange),
    },
    {
      ...common,
      method: "POST",
      path: `${one}/pin`,
      summary: "Keeps an item in the context, however long the conversation grows, or lets it go.",
      request: itemPin,
      response: itemObject,
      handle: (exchange) => pin(deps, exchange),
    },
  ];
}

async function list(deps: RouteDeps, exchange: Exchange): Promise<void> {
  const { after, limit, order } = readItemsQuery(exchange.request.url ?? "");
  const { id } = await findConversation(deps, exchange);
  // One more than asked says whether there is more.
  const page = { order, limit: limit + 1, ...(after !== undefined && { after }) };
  const found = await deps.conversations.items(id, page);
  if (found === undefined) {
    throw new ParleyError("invalid_value", {
      message: "There is no item with the id 'after' in this conversation.",
      param: "after",
    });
  }
  sendJson(exchange, 200, presentItems(found.slice(0, limit), found.length > limit));
}

async function add(deps: RouteDeps, exchange: Exchange): Promise<void> {
  readItemQuery(exchange.request.url ?? "");
  const { value } = await readJson(exchange.request, deps.limits);
  const body = validate(itemsCreate, value);
  const { id } = await findConversation(deps, exchange);
  const earlier = await callsOf(deps, id, body.items);
  const said = readItems(body.items, undefined, { param: "items", earlier });
  const at = deps.clock.now();
  const items = said.map((item) => newItem(item, { at }));
  await deps.conversations.append({ conversationId: id, items });
  sendJson(exchange, 200, presentItems(items, false));
}

/** Calls that were made in a conversation, where there are outputs among `items`: theirs may be among those. */
export async function callsOf(
  { memory }: Pick<RouteDeps, "memory">,
  conversationId: string,
  items: readonly { readonly type?: string | null | undefined }[],
): Promise<readonly string[]> {
  if (!items.some(({ type }) => type?.endsWith("_output") === true)) return [];
  const newest = await memory.newest(conversationId, callsWithin);
  return newest.flatMap(({ item }) => (item.type === "function_call" ? [item.callId] : []));
}

async function show(deps: RouteDeps, exchange: Exchange): Promise<void> {
  readItemQuery(exchange.request.url ?? "");
  const { id, projectId } = await findConversation(deps, exchange);
  const summary = await findSummary(deps, exchange, id);
  const shown =
    summary === undefined
      ? presentStored(await findItem(deps, exchange, id))
      : presentSummary(summary, deps.compactions, projectId);
  sendJson(exchange, 200, shown);
}

async function remove(deps: RouteDeps, exchange: Exchange): Promise<void> {
  const found = await findConversation(deps, exchange);
  const item = exchange.params["item"] ?? "";
  const removed =
    (await findSummary(deps, exchange, found.id)) === undefined
      ? await deps.conversations.removeItem(found.id, item)
      : await deps.contexts.removeSummary(found.id, item);
  if (!removed) throw noItem(item);
  sendJson(exchange, 200, presentConversation(found));
}

async function pin(deps: RouteDeps, exchange: Exchange): Promise<void> {
  const { pinned } = validate(itemPin, await readOptionalJson(exchange.request, deps.limits));
  const { id } = await findConversation(deps, exchange);
  const found = await findItem(deps, exchange, id);
  if (!(await deps.conversations.pin(id, found.id, pinned))) throw noItem(found.id);
  sendJson(exchange, 200, presentStored({ ...found, pinned }));
}
