import type { Attempt } from "../../spec/provider.ts";

/**
 * A name for an answer that differs from turn to turn: calls of tools to which an upstream gives no ids are called
 * after it, so that a conversation has no id twice.
 */
export function ownId({ callId, requestId }: Pick<Attempt, "callId" | "requestId">): string {
  return (requestId ?? callId).replace(/^req_/, "");
}
