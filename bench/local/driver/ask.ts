/** One streamed answer of POST /v1/chat/completions, timed. */
import { request } from "node:http";

export interface Message {
  readonly role: "system" | "user" | "assistant";
  readonly content: string;
}

export interface Asking {
  readonly port: number;
  readonly apiKey: string;
  readonly model: string;
  readonly maxTokens: number;
  readonly options: Readonly<Record<string, unknown>>;
}

export interface Asked {
  readonly text: string;
  readonly firstMs: number;
  readonly promptTokens: number;
  readonly cachedTokens: number;
  readonly outputTokens: number;
}

interface Chunk {
  readonly choices: readonly { readonly delta: { readonly content?: string } }[];
  readonly usage?: {
    readonly prompt_tokens: number;
    readonly completion_tokens: number;
    readonly prompt_tokens_details?: { readonly cached_tokens?: number };
  } | null;
  readonly error?: unknown;
}

const LIMIT_MS = 120_000;

/** Fails with what the server said unless the answer is whole and has exactly `maxTokens` tokens. */
export async function ask(asking: Asking, messages: readonly Message[]): Promise<Asked> {
  const body = JSON.stringify({
    ...asking.options,
    model: asking.model,
    max_tokens: asking.maxTokens,
    messages,
    stream: true,
    stream_options: { include_usage: true },
  });
  const startedAt = performance.now();
  let firstMs: number | undefined;
  let text = "";
  let usage: Chunk["usage"];
  for await (const data of events(asking, body)) {
    const chunk = JSON.parse(data) as Chunk;
    if (chunk.error !== undefined) throw new Error(data);
    const content = chunk.choices[0]?.delta.content ?? "";
    if (content !== "") firstMs ??= performance.now() - startedAt;
    text += content;
    usage ??= chunk.usage;
  }
  if (firstMs === undefined || !usage) throw new Error("an answer without text or without usage");
  const outputTokens = usage.completion_tokens;
  if (outputTokens !== asking.maxTokens)
    throw new Error(`${outputTokens} tokens instead of ${asking.maxTokens}`);
  const cachedTokens = usage.prompt_tokens_details?.cached_tokens ?? 0;
  return { text, firstMs, promptTokens: usage.prompt_tokens, cachedTokens, outputTokens };
}

/** The data of each event before `[DONE]`. */
async function* events({ port, apiKey }: Asking, body: string): AsyncGenerator<string, void> {
  const outgoing = request({
    host: "127.0.0.1",
    port,
    path: "/v1/chat/completions",
    method: "POST",
    timeout: LIMIT_MS,
    headers: { "content-type": "application/json", authorization: `Bearer ${apiKey}` },
  });
  outgoing.once("timeout", () => outgoing.destroy(new Error(`silence for ${LIMIT_MS} ms`)));
  outgoing.end(body);
  const [incoming] = (await Promise.race([
    new Promise((resolve) => outgoing.once("response", (...response) => resolve(response))),
    new Promise((_, reject) => outgoing.once("error", reject)),
  ])) as [NodeJS.ReadableStream & { readonly statusCode?: number }];
  incoming.setEncoding("utf8");
  let pending = "";
  let done = false;
  for await (const piece of incoming) {
    pending += String(piece);
    if (incoming.statusCode !== 200) continue;
    const whole = pending.split("\n\n");
    pending = whole.pop() ?? "";
    for (const event of whole) {
      if (event === "data: [DONE]") done = true;
      else if (event.startsWith("data: ")) yield event.slice("data: ".length);
    }
  }
  if (incoming.statusCode !== 200) throw new Error(`status ${incoming.statusCode}: ${pending}`);
  if (!done) throw new Error("a stream without [DONE]");
}
