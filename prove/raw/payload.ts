/** What a healthy upstream would have said: the good material of which bad answers are made. */

export const goodText = "Grüße aus dem Haus";
/** The pieces of a stream in which it comes. */
const pieces = ["Grüße", " aus", " dem Haus"] as const;

const usage = { prompt_tokens: 9, completion_tokens: 5, total_tokens: 14 };

/** One event of a stream; `more` beside the delta. */
export function event(delta: object, finish: string | null = null, index = 0): string {
  const choices = [{ index, delta, finish_reason: finish }];
  return sse({ id: "chatcmpl-1", object: "chat.completion.chunk", created: 1, model: "mock", choices });
}

export function sse(data: object): string {
  return `data: ${JSON.stringify(data)}\n\n`;
}

export const done = "data: [DONE]\n\n";
export const role = event({ role: "assistant", content: "" });
export const content: readonly string[] = pieces.map((text) => event({ content: text }));
export const finish = event({}, "stop");
export const usageEvent = sse({
  id: "chatcmpl-1",
  object: "chat.completion.chunk",
  created: 1,
  model: "mock",
  choices: [],
  usage,
});

/** A whole stream. */
export const goodStream = [role, ...content, finish, usageEvent, done].join("");
/** A stream up to its second piece. */
export const begunStream = [role, ...content.slice(0, 2)].join("");

/** A whole answer that is no stream, with other members than those of a healthy one where they are given. */
export function document(choice: object = {}, more: object = {}): string {
  const message = { role: "assistant", content: goodText, refusal: null };
  const choices = [{ index: 0, message, logprobs: null, finish_reason: "stop", ...choice }];
  return JSON.stringify({
    id: "chatcmpl-1",
    object: "chat.completion",
    created: 1,
    model: "mock",
    choices,
    usage,
    ...more,
  });
}

export const goodBody = document();
