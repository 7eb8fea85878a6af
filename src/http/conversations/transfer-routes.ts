import { conversationLimits } from "../../engine/conversations/limits.ts";
import { randomId } from "../../lib/random-id.ts";
import type { ConversationItem, ConversationRow } from "../../spec/conversation.ts";
import { readBytes } from "../body.ts";
import type { RouteDeps } from "../deps.ts";
import { drained } from "../drained.ts";
import type { Exchange } from "../exchange.ts";
import { sendJson, standardHeaders } from "../reply.ts";
import type { Route } from "../route.ts";
import { findConversation } from "./find.ts";
import { presentConversation, presentStored } from "./present.ts";
import { readImport } from "./read-import.ts";
import { conversationObject } from "./schema.ts";

/** Items that are read, or written, at a time: others get their turns in between. */
const atOnce = 200;

const jsonLines = "application/jsonl";

/** Conversations on their way out of a Parley, and into another one. */
export function transferRoutes(deps: RouteDeps): readonly Route[] {
  const common = { access: "key", tag: "Conversations" } as const;
  return [
    {
      ...common,
      method: "GET",
      path: "/v1/conversations/:id/export",
      summary: "Gives a conversation as lines of JSON: first itself, then each item in its order.",
      otherType: jsonLines,
      handle: (exchange) => exportOne(deps, exchange),
    },
    {
      ...common,
      method: "POST",
      path: "/v1/conversations/import",
      summary: "Makes a new conversation of the lines of an export.",
      bodyBytes: deps.mediaBytes,
      response: conversationObject,
      handle: (exchange) => importOne(deps, exchange),
    },
  ];
}

async function exportOne(deps: RouteDeps, exchange: Exchange): Promise<void> {
  const found = await findConversation(deps, exchange);
  const { response } = exchange;
  let items = await pageOf(deps, found.id);
  response.writeHead(200, { ...standardHeaders(exchange), "content-type": jsonLines });
  let lines = line(presentConversation(found));
  for (;;) {
    for (const item of items) lines += line(exported(item));
    if (!response.write(lines)) await drained(exchange, response);
    const last = items.at(-1);
    if (last === undefined || items.length < atOnce) break;
    lines = "";
    items = await pageOf(deps, found.id, last);
  }
  response.end();
}

/** By places: an item that is deleted while it is the last of a page must not end the export. */
async function pageOf(
  deps: RouteDeps,
  conversationId: string,
  after?: ConversationItem,
): Promise<readonly ConversationItem[]> {
  const page = {
    order: "asc",
    limit: atOnce,
    ...(after !== undefined && { behind: after.position }),
  } as const;
  return (await deps.conversations.items(conversationId, page)) ?? [];
}

function exported({ at, pinned, ...item }: ConversationItem): object {
  return {
    object: "conversation.item",
    created_at: at / 1000,
    pinned,
    item: presentStored(item),
  };
}

function line(value: object): string {
  return `${JSON.stringify(value)}\n`;
}

/** Piece by piece; nobody knows of it before it is whole. */
async function importOne(deps: RouteDeps, exchange: Exchange): Promise<void> {
  const bytes = await readBytes(exchange.request, deps.mediaBytes);
  const now = deps.clock.now();
  const { metadata, memory, items } = readImport(bytes, {
    json: deps.limits.json,
    lines: conversationLimits.importedLines,
    now,
  });
  const { conversations } = deps;
  const { projectId } = exchange.principal;
  const begun: ConversationRow = { id: randomId("conv"), projectId, createdAt: now, metadata, memory };
  const conversationId = begun.id;
  await conversations.append({ conversationId, begun, items: items.slice(0, atOnce) });
  try {
    for (let from = atOnce; from < items.length; from += atOnce) {
      await conversations.append({ conversationId, items: items.slice(from, from + atOnce) });
    }
  } catch (error) {
    await conversations.remove(projectId, conversationId, now).catch(() => undefined); // the first fault counts
    throw error;
  }
  sendJson(exchange, 200, presentConversation(begun));
}
