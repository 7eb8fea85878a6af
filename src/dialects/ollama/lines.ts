import { exactObject } from "../../lib/exact-json.ts";
import type { ToolCall } from "../../spec/answer.ts";
import type { AnswerFrame } from "../../spec/dialect.ts";
import type { TokenLogprob } from "../../spec/event.ts";
import type { Finish } from "../../spec/finish.ts";
import type { Usage } from "../../spec/usage.ts";

/** What a line says of the model's writing. */
export interface Written {
  readonly text?: string;
  readonly thinking?: string;
  readonly calls?: readonly Pick<ToolCall, "callId" | "name" | "text">[];
  readonly logprobs?: readonly TokenLogprob[] | undefined;
}

export interface Ending {
  readonly finish: Finish | undefined;
  readonly usage: Usage | undefined;
}

/** The two forms of a line: `/api/chat` has a message, `/api/generate` has its members in the line itself. */
export type Form = "chat" | "generate";

/** One object of a stream, or the only one of an answer that is not streamed. */
export function lineOf(form: Form, frame: AnswerFrame, written: Written, ending?: Ending): object {
  const { text = "", thinking, calls = [], logprobs } = written;
  const rest = {
    ...(thinking && { thinking }),
    ...(calls.length > 0 && { tool_calls: calls.map(callOf) }),
  };
  return {
    model: frame.model,
    created_at: new Date(frame.createdMs).toISOString(),
    ...(form === "chat"
      ? { message: { role: "assistant", content: text, ...rest } }
      : { response: text, ...rest }),
    done: ending !== undefined,
    ...(logprobs !== undefined && { logprobs: logprobs.map(logprobOf) }),
    ...(ending !== undefined && endingOf(ending)),
  };
}

function endingOf({ finish, usage }: Ending): object {
  return {
    // Ollama has no other words: calls end with `stop`, and so does what a filter ended.
    done_reason: finish?.unified === "length" ? "length" : "stop",
    // A count that is not known is left out, as Ollama does.
    ...(usage?.inputTokens !== undefined && { prompt_eval_count: usage.inputTokens }),
    ...(usage?.outputTokens !== undefined && { eval_count: usage.outputTokens }),
  };
}

function callOf({ callId, name, text }: Pick<ToolCall, "callId" | "name" | "text">, index: number): object {
  return { id: callId, function: { index, name, arguments: argumentsOf(text) } };
}

/** Arguments are an object here; what a model wrote wrongly is the member `input` of one. */
function argumentsOf(text: string): object {
  return exactObject(text === "" ? "{}" : text) ?? { input: text };
}

function logprobOf({ top, ...token }: TokenLogprob): object {
  return { ...token, ...(top.length > 0 && { top_logprobs: top }) };
}
