import type { ParleyError } from "../../spec/errors.ts";
import { messages, post } from "../asking.fixture.ts";
import { type Served, textAnswer } from "../serving.fixture.ts";

export const chat = "/v1/chat/completions";
export const whole = { model: "m", messages };
export const streamed = { ...whole, stream: true };

/** Posts with an idempotency key. */
export function askOnce(
  served: Served,
  key: string,
  body: object = whole,
  path = chat,
  more: RequestInit = {},
): Promise<Response> {
  const headers = {
    authorization: `Bearer ${served.key}`,
    "content-type": "application/json",
    "idempotency-key": key,
  };
  return post(served, path, body, { headers, ...more });
}

/** Lets answers wait in their middle until they are told to go on, or to fail. */
export function holdAnswer(served: Served) {
  const gate = Promise.withResolvers<void>();
  served.script = () => [
    { type: "text-delta", choice: 0, text: "first" },
    gate.promise,
    ...textAnswer(" then"),
  ];
  return { go: () => gate.resolve(), fail: (error: ParleyError) => gate.reject(error) };
}

/** The error that a response tells of. */
export async function problemOf(response: Response) {
  return ((await response.json()) as { error: { code: string; message: string; param: string } }).error;
}

/** A stream of which the first piece has come. */
export async function begun(response: Response) {
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  if (reader === undefined) throw new Error("no body");
  let text = (await reader.read()).value ?? "";
  return {
    read: () => text,
    async rest() {
      for (let piece = await reader.read(); piece.value !== undefined; piece = await reader.read())
        text += piece.value;
      return text;
    },
  };
}
