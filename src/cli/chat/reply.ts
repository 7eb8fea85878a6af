import type { Finish } from "../../spec/finish.ts";
import type { Usage } from "../../spec/usage.ts";

/** A whole answer, with the members of what `POST /v1/chat` answers. */
export interface Reply {
  readonly id: string;
  readonly object: "chat";
  /** Unix seconds. */
  readonly created: number;
  readonly model: string;
  readonly text: string;
  /** The token that continues the conversation. */
  readonly session: string;
  /** Its id under `/v1/conversations`. */
  readonly conversation: string;
  readonly finish_reason: string | null;
  /** `null` where the model's provider does not tell. */
  readonly usage: ReplyUsage | null;
}

interface ReplyUsage {
  readonly prompt_tokens: number;
  readonly completion_tokens: number;
  readonly total_tokens: number;
}

/** The protocol's words: `tool-calls` is `tool_calls` there. */
export function finishReason(finish: Finish | undefined): string | null {
  return finish?.unified.replaceAll("-", "_") ?? null;
}

export function replyUsage(usage: Usage | undefined): ReplyUsage | null {
  const { inputTokens, outputTokens } = usage ?? {};
  if (inputTokens === undefined || outputTokens === undefined) return null;
  return {
    prompt_tokens: inputTokens,
    completion_tokens: outputTokens,
    total_tokens: inputTokens + outputTokens,
  };
}
