/** The bytes that the mock upstream sends, built once: an answer of about 2 kB, and a stream's frames. */

const CREATED = 1_760_000_000;
const MODEL = "mock-model";
const USAGE = {
  prompt_tokens: 412,
  completion_tokens: 300,
  total_tokens: 712,
  prompt_tokens_details: { cached_tokens: 0, audio_tokens: 0 },
  completion_tokens_details: { reasoning_tokens: 0, audio_tokens: 0 },
};

/** Filler that reads like an answer and contains nothing that JSON must escape. */
const SENTENCE = "The quick answer goes through the house and comes out of the door as it went in. ";
const ANSWER_BODY_BYTES = 2_048;

/** A whole HTTP response with a chat completion of 2 kB. */
export function jsonAnswer(): Buffer {
  const bare = completion("").length;
  const text = SENTENCE.repeat(30).slice(0, ANSWER_BODY_BYTES - bare);
  return httpResponse(200, completion(text));
}

/** A whole HTTP response with any JSON body. */
export function httpResponse(status: 200 | 404 | 411, body: string): Buffer {
  const reasons = { 200: "OK", 404: "Not Found", 411: "Length Required" } as const;
  return Buffer.from(
    `HTTP/1.1 ${status} ${reasons[status]}\r\ncontent-type: application/json\r\n` +
      `x-request-id: req_0123456789abcdef0123456789abcdef\r\nopenai-processing-ms: 12\r\n` +
      `content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
}

/** The head of a streamed HTTP response. */
export function streamHead(): Buffer {
  return Buffer.from(
    "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream; charset=utf-8\r\ncache-control: no-cache\r\n" +
      "x-request-id: req_0123456789abcdef0123456789abcdef\r\nopenai-processing-ms: 12\r\n" +
      "transfer-encoding: chunked\r\n\r\n",
  );
}

/**
 * The writes of one stream, in order: `chunks` events in OpenAI's shape (the first names the role, the
 * last but one the finish reason, the last the usage), each in one HTTP chunk. `[DONE]` and the end of
 * the body go out with the last.
 */
export function streamFrames(chunks: number): Buffer[] {
  const frames = [httpChunk(event(choice({ role: "assistant", content: "", refusal: null }, null)))];
  const word = httpChunk(event(choice({ content: " answer" }, null)));
  while (frames.length < chunks - 2) frames.push(word);
  frames.push(httpChunk(event(choice({}, "stop"))));
  const usage = httpChunk(event({ ...chunkHead(), choices: [], usage: USAGE }));
  const done = httpChunk("data: [DONE]\n\n");
  frames.push(Buffer.concat([usage, done, Buffer.from("0\r\n\r\n")]));
  return frames;
}

function completion(content: string): string {
  return JSON.stringify({
    id: "chatcmpl-BenchMock0000000000000000001",
    object: "chat.completion",
    created: CREATED,
    model: MODEL,
    choices: [
      {
        index: 0,
        message: { role: "assistant", content, refusal: null, annotations: [] },
        logprobs: null,
        finish_reason: "stop",
      },
    ],
    usage: USAGE,
    service_tier: "default",
    system_fingerprint: "fp_bench",
  });
}

function chunkHead(): Record<string, unknown> {
  return {
    id: "chatcmpl-BenchMock0000000000000000001",
    object: "chat.completion.chunk",
    created: CREATED,
    model: MODEL,
    service_tier: "default",
    system_fingerprint: "fp_bench",
  };
}

function choice(delta: Record<string, unknown>, finishReason: string | null): Record<string, unknown> {
  const choices = [{ index: 0, delta, logprobs: null, finish_reason: finishReason }];
  return { ...chunkHead(), choices, usage: null };
}

function event(data: Record<string, unknown>): string {
  return `data: ${JSON.stringify(data)}\n\n`;
}

function httpChunk(payload: string): Buffer {
  return Buffer.from(`${Buffer.byteLength(payload).toString(16)}\r\n${payload}\r\n`);
}
