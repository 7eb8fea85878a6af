import type { Answer } from "../../spec/answer.ts";
import type { AnswerFrame, AnswerWriter } from "../../spec/dialect.ts";
import { ParleyError } from "../../spec/errors.ts";
import type { StreamEnd, StreamEvent } from "../../spec/event.ts";
import type { Finish } from "../../spec/finish.ts";
import { BlockQueue } from "./block-queue.ts";
import { failureEvent } from "./problem.ts";
import { stopMembers } from "./stop-reason.ts";
import { presentUsage, usageAtStart } from "./usage.ts";
import { presentContent } from "./write-content.ts";

/** The last event of every stream that went well. */
const lastEvent = event("message_stop", {});

/** Writes one answer as a message, whole or as a stream. Of several choices it knows the first: there is no word for more. */
export class MessageWriter implements AnswerWriter {
  readonly streamType = "text/event-stream; charset=utf-8";
  readonly #frame: AnswerFrame;
  readonly #stops: readonly string[];
  readonly #blocks = new BlockQueue(event);
  /** Calls with free text, of which the protocol knows nothing: their text becomes one member of an object. */
  readonly #custom = new Map<number, string>();
  #model: string;
  #begun = false;
  #refused = false;
  #finish: Finish | undefined;
  #forwarded = false;

  /** `stops` are the stop sequences of the request. */
  constructor(frame: AnswerFrame, stops: readonly string[]) {
    this.#frame = frame;
    this.#stops = stops;
    this.#model = frame.model;
  }

  event(given: Exclude<StreamEvent, StreamEnd>): string | Uint8Array {
    if (given.type === "source-bytes") {
      this.#forwarded = true;
      return given.bytes;
    }
    if (given.type === "start") {
      this.#model = given.model;
      return "";
    }
    if (given.type === "embedding") throw new ParleyError("upstream_invalid");
    return given.choice === 0 ? this.#begin() + this.#content(given) : "";
  }

  end(given: StreamEnd): string {
    if (this.#forwarded) return lastEvent;
    this.#model = given.model ?? this.#model;
    const begin = this.#begin();
    const contents = { calls: this.#blocks.hasCalls, refused: this.#refused };
    const delta = stopMembers(this.#finish, contents, this.#stops);
    const rest = this.#blocks.finish();
    return begin + rest + event("message_delta", { delta, usage: presentUsage(given.usage) }) + lastEvent;
  }

  failure(error: ParleyError): string {
    return failureEvent(error, `req_${this.#frame.id}`);
  }

  whole(answer: Answer): object {
    const [choice] = answer.choices;
    if (choice === undefined) throw new ParleyError("upstream_truncated");
    const contents = {
      calls: choice.toolCalls.some((call) => call !== undefined),
      refused: choice.refusal !== "",
    };
    return {
      ...this.#head(answer.model ?? this.#frame.model),
      content: presentContent(choice),
      ...stopMembers(choice.finish, contents, this.#stops),
      usage: presentUsage(answer.usage),
    };
  }

  #head(model: string): object {
    return { id: `msg_${this.#frame.id}`, type: "message", role: "assistant", model, container: null };
  }

  /** With the first event that is ours to write: what is forwarded begins by itself. */
  #begin(): string {
    if (this.#begun) return "";
    this.#begun = true;
    const message = {
      ...this.#head(this.#model),
      content: [],
      stop_reason: null,
      stop_sequence: null,
      stop_details: null,
      usage: usageAtStart,
    };
    return event("message_start", { message });
  }

  #content(given: Exclude<StreamEvent, { type: "source-bytes" | "start" | "end" | "embedding" }>): string {
    switch (given.type) {
      case "text-delta":
        return this.#blocks.text(given.text);
      case "refusal-delta":
        this.#refused ||= given.text !== "";
        return this.#blocks.text(given.text);
      case "reasoning-delta":
        return this.#blocks.thought(given.text);
      case "reasoning-seal":
        return this.#blocks.seal(given.seal);
      case "annotation":
        return this.#blocks.citation(given.annotation);
      case "tool-call-start":
        if (given.kind === "custom") this.#custom.set(given.index, "");
        return this.#blocks.call(given.index, given.callId, given.name, given.seal);
      case "tool-call-delta":
        return this.#callInput(given.index, given.text);
      case "choice-finish": {
        this.#finish = given.finish;
        let texts = "";
        for (const [index, text] of this.#custom)
          texts += this.#blocks.callInput(index, JSON.stringify({ input: text }));
        return texts + this.#blocks.finish();
      }
    }
  }

  /** A free text is one member of an object, which can be written when it is whole. */
  #callInput(index: number, text: string): string {
    const before = this.#custom.get(index);
    if (before === undefined) return this.#blocks.callInput(index, text);
    this.#custom.set(index, before + text);
    return "";
  }
}

function event(type: string, members: object): string {
  return `event: ${type}\ndata: ${JSON.stringify({ type, ...members })}\n\n`;
}
