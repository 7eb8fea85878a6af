import type { Call } from "../../spec/call.ts";
import type { Exchange } from "../exchange.ts";
import type { Making } from "./making.ts";
import type { Asked } from "./read-asked.ts";

/** What the response of a request is called, and whose it is. */
export function namesOf({ id, principal }: Exchange): { readonly id: string; readonly projectId: string } {
  return { id: id.slice("req_".length), projectId: principal.projectId };
}

/** The call that makes a response. */
export function callOf(exchange: Exchange, asked: Asked, making: Making): Call {
  const { request, store, continued, items, instructions, options } = asked;
  const kept = store || continued.conversationId !== undefined || continued.previousResponseId !== undefined;
  return {
    id: exchange.id,
    principal: exchange.principal,
    model: request.model,
    task: { kind: "generate", items: [...instructions, ...items], options },
    stream: request.stream === true,
    signal: exchange.signal,
    ...exchange.beginCall(),
    ...continued,
    memory: { ...exchange.wishes.memory, ...asked.memory },
    ...(kept && { keeper: making }),
  };
}
