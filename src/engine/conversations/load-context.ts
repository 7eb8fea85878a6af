import type { Item } from "../../spec/item.ts";
import type { MemoryStore } from "../../spec/memory.ts";
import { fitContext } from "../context.ts";

/** Items of a conversation that are looked at; what is older does not fit into a context anyway. */
const newestItems = 2_000;

/** What is sent to the model: as much of what was said before as fits, and what is said now. */
export async function loadContext(
  memory: MemoryStore,
  conversationId: string | undefined,
  fresh: readonly Item[],
  contextTokens: number,
): Promise<readonly Item[]> {
  if (conversationId === undefined) return fresh;
  const stored = await memory.newest(conversationId, newestItems);
  return fitContext(stored.map(({ item }) => item).toReversed(), fresh, contextTokens);
}
