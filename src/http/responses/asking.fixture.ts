import type { Item } from "../../spec/item.ts";
import { post } from "../asking.fixture.ts";
import type { Served, Step } from "../serving.fixture.ts";
import { checkEvents, type Wire, type WireResponse } from "./event-rules.fixture.ts";

export const path = "/v1/responses";

/** Asks a served Parley for responses; `served` may be another one in each test. */
export function asking(served: () => Served) {
  const get = (where: string, init: RequestInit = {}) =>
    fetch(served().url + where, { headers: { authorization: `Bearer ${served().key}` }, ...init });
  return {
    get,
    remove: (id: string) => get(`${path}/${id}`, { method: "DELETE" }),
    create: async (body: object): Promise<WireResponse> =>
      (await (await post(served(), path, { model: "m", input: "hi", ...body })).json()) as WireResponse,
    stream: async (body: object): Promise<readonly Wire[]> =>
      checkEvents(
        await (await post(served(), path, { model: "m", input: "hi", stream: true, ...body })).text(),
      ),
    read: async (id: string) => {
      const response = await get(`${path}/${id}`);
      return { status: response.status, body: (await response.json()) as WireResponse };
    },
    /** What the model was told, in short. */
    told: (attempt: number): readonly string[] =>
      (served().attempts[attempt]?.task.items ?? []).map((item) => short(item)),
  };
}

function short(item: Item): string {
  if (item.type === "message") {
    const text = item.content.map((part) => (part.type === "text" ? part.text : part.type)).join("");
    return `${item.role}: ${text}`;
  }
  return item.type === "function_call" || item.type === "function_call_output"
    ? `${item.type}: ${item.callId}`
    : `${item.type}: ${item.text}`;
}

/** An answer that calls a tool. */
export const called: readonly Step[] = [
  { type: "tool-call-start", choice: 0, index: 0, callId: "call_1", name: "weather", kind: "function" },
  { type: "tool-call-delta", choice: 0, index: 0, text: '{"a":1}' },
  { type: "choice-finish", choice: 0, finish: { unified: "tool-calls" } },
  { type: "end", usage: { inputTokens: 3, outputTokens: 2 } },
];
