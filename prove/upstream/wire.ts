/** The upstream's words on the wire: OpenAI's chat completions, and the look-up. */
import type { IncomingMessage } from "node:http";
import { answerText, promptTokens, readUser, type Wish } from "./talk.ts";

/** A chat completion that the upstream was asked for. */
export interface Request {
  readonly provider: string;
  readonly requestId?: string;
  readonly wish: Wish;
  readonly model: string;
  readonly promptTokens: number;
  /** Tokens of the answer: those wished for, or fewer where the caller bounds them. */
  readonly tokens: number;
  readonly finish: "stop" | "length";
  readonly stream: boolean;
  readonly includeUsage: boolean;
}

interface Body {
  readonly model: string;
  readonly user?: string;
  readonly messages: readonly { readonly content: string }[];
  readonly stream?: boolean;
  readonly stream_options?: { readonly include_usage?: boolean };
  readonly max_tokens?: number;
  readonly max_completion_tokens?: number;
}

/** `undefined` for what this upstream does not understand. */
export function readRequest(incoming: IncomingMessage, text: string): Request | undefined {
  const path = /^\/([\w-]+)\/v1\/chat\/completions$/.exec(incoming.url ?? "");
  if (incoming.method !== "POST" || path?.[1] === undefined) return undefined;
  const body = JSON.parse(text) as Body;
  const wish = readUser(body.user);
  if (wish === undefined) return undefined;
  const bound = body.max_completion_tokens ?? body.max_tokens ?? wish.tokens;
  const requestId = incoming.headers["x-client-request-id"];
  return {
    provider: path[1],
    ...(typeof requestId === "string" && { requestId }),
    wish,
    model: body.model,
    promptTokens: promptTokens(body.messages),
    tokens: Math.min(bound, wish.tokens),
    finish: bound < wish.tokens ? "length" : "stop",
    stream: body.stream === true,
    includeUsage: body.stream_options?.include_usage === true,
  };
}

/** One event of a stream. */
export function piece(request: Request, seq: number, delta: object, finish: string | null = null): string {
  return event({ ...chunk(request, seq), choices: [{ index: 0, delta, finish_reason: finish }] });
}

/** The end of a stream, or the whole answer that is none. */
export function completion(request: Request, seq: number): string {
  const usage = usageOf(request.promptTokens, request.tokens);
  if (request.stream) {
    const last = event({ ...chunk(request, seq), choices: [], usage });
    return `${piece(request, seq, {}, request.finish)}${request.includeUsage ? last : ""}data: [DONE]\n\n`;
  }
  const message = {
    role: "assistant",
    content: answerText(request.wish.id, request.tokens),
    refusal: null,
  };
  return JSON.stringify({
    id: `chatcmpl-${seq}`,
    object: "chat.completion",
    created: 1,
    model: request.model,
    choices: [{ index: 0, message, logprobs: null, finish_reason: request.finish }],
    usage,
  });
}

export const errorBody = JSON.stringify({
  error: { message: "What is that?", type: "invalid_request_error", param: null, code: null },
});

/** What the upstream says of request `id` afterwards. */
export function lookupBody(
  id: string,
  entry: { readonly promptTokens: number; readonly made: number; readonly status: string } | undefined,
): string {
  if (entry === undefined) return JSON.stringify({ id, status: "unknown" });
  if (entry.status === "in_progress") return JSON.stringify({ id, status: entry.status });
  return JSON.stringify({ id, status: entry.status, usage: usageOf(entry.promptTokens, entry.made) });
}

function chunk(request: Request, seq: number): object {
  return { id: `chatcmpl-${seq}`, object: "chat.completion.chunk", created: 1, model: request.model };
}

function usageOf(prompt: number, made: number): object {
  return { prompt_tokens: prompt, completion_tokens: made, total_tokens: prompt + made };
}

function event(data: object): string {
  return `data: ${JSON.stringify(data)}\n\n`;
}
