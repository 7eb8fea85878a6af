import { queryOptions } from "@tanstack/react-query";
import { EventSourceParserStream } from "eventsource-parser/stream";
import { allPages } from "./all-pages.ts";
import { ApiError } from "./api-error.ts";
import { ask, send } from "./ask.ts";
import type { ContextPreview, ConversationItem } from "./conversations.ts";

/** A picture of the reader's, as a `data:` address. */
export interface Picture {
  readonly name: string;
  readonly address: string;
}

/** What is asked; the names are those of `POST /v1/responses`. */
export interface ResponseRequest {
  readonly model: string;
  readonly input: string | readonly object[];
  readonly instructions?: string;
  readonly previous_response_id?: string;
  readonly temperature?: number;
  readonly top_p?: number;
  readonly max_output_tokens?: number;
  readonly reasoning?: { readonly effort: string };
  readonly tools?: readonly object[];
  readonly tool_choice?: string;
  readonly text?: { readonly format?: object; readonly verbosity?: string };
}

export interface ResponseUsage {
  readonly input_tokens: number;
  readonly output_tokens: number;
  readonly input_tokens_details?: { readonly cached_tokens?: number };
}

export interface ToolCall {
  readonly call_id: string;
  readonly name: string;
  readonly arguments: string;
}

/** What an answer has come to; each member is whole by itself. */
export type ResponseStep =
  | {
      readonly type: "begun";
      readonly id: string;
      /** Of the call, as the list of requests has it. */
      readonly requestId: string | null;
      readonly route: string | null;
      /** What was sent of what was said before, in short; nothing where nothing was said before. */
      readonly context: string | null;
    }
  | { readonly type: "text"; readonly delta: string }
  | { readonly type: "thought"; readonly delta: string }
  | { readonly type: "call"; readonly call: ToolCall }
  | {
      readonly type: "end";
      readonly status: "completed" | "incomplete";
      readonly why: string | null;
      readonly model: string;
      readonly usage: ResponseUsage | null;
    };

interface Event {
  readonly type: string;
  readonly delta?: string;
  readonly message?: string;
  readonly code?: string | null;
  readonly item?: { readonly type: string } & Partial<ToolCall>;
  readonly response?: {
    readonly id: string;
    readonly model: string;
    readonly status: string;
    readonly usage: ResponseUsage | null;
    readonly incomplete_details?: { readonly reason: string } | null;
    readonly error?: { readonly message: string; readonly code: string } | null;
  };
}

/** Asks a model, and tells step by step what comes. Fails with an `ApiError`; a cut stream is a failure, too. */
export async function* streamResponse(
  request: ResponseRequest,
  signal: AbortSignal,
): AsyncGenerator<ResponseStep, void> {
  const response = await send("/v1/responses", {
    method: "POST",
    body: { ...request, stream: true },
    signal,
  });
  const notes = {
    requestId: response.headers.get("x-request-id"),
    route: response.headers.get("x-parley-route"),
    context: response.headers.get("x-parley-context"),
  };
  if (response.body === null) throw new ApiError("The answer is empty.", { status: 0 });
  const events = response.body
    .pipeThrough(new TextDecoderStream())
    .pipeThrough(new EventSourceParserStream());
  let ended = false;
  for await (const { data } of events) {
    const step = stepOf(JSON.parse(data) as Event, notes);
    if (step === undefined) continue;
    ended ||= step.type === "end";
    yield step;
  }
  if (!ended) throw new ApiError("The answer was cut off.", { status: 0, code: "cut" });
}

type Notes = Pick<Extract<ResponseStep, { type: "begun" }>, "requestId" | "route" | "context">;

function stepOf(event: Event, notes: Notes): ResponseStep | undefined {
  const { type, delta = "", response, item } = event;
  if (type === "response.created" && response !== undefined)
    return { type: "begun", id: response.id, ...notes };
  if (type === "response.output_text.delta" || type === "response.refusal.delta")
    return { type: "text", delta };
  if (type === "response.reasoning_summary_text.delta" || type === "response.reasoning_text.delta")
    return { type: "thought", delta };
  if (type === "response.output_item.done" && item?.type === "function_call") {
    const { call_id = "", name = "", arguments: words = "" } = item;
    return { type: "call", call: { call_id, name, arguments: words } };
  }
  if (type === "error") throw new ApiError(event.message ?? "", { status: 200, code: event.code ?? null });
  if (type === "response.failed")
    throw new ApiError(response?.error?.message ?? "", { status: 200, code: response?.error?.code ?? null });
  if ((type === "response.completed" || type === "response.incomplete") && response !== undefined) {
    return {
      type: "end",
      status: type === "response.completed" ? "completed" : "incomplete",
      why: response.incomplete_details?.reason ?? null,
      model: response.model,
      usage: response.usage,
    };
  }
  return undefined;
}

/** What an input has tokens by. */
export type Counted = Pick<
  ResponseRequest,
  "model" | "input" | "instructions" | "previous_response_id" | "tools" | "text"
>;

/** How many tokens an input has, with what was said before. */
export async function countTokens(request: Counted, signal: AbortSignal): Promise<number> {
  const counted = await ask<{ input_tokens: number }>("/v1/responses/input_tokens", {
    method: "POST",
    body: request,
    signal,
  });
  return counted.input_tokens;
}

/** What a model would be sent for this call, and why; see `POST /v1/responses/context`. Nothing is sent. */
export function contextOfResponse(request: ResponseRequest) {
  return queryOptions({
    queryKey: ["response-context", request],
    queryFn: ({ signal }) =>
      ask<ContextPreview>("/v1/responses/context", { method: "POST", body: request, signal }),
    staleTime: 0,
    gcTime: 0,
  });
}

/** What was said in one response: what it was asked, and what it answered, each with the id by which records name it. */
export function storedItemsOf(id: string) {
  const path = `/v1/responses/${encodeURIComponent(id)}`;
  return queryOptions({
    queryKey: ["response-items", id],
    queryFn: async ({ signal }): Promise<readonly ConversationItem[]> => {
      const [input, { output }] = await Promise.all([
        allPages<ConversationItem>(`${path}/input_items`, { order: "asc" }, signal),
        ask<{ readonly output: readonly ConversationItem[] }>(path, { signal }),
      ]);
      return [...input, ...output];
    },
    staleTime: Infinity,
  });
}
