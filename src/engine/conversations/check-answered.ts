import { ParleyError } from "../../spec/errors.ts";
import type { MemoryStore } from "../../spec/memory.ts";

/** How many of a conversation's newest items are looked through for a call. */
const newestItems = 2_000;

/** Fails with `invalid_value` where one of the calls was not made in the conversation, or there is none. */
export async function checkAnswered(
  memory: Pick<MemoryStore, "newest">,
  conversationId: string | undefined,
  calls: readonly string[],
): Promise<void> {
  if (calls.length === 0) return;
  const stored = conversationId === undefined ? [] : await memory.newest(conversationId, newestItems);
  const made = new Set(stored.map(({ item }) => (item.type === "function_call" ? item.callId : undefined)));
  const missing = calls.find((call) => !made.has(call));
  if (missing === undefined) return;
  throw new ParleyError("invalid_value", {
    message: `No tool call found for function call output with call_id ${missing.slice(0, 64).toWellFormed()}.`,
    param: "input",
  });
}
