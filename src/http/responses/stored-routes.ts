import { ParleyError } from "../../spec/errors.ts";
import type { FoundResponse } from "../../spec/response.ts";
import { presentItems } from "../conversations/present.ts";
import type { RouteDeps } from "../deps.ts";
import { streamTexts } from "../event-stream.ts";
import type { Exchange } from "../exchange.ts";
import { createQueryReader } from "../query.ts";
import { sendJson } from "../reply.ts";
import type { Route } from "../route.ts";
import { itemList } from "../conversations/schema.ts";
import { findResponse, noResponse } from "./find-response.ts";
import { followResponse } from "./follow.ts";
import { inputItemsQuery, responseDeleted, responseObject, retrieveQuery } from "./schema.ts";

const readRetrieveQuery = createQueryReader(retrieveQuery);
const readInputItemsQuery = createQueryReader(inputItemsQuery);

/** Responses that were stored. */
export function storedResponseRoutes(deps: RouteDeps): readonly Route[] {
  const one = "/v1/responses/:id";
  const common = { access: "key", tag: "Responses" } as const;
  return [
    {
      ...common,
      method: "GET",
      path: one,
      summary: "Shows a stored response, or streams one that is made in the background.",
      query: retrieveQuery,
      response: responseObject,
      otherType: "text/event-stream",
      handle: (exchange) => retrieve(deps, exchange),
    },
    {
      ...common,
      method: "DELETE",
      path: one,
      summary: "Deletes a stored response.",
      response: responseDeleted,
      handle: (exchange) => remove(deps, exchange),
    },
    {
      ...common,
      method: "GET",
      path: `${one}/input_items`,
      summary: "Lists what a response was asked, page by page.",
      query: inputItemsQuery,
      response: itemList,
      handle: (exchange) => listInput(deps, exchange),
    },
    {
      ...common,
      method: "POST",
      path: `${one}/cancel`,
      summary: "Cancels a response that is made in the background.",
      response: responseObject,
      handle: (exchange) => cancel(deps, exchange),
    },
  ];
}

async function retrieve(deps: RouteDeps, exchange: Exchange): Promise<void> {
  const { stream, starting_after: after = -1 } = readRetrieveQuery(exchange.request.url ?? "");
  if (stream === "true") await streamTexts(exchange, followResponse(deps, exchange, after));
  else sendJson(exchange, 200, (await findResponse(deps, exchange)).body);
}

async function remove(deps: RouteDeps, exchange: Exchange): Promise<void> {
  const { id, projectId } = await findResponse(deps, exchange);
  if (!(await deps.responses.remove(projectId, id))) throw noResponse(id);
  void deps.runs.cancel(id);
  sendJson(exchange, 200, { id, object: "response", deleted: true });
}

async function listInput(deps: RouteDeps, exchange: Exchange): Promise<void> {
  const { after, limit, order } = readInputItemsQuery(exchange.request.url ?? "");
  const { input } = await findResponse(deps, exchange);
  const all = order === "asc" ? input : input.toReversed();
  const from = after === undefined ? 0 : all.findIndex(({ id }) => id === after) + 1;
  if (after !== undefined && from === 0) {
    throw new ParleyError("invalid_value", {
      message: "There is no item with the id 'after' in the input of this response.",
      param: "after",
    });
  }
  sendJson(exchange, 200, presentItems(all.slice(from, from + limit), all.length > from + limit));
}

async function cancel(deps: RouteDeps, exchange: Exchange): Promise<void> {
  const found = await findResponse(deps, exchange);
  if (found.body["background"] !== true) {
    throw new ParleyError("invalid_value", {
      message: "Cannot cancel a synchronous response: only one that was created with 'background'.",
    });
  }
  if (isUnended(found)) {
    // Where it is made here, it ends with what there is of it; another process notices within a second.
    await deps.runs.cancel(found.id);
    const now = await findResponse(deps, exchange);
    if (isUnended(now)) await deps.responses.put(cancelled(now));
  }
  sendJson(exchange, 200, (await findResponse(deps, exchange)).body);
}

function isUnended({ status }: FoundResponse): boolean {
  return status === "queued" || status === "in_progress";
}

function cancelled({ lost: _lost, thread: _thread, ...row }: FoundResponse): FoundResponse {
  return { ...row, status: "cancelled", body: { ...row.body, status: "cancelled" } };
}
