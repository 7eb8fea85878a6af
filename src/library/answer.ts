import type { Answer, Choice } from "../spec/answer.ts";
import type { EmbeddingEvent, SourceBytes, StreamEvent, TokenLogprob } from "../spec/event.ts";
import type { Finish } from "../spec/finish.ts";
import type { Usage } from "../spec/usage.ts";

/** The model asks for a tool. */
export interface ToolCallAnswer {
  readonly callId: string;
  readonly name: string;
  /** JSON text for a function, free text for a custom tool. */
  readonly arguments: string;
}

/** One choice of an answer. */
export interface ChoiceAnswer {
  readonly text: string;
  /** Why the model will not answer; absent when it does. */
  readonly refusal?: string;
  readonly reasoning?: string;
  readonly toolCalls: readonly ToolCallAnswer[];
  readonly logprobs?: readonly TokenLogprob[];
  readonly finish?: Finish;
}

/** What a model answered. The first choice's members stand beside the list, since there mostly is only one. */
export interface ChatAnswer extends ChoiceAnswer {
  readonly id: string;
  readonly model: string;
  readonly provider: string;
  /** Tokens, where the upstream says them. */
  readonly usage?: Usage;
  readonly choices: readonly ChoiceAnswer[];
}

/** A piece of a streamed answer. */
export type ChatEvent = Exclude<StreamEvent, SourceBytes | EmbeddingEvent>;

export function presentAnswer(id: string, answer: Answer): ChatAnswer {
  const choices = answer.choices.map(presentChoice);
  const first = choices[0] ?? { text: "", toolCalls: [] };
  return {
    id,
    model: answer.model ?? "",
    provider: answer.provider ?? "",
    ...(answer.usage !== undefined && { usage: answer.usage }),
    ...first,
    choices,
  };
}

function presentChoice(choice: Choice): ChoiceAnswer {
  return {
    text: choice.text,
    toolCalls: choice.toolCalls.map(({ callId, name, text }) => ({ callId, name, arguments: text })),
    ...(choice.refusal !== "" && { refusal: choice.refusal }),
    ...(choice.reasoning !== "" && { reasoning: choice.reasoning }),
    ...(choice.logprobs !== undefined && { logprobs: choice.logprobs }),
    ...(choice.finish !== undefined && { finish: choice.finish }),
  };
}
