/** One call by the official SDK, and what it saw of its end. */
import OpenAI, { APIConnectionError, APIError } from "openai";
import type { ClientEnd, ClientRecord, ClientUsage } from "../history/client-record.ts";
import { questionText, writeUser } from "../upstream/talk.ts";
import type { ClientHistory } from "./history.ts";
import type { Question } from "./question.ts";
import { nothingSeen, type Seen, watchingFetch } from "./watch-body.ts";

/** No call of a scenario may hang longer, whatever was done to the server. */
const patienceMs = 30_000;

export interface Door {
  /** Such as `http://127.0.0.1:4242`. */
  readonly url: string;
  readonly key: string;
}

/** Asks once, without the SDK's own retries, writes down how it ended, and tells it. */
export async function ask(door: Door, history: ClientHistory, question: Question): Promise<ClientRecord> {
  const seen = nothingSeen();
  const signal = AbortSignal.timeout(patienceMs);
  const client = new OpenAI({
    baseURL: `${door.url}/v1`,
    apiKey: door.key,
    maxRetries: 0,
    timeout: patienceMs,
    fetch: watchingFetch(seen),
    logLevel: "off",
  });
  const call: Call = { client, question, seen, signal };
  const end = await (question.stream ? askForStream : askForBody)(call).catch((error: unknown) =>
    failure(error, call),
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

interface Call {
  readonly client: OpenAI;
  readonly question: Question;
  readonly seen: Seen;
  /** Ends the client's patience. */
  readonly signal: AbortSignal;
}

function bodyOf(question: Question) {
  return {
    model: question.model,
    messages: [{ role: "user" as const, content: questionText(question.id, question.words) }],
    max_completion_tokens: question.tokens,
    user: writeUser(question),
  };
}

function optionsOf({ question: { idempotencyKey }, signal }: Call) {
  const headers: Record<string, string> =
    idempotencyKey === undefined ? {} : { "idempotency-key": idempotencyKey };
  return { headers, signal };
}

async function askForBody(call: Call): Promise<ClientEnd> {
  const answer = await call.client.chat.completions.create(bodyOf(call.question), optionsOf(call));
  return {
    kind: "whole",
    text: answer.choices[0]?.message.content ?? "",
    ...usageOf(answer.usage),
  };
}

async function askForStream(call: Call): Promise<ClientEnd> {
  const { client, question, seen, signal } = call;
  const stream = await client.chat.completions.create(
    { ...bodyOf(question), stream: true, stream_options: { include_usage: true } },
    optionsOf(call),
  );
  let text = "";
  let pieces = 0;
  let usage: { readonly usage?: ClientUsage } = {};
  for await (const chunk of stream) {
    text += chunk.choices[0]?.delta.content ?? "";
    usage = { ...usage, ...usageOf(chunk.usage ?? undefined) };
    if (++pieces === question.leaveAfter) return { kind: "left" };
  }
  if (seen.done) return { kind: "whole", text, ...usage };
  // The SDK ends a stream quietly when it was aborted.
  return signal.aborted ? { kind: "hung" } : { kind: "unclean" };
}

function failure(error: unknown, { question: { stream }, seen, signal }: Call): ClientEnd {
  if (signal.aborted) return { kind: "hung" };
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
