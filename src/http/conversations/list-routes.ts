import { setImmediate as endOfTurn } from "node:timers/promises";
import { wordGroupsOf } from "../../lib/terms/word-groups.ts";
import type { ListedConversation } from "../../spec/conversation.ts";
import { ParleyError } from "../../spec/errors.ts";
import type { RouteDeps } from "../deps.ts";
import type { Exchange } from "../exchange.ts";
import { createQueryReader } from "../query.ts";
import { sendJson } from "../reply.ts";
import type { Route } from "../route.ts";
import { presentListed } from "./present.ts";
import { conversationList, conversationsQuery } from "./schema.ts";

/** Conversations that one search looks into: some tens of milliseconds in SQLite. What is further away is asked for again. */
const mostSearched = 200;

/** So many are looked into before others get their turn. */
const atOnce = 10;

const readListQuery = createQueryReader(conversationsQuery);

/** The project's conversations, those of `POST /v1/chat` among them. */
export function listRoutes(deps: RouteDeps): readonly Route[] {
  return [
    {
      access: "key",
      tag: "Conversations",
      method: "GET",
      path: "/v1/conversations",
      summary: "Lists the project's conversations, page by page, or those in which words were said.",
      query: conversationsQuery,
      response: conversationList,
      handle: (exchange) => list(deps, exchange),
    },
  ];
}

async function list(deps: RouteDeps, exchange: Exchange): Promise<void> {
  const { after, limit, order, query } = readListQuery(exchange.request.url ?? "");
  const groups = query === undefined ? [] : wordGroupsOf(query);
  if (query !== undefined && groups.length === 0) {
    throw new ParleyError("invalid_value", { message: "There is no word in 'query'.", param: "query" });
  }
  const { projectId } = exchange.principal;
  const most = groups.length === 0 ? limit : mostSearched;
  const page = { projectId, now: deps.clock.now(), order, ...(after !== undefined && { after }) };
  // One more than asked says whether there is more.
  const found = await deps.conversations.list({ ...page, limit: most + 1 });
  if (found === undefined) {
    throw new ParleyError("invalid_value", {
      message: "There is no conversation with the id 'after' in this project.",
      param: "after",
    });
  }
  const candidates = found.slice(0, most);
  const { fitting, looked } = await search(deps, candidates, groups, limit);
  const last = looked === found.length ? fitting.at(-1) : candidates[looked - 1];
  sendJson(exchange, 200, {
    object: "list",
    data: fitting.map(presentListed),
    first_id: fitting[0]?.id ?? null,
    last_id: last?.id ?? null,
    has_more: looked < found.length,
  });
}

/** Those in which all words were said, and how many were looked at until there were enough. */
async function search(
  { memory }: Pick<RouteDeps, "memory">,
  candidates: readonly ListedConversation[],
  groups: ReturnType<typeof wordGroupsOf>,
  limit: number,
): Promise<{ readonly fitting: readonly ListedConversation[]; readonly looked: number }> {
  if (groups.length === 0) return { fitting: candidates, looked: candidates.length };
  const fitting: ListedConversation[] = [];
  for (const [place, candidate] of candidates.entries()) {
    if (fitting.length === limit) return { fitting, looked: place };
    if (place % atOnce === atOnce - 1) await endOfTurn();
    let fits = true;
    for (const terms of groups) fits &&= (await memory.search(candidate.id, terms, 1)).length > 0;
    if (fits) fitting.push(candidate);
  }
  return { fitting, looked: candidates.length };
}
