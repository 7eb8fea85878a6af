import type { Answer, Choice } from "../../spec/answer.ts";
import type { AnswerFrame, AnswerWriter } from "../../spec/dialect.ts";
import type { ParleyError } from "../../spec/errors.ts";
import type { StreamEnd, StreamEvent, TokenLogprob } from "../../spec/event.ts";
import type { Finish } from "../../spec/finish.ts";
import type { Annotation } from "../../spec/item.ts";
import { finishReason } from "./finishes.ts";
import { groundingMetadata } from "./grounding.ts";
import { callPiece, logprobsResult, type OpenCall, type Piece, sealPiece } from "./pieces.ts";
import { problemBody } from "./problem.ts";
import { usageMetadata } from "./usage.ts";

export interface WriterOptions {
  /** Whether the client asked to see thoughts. Signatures it gets in any case. */
  readonly thoughts: boolean;
  /** Server-sent events, or else one JSON list that grows. */
  readonly events: boolean;
}

/** What is known of a choice under way. */
interface ChoiceState {
  /** Kept for the positions of its sources. */
  text: string;
  readonly calls: Map<number, OpenCall>;
  readonly annotations: Annotation[];
  finish: Finish | undefined;
}

/** Writes an answer of `generateContent` or `streamGenerateContent`. */
export class GeminiWriter implements AnswerWriter {
  readonly #frame: AnswerFrame;
  readonly #options: WriterOptions;
  readonly #choices = new Map<number, ChoiceState>();
  #begun = false;

  constructor(frame: AnswerFrame, options: WriterOptions) {
    this.#frame = frame;
    this.#options = options;
  }

  get streamType(): string {
    return this.#options.events ? "text/event-stream" : "application/json; charset=UTF-8";
  }

  event(event: Exclude<StreamEvent, StreamEnd>): string {
    if (!("choice" in event)) return "";
    const state = this.#state(event.choice);
    switch (event.type) {
      case "tool-call-start":
        state.calls.set(event.index, {
          callId: event.callId,
          name: event.name,
          seal: event.seal,
          text: "",
        });
        return "";
      case "tool-call-delta": {
        const call = state.calls.get(event.index);
        if (call !== undefined) call.text += event.text;
        return "";
      }
      case "annotation":
        state.annotations.push(event.annotation);
        return "";
      case "choice-finish":
        state.finish = event.finish;
        return this.#flushed(event.choice, state, []);
      case "reasoning-delta":
        if (!this.#options.thoughts || event.text === "") return "";
        return this.#flushed(event.choice, state, [{ text: event.text, thought: true }]);
      case "reasoning-seal":
        return this.#flushed(event.choice, state, [sealPiece(event.seal)]);
      default:
        return this.#text(event, state);
    }
  }

  /** Each choice says at last why it finished, and where its text is from. */
  end({ usage, model }: StreamEnd): string {
    const candidates = [...this.#choices].map(([index, { finish, text, annotations }]) => ({
      content: { parts: [{ text: "" }], role: "model" },
      ...(finish !== undefined && { finishReason: finishReason(finish) }),
      index,
      groundingMetadata: groundingMetadata(text, annotations),
    }));
    const chunk = {
      candidates,
      ...(usage !== undefined && { usageMetadata: usageMetadata(usage) }),
      ...this.#closing(model),
    };
    return this.#chunk(chunk) + (this.#options.events ? "" : "]");
  }

  failure(error: ParleyError): string {
    return this.#chunk(problemBody(error)) + (this.#options.events ? "" : "]");
  }

  whole(answer: Answer): object {
    return {
      candidates: answer.choices.map((choice, index) => this.#candidate(choice, index)),
      ...(answer.usage !== undefined && { usageMetadata: usageMetadata(answer.usage) }),
      ...this.#closing(answer.model),
    };
  }

  #candidate(choice: Choice, index: number): object {
    const parts: Piece[] = [];
    for (const { text, seal } of choice.thoughts) {
      if (text !== "" && this.#options.thoughts) parts.push({ text, thought: true });
      if (seal !== undefined) parts.push(sealPiece(seal));
    }
    const text = choice.text + choice.refusal;
    if (text !== "") parts.push({ text });
    // A list with holes where an upstream counted on: `filter` passes them over.
    parts.push(...choice.toolCalls.filter(() => true).map(callPiece));
    return {
      content: { parts: parts.length > 0 ? parts : [{ text: "" }], role: "model" },
      ...(choice.finish !== undefined && { finishReason: finishReason(choice.finish) }),
      index,
      groundingMetadata: groundingMetadata(text, choice.annotations),
      ...(choice.logprobs !== undefined && { logprobsResult: logprobsResult(choice.logprobs) }),
    };
  }

  #text(
    event: { readonly choice: number; readonly text: string; readonly logprobs?: readonly TokenLogprob[] },
    state: ChoiceState,
  ): string {
    const { choice, text, logprobs } = event;
    if (text === "" && logprobs === undefined) return "";
    state.text += text;
    const more = logprobs === undefined ? {} : { logprobsResult: logprobsResult(logprobs) };
    return this.#flushed(choice, state, [{ text }], more);
  }

  /** The calls that are complete by now, and then these parts. */
  #flushed(index: number, state: ChoiceState, parts: readonly Piece[], more: object = {}): string {
    const calls = [...state.calls.values()].map(callPiece);
    state.calls.clear();
    const all = [...calls, ...parts];
    if (all.length === 0) return "";
    const candidates = [{ content: { parts: all, role: "model" }, index, ...more }];
    return this.#chunk({ candidates, ...this.#closing(undefined) });
  }

  #closing(model: string | undefined): object {
    return { modelVersion: model ?? this.#frame.model, responseId: this.#frame.id };
  }

  #chunk(body: object): string {
    const json = JSON.stringify(body);
    if (this.#options.events) return `data: ${json}\r\n\r\n`;
    const before = this.#begun ? ",\r\n" : "[";
    this.#begun = true;
    return before + json;
  }

  #state(choice: number): ChoiceState {
    let state = this.#choices.get(choice);
    if (state === undefined) {
      state = { text: "", calls: new Map(), annotations: [], finish: undefined };
      this.#choices.set(choice, state);
    }
    return state;
  }
}
