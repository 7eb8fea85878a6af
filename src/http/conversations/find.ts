import type { SummaryRow } from "../../spec/context-store.ts";
import type { ConversationItem, ConversationRow } from "../../spec/conversation.ts";
import { ParleyError } from "../../spec/errors.ts";
import type { RouteDeps } from "../deps.ts";
import type { Exchange } from "../exchange.ts";

/** The conversation of the address. One of another project looks like one that does not exist. */
export async function findConversation(deps: RouteDeps, exchange: Exchange): Promise<ConversationRow> {
  const id = exchange.params["id"] ?? "";
  const { projectId } = exchange.principal;
  const found = await deps.conversations.find(projectId, id, deps.clock.now());
  if (found === undefined) throw noConversation(id);
  return found;
}

export function noConversation(id: string): ParleyError {
  return new ParleyError("not_found", { message: `Conversation with id '${shown(id)}' not found.` });
}

/** The item of the address, in that conversation. */
export async function findItem(
  deps: RouteDeps,
  exchange: Exchange,
  conversationId: string,
): Promise<ConversationItem> {
  const id = exchange.params["item"] ?? "";
  const found = await deps.conversations.item(conversationId, id);
  if (found === undefined) throw noItem(id);
  return found;
}

/** The running summary of a conversation, where that is the item of the address. */
export async function findSummary(
  { contexts }: Pick<RouteDeps, "contexts">,
  exchange: Exchange,
  conversationId: string,
): Promise<SummaryRow | undefined> {
  const id = exchange.params["item"] ?? "";
  if (!id.startsWith("cmp_")) return undefined;
  const summary = (await contexts.stateOf(conversationId))?.summary;
  return summary?.id === id ? summary : undefined;
}

export function noItem(id: string): ParleyError {
  return new ParleyError("not_found", {
    message: `Item with id '${shown(id)}' not found in this conversation.`,
  });
}

function shown(id: string): string {
  return id.slice(0, 100).toWellFormed();
}
