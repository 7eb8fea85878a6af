import type { Answer } from "../../../spec/answer.ts";
import { ParleyError } from "../../../spec/errors.ts";
import type { StreamEnd, StreamEvent, TokenLogprob } from "../../../spec/event.ts";
import { finishReason, type Frame, presentUsage } from "../chat/present.ts";
import type { AnswerWriter } from "../../../spec/dialect.ts";

/** What is put in front of a choice's text: its prompt where the caller wants it back, or nothing. */
type Echo = (choice: number) => string;

/** A whole answer of the completions dialect. */
export function presentCompletion(answer: Answer, frame: Frame, echo: Echo): object {
  return {
    id: frame.id,
    object: "text_completion",
    created: frame.created,
    model: answer.model ?? frame.model,
    choices: answer.choices.map((choice, index) => ({
      text: echo(index) + choice.text,
      index,
      logprobs: choice.logprobs === undefined ? null : presentLogprobs(choice.logprobs, echo(index).length),
      finish_reason: finishReason(choice.finish),
    })),
    usage: presentUsage(answer.usage),
  };
}

/** The older form: lists side by side instead of a list of tokens. */
function presentLogprobs(logprobs: readonly TokenLogprob[], from: number): object {
  let offset = from;
  const offsets = logprobs.map(({ token }) => {
    const at = offset;
    offset += token.length;
    return at;
  });
  return {
    tokens: logprobs.map(({ token }) => token),
    token_logprobs: logprobs.map(({ logprob }) => logprob),
    top_logprobs: logprobs.map(({ top }) =>
      Object.fromEntries(top.map(({ token, logprob }) => [token, logprob])),
    ),
    text_offset: offsets,
  };
}

/** A stream of the completions dialect: each chunk is shaped like the whole. */
export class CompletionRenderer implements Pick<AnswerWriter, "event" | "end"> {
  readonly #frame: Frame;
  readonly #echo: Echo;
  #model: string;
  /** Whether the upstream's own bytes went out: they hold the usage where it was asked for. */
  #forwarded = false;
  /** Characters of each choice that were sent, for the offsets of log probabilities. */
  readonly #sent = new Map<number, number>();

  constructor(frame: Frame, echo: Echo) {
    this.#frame = frame;
    this.#echo = echo;
    this.#model = frame.model;
  }

  event(event: Exclude<StreamEvent, StreamEnd>): string | Uint8Array {
    switch (event.type) {
      case "source-bytes":
        this.#forwarded = true;
        return event.bytes;
      case "start":
        this.#model = event.model;
        return "";
      case "text-delta":
        return this.#chunk(event.choice, event.text, null, event.logprobs);
      case "refusal-delta":
        return this.#chunk(event.choice, event.text, null);
      case "choice-finish":
        return this.#chunk(event.choice, "", finishReason(event.finish));
      case "reasoning-delta":
      case "reasoning-seal":
      case "annotation":
      case "tool-call-start":
      case "tool-call-delta":
        return ""; // this dialect has no place for them
      case "embedding":
        throw new ParleyError("upstream_invalid");
    }
  }

  end(event: StreamEnd): string {
    const wanted = this.#frame.includeUsage && !this.#forwarded;
    const usage = wanted ? presentUsage(event.usage) : undefined;
    const last = usage === undefined ? "" : this.#line({ choices: [], usage });
    return `${last}data: [DONE]\n\n`;
  }

  #chunk(index: number, text: string, finish: string | null, logprobs?: readonly TokenLogprob[]): string {
    const echo = this.#sent.has(index) ? "" : this.#echo(index);
    const from = (this.#sent.get(index) ?? 0) + echo.length;
    this.#sent.set(index, from + text.length);
    const shown = logprobs === undefined ? null : presentLogprobs(logprobs, from);
    return this.#line({
      choices: [{ text: echo + text, index, logprobs: shown, finish_reason: finish }],
      ...(this.#frame.includeUsage && { usage: null }),
    });
  }

  #line(rest: object): string {
    const { id, created } = this.#frame;
    return `data: ${JSON.stringify({ id, object: "text_completion", created, model: this.#model, ...rest })}\n\n`;
  }
}
