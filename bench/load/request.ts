/** The bytes of the two requests, each about 2 kB, equal for every server. */
const BODY_BYTES = 2_048;
const SENTENCE =
  "Please tell me in plain words how a request goes through the house, and what each room does. ";

/** @param stream asks for SSE with usage at its end. @param headers more than the usual ones. */
export function chatRequest(
  port: number,
  apiKey: string,
  stream: boolean,
  headers: Readonly<Record<string, string>> = {},
): Buffer {
  const more = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  const body = chatBody(stream);
  return Buffer.from(
    `POST /v1/chat/completions HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\nauthorization: Bearer ${apiKey}\r\n` +
      `content-type: application/json\r\naccept: ${stream ? "text/event-stream" : "application/json"}\r\n` +
      `user-agent: parley-bench\r\n${more.join("")}content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
}

function chatBody(stream: boolean): string {
  const bare = render("", stream).length;
  return render(SENTENCE.repeat(30).slice(0, BODY_BYTES - bare), stream);
}

function render(content: string, stream: boolean): string {
  return JSON.stringify({
    model: "chat",
    messages: [
      { role: "system", content: "You are a helpful assistant of a team." },
      { role: "user", content: "Hello, world!" },
      { role: "assistant", content: "Hello! What can I do for you?" },
      { role: "user", content },
    ],
    temperature: 0.7,
    max_tokens: 500,
    ...(stream ? { stream: true, stream_options: { include_usage: true } } : {}),
  });
}
