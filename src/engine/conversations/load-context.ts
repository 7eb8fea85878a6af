import type { Item } from "../../spec/item.ts";
import type { MemoryPolicy, MemoryStore } from "../../spec/memory.ts";
import { assembleContext } from "../memory/assemble-context.ts";

export interface ContextBounds {
  /** For everything that is sent, as `estimateTokens` counts. */
  readonly maxTokens: number;
  /** Unix milliseconds. */
  readonly now: number;
  /** Absent: `recall`. */
  readonly policy?: MemoryPolicy;
}

/** What is sent to the model: of what was said before as much as fits and matters, and what is said now. */
export async function loadContext(
  memory: MemoryStore,
  conversationId: string | undefined,
  fresh: readonly Item[],
  { maxTokens, now, policy = "recall" }: ContextBounds,
): Promise<readonly Item[]> {
  if (conversationId === undefined) return fresh;
  const request = { conversationId, input: fresh, policy, maxTokens, now };
  const { items } = await assembleContext(memory, request);
  return [...items.map(({ item }) => item), ...fresh];
}
