import type { Answer, Choice, ToolCall } from "../../../spec/answer.ts";
import { ParleyError } from "../../../spec/errors.ts";
import type { Annotation, Seal } from "../../../spec/item.ts";
import type { StreamEnd, StreamEvent, TokenLogprob } from "../../../spec/event.ts";
import type { Finish } from "../../../spec/finish.ts";
import type { Usage } from "../../../spec/usage.ts";
import type { AnswerWriter } from "../../../spec/dialect.ts";
import { presentCallSeal, presentThought, presentThoughts } from "./reasoning-details.ts";

/** What of the request the answer repeats. */
export interface Frame {
  /** `chatcmpl-…` or `cmpl-…`. */
  readonly id: string;
  /** Unix seconds. */
  readonly created: number;
  /** The name asked for, until a target says its own. */
  readonly model: string;
  readonly includeUsage: boolean;
  /** The caller uses `functions`, the older form of tools. */
  readonly legacyFunctions: boolean;
}

const finishWords: Readonly<Record<Finish["unified"], string>> = {
  stop: "stop",
  length: "length",
  "tool-calls": "tool_calls",
  "content-filter": "content_filter",
};

/** The protocol's word for why a choice ended. */
export function finishReason(finish: Finish | undefined): string {
  if (finish === undefined) throw new ParleyError("upstream_truncated");
  return finishWords[finish.unified];
}

/** Usage as the protocol has it; `undefined` where a required figure is unknown: unknown is not 0. */
export function presentUsage(usage: Usage | undefined): object | undefined {
  if (usage?.inputTokens === undefined || usage.outputTokens === undefined) return undefined;
  const prompt = figures({
    cached_tokens: usage.cachedTokens,
    cache_write_tokens: usage.cacheWriteTokens,
    audio_tokens: usage.inputAudioTokens,
    image_tokens: usage.inputImageTokens,
  });
  const completion = figures({
    reasoning_tokens: usage.reasoningTokens,
    audio_tokens: usage.outputAudioTokens,
    image_tokens: usage.outputImageTokens,
  });
  return {
    prompt_tokens: usage.inputTokens,
    completion_tokens: usage.outputTokens,
    total_tokens: usage.inputTokens + usage.outputTokens,
    ...(prompt !== undefined && { prompt_tokens_details: prompt }),
    ...(completion !== undefined && { completion_tokens_details: completion }),
  };
}

/** Those that are known; `undefined` when none is. */
function figures(all: Readonly<Record<string, number | undefined>>): object | undefined {
  const known = Object.entries(all).filter(([, figure]) => figure !== undefined);
  return known.length === 0 ? undefined : Object.fromEntries(known);
}

/** A whole answer of the chat dialect. */
export function presentChat(answer: Answer, frame: Frame): object {
  return {
    id: frame.id,
    object: "chat.completion",
    created: frame.created,
    model: answer.model ?? frame.model,
    choices: answer.choices.map((choice, index) => presentChoice(choice, index, frame)),
    usage: presentUsage(answer.usage),
  };
}

function presentChoice(choice: Choice, index: number, frame: Frame): object {
  const hasText = choice.text !== "" || (choice.toolCalls.length === 0 && choice.refusal === "");
  const [first] = choice.toolCalls;
  const legacy = frame.legacyFunctions && first !== undefined;
  const thoughts = presentThoughts(choice);
  return {
    index,
    message: {
      role: "assistant",
      content: hasText ? choice.text : null,
      refusal: choice.refusal === "" ? null : choice.refusal,
      ...(choice.reasoning !== "" && { reasoning_content: choice.reasoning }),
      ...(thoughts.length > 0 && { reasoning_details: thoughts }),
      ...(legacy && { function_call: { name: first.name, arguments: first.text } }),
      ...(first !== undefined && !legacy && { tool_calls: choice.toolCalls.map(presentToolCall) }),
      annotations: choice.annotations.map(presentAnnotation),
    },
    logprobs:
      choice.logprobs === undefined ? null : { content: choice.logprobs.map(presentLogprob), refusal: null },
    finish_reason: legacy ? "function_call" : finishReason(choice.finish),
  };
}

function presentToolCall(call: ToolCall): object {
  return call.kind === "custom"
    ? { id: call.callId, type: "custom", custom: { name: call.name, input: call.text } }
    : { id: call.callId, type: "function", function: { name: call.name, arguments: call.text } };
}

/** The protocol knows citations of web pages alone; those of documents keep their own type. */
function presentAnnotation(annotation: Annotation): object {
  const { start, end, title, quote } = annotation;
  const common = { start_index: start, end_index: end, ...(title !== undefined && { title }) };
  if (annotation.type === "url") {
    return { type: "url_citation", url_citation: { url: annotation.url, ...common } };
  }
  const { document, place } = annotation;
  return {
    type: "document_citation",
    document_citation: {
      document_index: document,
      ...common,
      ...(quote !== undefined && { cited_text: quote }),
      ...(place !== undefined && { place }),
    },
  };
}

function presentLogprob(logprob: TokenLogprob): object {
  const { token, logprob: value, bytes, top } = logprob;
  return { token, logprob: value, bytes, top_logprobs: top };
}

/** A stream of the chat dialect. */
export class ChatRenderer implements Pick<AnswerWriter, "event" | "end"> {
  readonly #frame: Frame;
  readonly #begun = new Set<number>();
  readonly #custom = new Set<string>();
  readonly #thoughts = new RunningThoughts();
  /** Whether the upstream's own bytes went out: they hold the usage where it was asked for. */
  #forwarded = false;
  /** What every chunk begins with, up to the choices; made again when the model is known. */
  #head = "";

  constructor(frame: Frame) {
    this.#frame = frame;
    this.#headFor(frame.model);
  }

  event(event: Exclude<StreamEvent, StreamEnd>): string | Uint8Array {
    switch (event.type) {
      case "source-bytes":
        this.#forwarded = true;
        return event.bytes;
      case "start":
        this.#headFor(event.model);
        return "";
      case "text-delta":
        return this.#delta(event.choice, { content: event.text }, event.logprobs);
      case "refusal-delta":
        return this.#delta(event.choice, { refusal: event.text });
      case "reasoning-delta":
        this.#thoughts.add(event.choice, event.text);
        return this.#delta(event.choice, { reasoning_content: event.text });
      case "reasoning-seal":
        return this.#delta(event.choice, {
          reasoning_details: [this.#thoughts.end(event.choice, event.seal)],
        });
      case "annotation":
        return this.#delta(event.choice, { annotations: [presentAnnotation(event.annotation)] });
      case "tool-call-start":
        return this.#delta(event.choice, { ...this.#callStart(event), ...this.#callSeal(event) });
      case "tool-call-delta":
        return this.#delta(event.choice, this.#callDelta(event));
      case "choice-finish":
        return this.#begin(event.choice) + this.#chunk(event.choice, {}, this.#finish(event.finish));
      case "embedding":
        throw new ParleyError("upstream_invalid");
    }
  }

  end(event: StreamEnd): string {
    const wanted = this.#frame.includeUsage && !this.#forwarded;
    const usage = wanted ? presentUsage(event.usage) : undefined;
    const last = usage === undefined ? "" : `${this.#head}"choices":[],"usage":${JSON.stringify(usage)}}\n\n`;
    return `${last}data: [DONE]\n\n`;
  }

  #headFor(model: string): void {
    const { id, created } = this.#frame;
    const object = "chat.completion.chunk";
    this.#head = `data: ${JSON.stringify({ id, object, created, model }).slice(0, -1)},`;
  }

  #delta(choice: number, delta: object, logprobs?: readonly TokenLogprob[]): string {
    return this.#begin(choice) + this.#chunk(choice, delta, null, logprobs);
  }

  /** The first chunk of a choice names the role. */
  #begin(choice: number): string {
    if (this.#begun.has(choice)) return "";
    this.#begun.add(choice);
    return this.#chunk(choice, { role: "assistant", content: "", refusal: null }, null);
  }

  #chunk(index: number, delta: object, finish: string | null, logprobs?: readonly TokenLogprob[]): string {
    const shown = logprobs === undefined ? null : { content: logprobs.map(presentLogprob), refusal: null };
    const choice = JSON.stringify({ index, delta, logprobs: shown, finish_reason: finish });
    return `${this.#head}"choices":[${choice}]${this.#frame.includeUsage ? ',"usage":null' : ""}}\n\n`;
  }

  #callStart(event: Extract<StreamEvent, { type: "tool-call-start" }>): object {
    const { index, callId: id, name, kind } = event;
    if (this.#frame.legacyFunctions) return { function_call: { name, arguments: "" } };
    if (kind === "custom") {
      this.#custom.add(`${event.choice}/${index}`);
      return { tool_calls: [{ index, id, type: "custom", custom: { name, input: "" } }] };
    }
    return { tool_calls: [{ index, id, type: "function", function: { name, arguments: "" } }] };
  }

  #callSeal({ choice, callId, seal }: Extract<StreamEvent, { type: "tool-call-start" }>): object {
    if (seal === undefined) return {};
    return { reasoning_details: [presentCallSeal(callId, seal, this.#thoughts.next(choice))] };
  }

  #callDelta(event: Extract<StreamEvent, { type: "tool-call-delta" }>): object {
    const { index, text } = event;
    if (this.#frame.legacyFunctions) return { function_call: { arguments: text } };
    if (this.#custom.has(`${event.choice}/${index}`))
      return { tool_calls: [{ index, custom: { input: text } }] };
    return { tool_calls: [{ index, function: { arguments: text } }] };
  }

  #finish(finish: Finish): string {
    const word = finishReason(finish);
    return this.#frame.legacyFunctions && word === "tool_calls" ? "function_call" : word;
  }
}

/** The thoughts of a stream: each is told whole when it ends with a seal. */
class RunningThoughts {
  readonly #texts = new Map<number, string>();
  readonly #counts = new Map<number, number>();

  add(choice: number, text: string): void {
    this.#texts.set(choice, (this.#texts.get(choice) ?? "") + text);
  }

  end(choice: number, seal: Seal): object {
    const text = this.#texts.get(choice) ?? "";
    this.#texts.delete(choice);
    return presentThought(text, seal, this.next(choice));
  }

  /** The position of the next detail. */
  next(choice: number): number {
    const index = this.#counts.get(choice) ?? 0;
    this.#counts.set(choice, index + 1);
    return index;
  }
}
