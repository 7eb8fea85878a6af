/** What an upstream says in a storm, and after it, as bytes. */

export function httpAnswer(status: number, body: object, retryAfter?: number): string {
  const text = JSON.stringify(body);
  const wait = retryAfter === undefined ? "" : `retry-after: ${retryAfter}\r\n`;
  return `HTTP/1.1 ${status} Said\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(text)}\r\n${wait}\r\n${text}`;
}

export const wholeAnswer = httpAnswer(200, {
  id: "chatcmpl-1",
  object: "chat.completion",
  created: 1,
  model: "mock",
  choices: [
    {
      index: 0,
      message: { role: "assistant", content: "hello", refusal: null },
      logprobs: null,
      finish_reason: "stop",
    },
  ],
  usage: { prompt_tokens: 8, completion_tokens: 1, total_tokens: 9 },
});
