import type { AnswerFrame } from "../../spec/dialect.ts";
import type { ResponseStatus } from "../../spec/response.ts";
import type { ResponseRequest } from "./schema.ts";

/** What changes of a response while it is made. */
export interface ResponseState {
  readonly status: ResponseStatus;
  readonly model: string;
  readonly output: readonly object[];
  readonly usage: object | null;
  readonly error: { readonly code: string; readonly message: string } | null;
  readonly incomplete: "max_output_tokens" | "content_filter" | undefined;
  /** Unix milliseconds; `undefined` while it is being made, and where nobody knows. */
  readonly endedMs: number | undefined;
}

/** What is told of a response where responses are stored. */
export interface StoredNotes {
  readonly store: boolean;
  readonly background: boolean;
  readonly previousResponseId?: string;
  readonly conversationId?: string;
}

const nothingStored: StoredNotes = { store: false, background: false };

/**
 * A response with all members that the protocol and the Open Responses specification demand. What the request left
 * open is told as OpenAI's own servers tell it. Without `stored`, nothing is stored, whatever was asked.
 */
export function responseObject(
  frame: AnswerFrame,
  request: ResponseRequest,
  state: ResponseState,
  stored: StoredNotes = nothingStored,
): Record<string, unknown> {
  return {
    id: `resp_${frame.id}`,
    object: "response",
    created_at: Math.floor(frame.createdMs / 1000),
    status: state.status,
    background: stored.background,
    completed_at:
      state.status === "completed" && state.endedMs !== undefined ? Math.floor(state.endedMs / 1000) : null,
    error: state.error,
    incomplete_details: state.incomplete === undefined ? null : { reason: state.incomplete },
    instructions: request.instructions ?? null,
    max_output_tokens: request.max_output_tokens ?? null,
    max_tool_calls: request.max_tool_calls ?? null,
    model: state.model,
    output: state.output,
    previous_response_id: stored.previousResponseId ?? null,
    conversation: stored.conversationId === undefined ? null : { id: stored.conversationId },
    access_programs: null,
    ...sampling(request),
    ...asked(request),
    store: stored.store,
    usage: state.usage,
  };
}

function sampling(request: ResponseRequest): object {
  return {
    temperature: request.temperature ?? 1,
    top_p: request.top_p ?? 1,
    top_logprobs: request.top_logprobs ?? 0,
    presence_penalty: request.presence_penalty ?? 0,
    frequency_penalty: request.frequency_penalty ?? 0,
    truncation: request.truncation ?? "disabled",
    reasoning: { effort: request.reasoning?.effort ?? null, summary: request.reasoning?.summary ?? null },
    text: {
      format: request.text?.format ?? { type: "text" },
      verbosity: request.text?.verbosity ?? "medium",
    },
  };
}

function asked(request: ResponseRequest): object {
  return {
    tools: (request.tools ?? []).map(presentTool),
    tool_choice: request.tool_choice ?? "auto",
    parallel_tool_calls: request.parallel_tool_calls ?? true,
    metadata: request.metadata ?? {},
    service_tier: request.service_tier ?? "default",
    safety_identifier: request.safety_identifier ?? null,
    prompt_cache_key: request.prompt_cache_key ?? null,
    ...(typeof request.user === "string" && { user: request.user }),
  };
}

/** Functions are told with all their members. */
function presentTool(tool: NonNullable<ResponseRequest["tools"]>[number]): object {
  if (tool.type !== "function") return tool;
  return {
    ...tool,
    description: tool.description ?? null,
    parameters: tool.parameters ?? null,
    strict: tool.strict ?? null,
  };
}
