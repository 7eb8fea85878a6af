import type { EventStream, StreamEvent, TokenLogprob } from "../spec/event.ts";
import type { Finish } from "../spec/finish.ts";
import type { LimitState } from "../spec/limit.ts";
import type { Usage } from "../spec/usage.ts";

export interface ToolCall {
  readonly callId: string;
  readonly name: string;
  readonly kind: "function" | "custom";
  /** JSON text for a function, free text for a custom tool. */
  text: string;
}

/** One choice of an answer. */
export interface Choice {
  text: string;
  refusal: string;
  reasoning: string;
  readonly toolCalls: ToolCall[];
  logprobs: TokenLogprob[] | undefined;
  finish: Finish | undefined;
}

/** A whole answer. */
export interface Answer {
  provider: string | undefined;
  model: string | undefined;
  /** How the caller's limits stand. */
  limits: readonly LimitState[] | undefined;
  readonly choices: Choice[];
  readonly embeddings: Float32Array[];
  usage: Usage | undefined;
  /** The fast lane: the upstream's body, instead of all that is above. */
  readonly source: Uint8Array[];
}

/** Puts an answer together from its events. */
export class Collector {
  readonly answer: Answer = {
    provider: undefined,
    model: undefined,
    limits: undefined,
    choices: [],
    embeddings: [],
    usage: undefined,
    source: [],
  };

  add(event: StreamEvent): void {
    switch (event.type) {
      case "start":
        this.answer.provider = event.provider;
        this.answer.model = event.model;
        this.answer.limits = event.limits;
        break;
      case "text-delta":
        this.#text(event.choice, event.text, event.logprobs);
        break;
      case "refusal-delta":
        this.#choice(event.choice).refusal += event.text;
        break;
      case "reasoning-delta":
        this.#choice(event.choice).reasoning += event.text;
        break;
      case "tool-call-start":
        this.#choice(event.choice).toolCalls[event.index] = {
          callId: event.callId,
          name: event.name,
          kind: event.kind,
          text: "",
        };
        break;
      case "tool-call-delta": {
        const call = this.#choice(event.choice).toolCalls[event.index];
        if (call !== undefined) call.text += event.text;
        break;
      }
      case "choice-finish":
        this.#choice(event.choice).finish = event.finish;
        break;
      case "embedding":
        this.answer.embeddings[event.index] = event.vector;
        break;
      case "source-bytes":
        this.answer.source.push(event.bytes);
        break;
      case "end":
        this.answer.model = event.model ?? this.answer.model;
        this.answer.usage = event.usage;
        break;
    }
  }

  #text(index: number, text: string, logprobs: readonly TokenLogprob[] | undefined): void {
    const choice = this.#choice(index);
    choice.text += text;
    if (logprobs !== undefined) (choice.logprobs ??= []).push(...logprobs);
  }

  #choice(index: number): Choice {
    return (this.answer.choices[index] ??= {
      text: "",
      refusal: "",
      reasoning: "",
      toolCalls: [],
      logprobs: undefined,
      finish: undefined,
    });
  }
}

/** Reads a stream to its end. */
export async function collect(stream: EventStream): Promise<Answer> {
  const collector = new Collector();
  for (;;) {
    const result = await stream.next();
    if (result.done === true) return collector.answer;
    collector.add(result.value);
  }
}
