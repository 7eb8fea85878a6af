/** One call by the official SDK, and what it saw of its end. */
import OpenAI, { APIConnectionError, APIError } from "openai";
import type { ClientEnd, ClientRecord, ClientUsage } from "../history/client-record.ts";
import { questionText, writeUser } from "../upstream/talk.ts";
import type { ClientHistory } from "./history.ts";
import type { Question } from "./question.ts";
import { nothingSeen, type Seen, watchingFetch } from "./watch-body.ts";

/** No call of a scenario may hang longer, whatever was done to the server. */
const patienceMs = 60_000;

export interface Door {
  /** Such as `http://127.0.0.1:4242`. */
  readonly url: string;
  readonly key: string;
}

/** Asks once, without the SDK's own retries, writes down how it ended, and tells it. */
export async function ask(door: Door, history: ClientHistory, question: Question): Promise<ClientRecord> {
  const seen = nothingSeen();
  const client = new OpenAI({
    baseURL: `${door.url}/v1`,
    apiKey: door.key,
    maxRetries: 0,
    timeout: patienceMs,
    fetch: watchingFetch(seen),
    logLevel: "off",
  });
  const end = await (question.stream ? askForStream : askForBody)(client, question, seen).catch(
    (error: unknown) => failure(error, question, seen),
  );
  const { id, model, stream, tokens, phase, idempotencyKey } = question;
  const record: ClientRecord = {
    id,
    model,
    stream,
    tokens,
    phase,
    ...(idempotencyKey !== undefined && { idempotencyKey }),
    end: { ...end, ...(seen.callId !== undefined && { callId: seen.callId }) },
  };
  history.write(record);
  return record;
}

function bodyOf(question: Question) {
  return {
    model: question.model,
    messages: [{ role: "user" as const, content: questionText(question.id, question.words) }],
    max_completion_tokens: question.tokens,
    user: writeUser(question),
  };
}

function headersOf({ idempotencyKey }: Question): Record<string, string> {
  return idempotencyKey === undefined ? {} : { "idempotency-key": idempotencyKey };
}

async function askForBody(client: OpenAI, question: Question): Promise<ClientEnd> {
  const answer = await client.chat.completions.create(bodyOf(question), { headers: headersOf(question) });
  return {
    kind: "whole",
    text: answer.choices[0]?.message.content ?? "",
    ...usageOf(answer.usage),
  };
}

async function askForStream(client: OpenAI, question: Question, seen: Seen): Promise<ClientEnd> {
  const stream = await client.chat.completions.create(
    { ...bodyOf(question), stream: true, stream_options: { include_usage: true } },
    { headers: headersOf(question) },
  );
  let text = "";
  let pieces = 0;
  let usage: { readonly usage?: ClientUsage } = {};
  for await (const chunk of stream) {
    text += chunk.choices[0]?.delta.content ?? "";
    usage = { ...usage, ...usageOf(chunk.usage ?? undefined) };
    if (++pieces === question.leaveAfter) return { kind: "left" };
  }
  return seen.done ? { kind: "whole", text, ...usage } : { kind: "unclean" };
}

function failure(error: unknown, { stream }: Question, seen: Seen): ClientEnd {
  if (error instanceof APIError && error.status !== undefined) return refusal(error);
  if (stream && seen.error) return { kind: "broken", how: "error-event" };
  // The SDK stumbled, and yet HTTP says that this was all: nobody without an SDK would have noticed.
  if (seen.ended && !(error instanceof APIConnectionError)) return { kind: "unclean" };
  return { kind: "broken", how: "reset" };
}

function refusal(error: APIError): ClientEnd {
  const shouldRetry = error.headers?.get("x-should-retry") ?? undefined;
  const retryAfter = error.headers?.get("retry-after-ms") ?? undefined;
  return {
    kind: "refused",
    status: error.status ?? 0,
    ...(typeof error.code === "string" && { code: error.code }),
    ...(shouldRetry !== undefined && { shouldRetry }),
    ...(retryAfter !== undefined && { retryAfterMs: Number(retryAfter) }),
  };
}

function usageOf(usage: { readonly prompt_tokens: number; readonly completion_tokens: number } | undefined): {
  readonly usage?: ClientUsage;
} {
  if (usage === undefined) return {};
  return { usage: { inputTokens: usage.prompt_tokens, outputTokens: usage.completion_tokens } };
}
