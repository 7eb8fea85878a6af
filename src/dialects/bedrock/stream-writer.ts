import type { AnswerWriter } from "../../spec/dialect.ts";
import type { ParleyError } from "../../spec/errors.ts";
import type { StreamEnd, StreamEvent } from "../../spec/event.ts";
import type { Finish } from "../../spec/finish.ts";
import type { Seal } from "../../spec/item.ts";
import { presentAnswer } from "./answer.ts";
import { presentCitation } from "./citations.ts";
import { streamException } from "./errors.ts";
import { frame, frameHead } from "./frames.ts";
import { signatureText } from "./seals.ts";
import { stopReason } from "./stop-reason.ts";
import { presentUsage } from "./usage.ts";

const headOf = (name: string): Buffer =>
  frameHead({ ":event-type": name, ":content-type": "application/json", ":message-type": "event" });

const heads = {
  messageStart: headOf("messageStart"),
  contentBlockStart: headOf("contentBlockStart"),
  contentBlockDelta: headOf("contentBlockDelta"),
  contentBlockStop: headOf("contentBlockStop"),
  messageStop: headOf("messageStop"),
  metadata: headOf("metadata"),
} as const;

type Kind = "text" | "thought" | "call";

/** Writes an answer as ConverseStream does: blocks one after the other, each with its number. */
export class ConverseWriter implements AnswerWriter {
  readonly streamType = "application/vnd.amazon.eventstream";
  readonly whole = presentAnswer;
  /** The block of each call, by the call's number. */
  readonly #calls = new Map<number, number>();
  #frames: Buffer[] = [];
  #begun = false;
  #open: Kind | undefined;
  #index = -1;
  /** The open text has sources: text that follows has not. */
  #cited = false;
  #finish: Finish | undefined;

  event(event: Exclude<StreamEvent, StreamEnd>): Buffer {
    this.#begin();
    this.#write(event);
    return this.#taken();
  }

  end({ usage }: StreamEnd): Buffer {
    this.#begin();
    this.#close();
    this.#frame("messageStop", { stopReason: stopReason(this.#finish) });
    const figures = presentUsage(usage);
    this.#frame("metadata", { ...(figures !== undefined && { usage: figures }) });
    return this.#taken();
  }

  failure(error: ParleyError): Buffer {
    const head = frameHead({
      ":exception-type": streamException(error),
      ":content-type": "application/json",
      ":message-type": "exception",
    });
    return frame(head, { message: error.message });
  }

  #write(event: Exclude<StreamEvent, StreamEnd>): void {
    switch (event.type) {
      case "text-delta":
      case "refusal-delta":
        if (this.#cited) this.#close();
        this.#inBlock("text");
        return this.#delta({ text: event.text });
      case "reasoning-delta":
        this.#inBlock("thought");
        return this.#delta({ reasoningContent: { text: event.text } });
      case "reasoning-seal":
        return this.#seal(event.seal);
      case "annotation":
        this.#inBlock("text");
        this.#cited = true;
        return this.#delta({ citation: presentCitation(event.annotation) });
      case "tool-call-start": {
        this.#close();
        this.#inBlock("call");
        this.#calls.set(event.index, this.#index);
        const { callId: toolUseId, name } = event;
        return this.#frame("contentBlockStart", {
          contentBlockIndex: this.#index,
          start: { toolUse: { toolUseId, name } },
        });
      }
      case "tool-call-delta":
        return this.#delta({ toolUse: { input: event.text } }, this.#calls.get(event.index));
      case "choice-finish":
        this.#finish = event.finish;
    }
  }

  #seal(seal: Seal): void {
    this.#inBlock("thought");
    const hidden = seal.maker === "bedrock" && seal.hidden === true;
    this.#delta({
      reasoningContent: hidden ? { redactedContent: seal.data } : { signature: signatureText(seal) },
    });
    this.#close();
  }

  #begin(): void {
    if (this.#begun) return;
    this.#begun = true;
    this.#frame("messageStart", { role: "assistant" });
  }

  /** Begins a block of this kind unless one is open. */
  #inBlock(kind: Kind): void {
    if (this.#open === kind) return;
    this.#close();
    this.#open = kind;
    this.#index++;
  }

  #close(): void {
    if (this.#open === undefined) return;
    this.#frame("contentBlockStop", { contentBlockIndex: this.#index });
    this.#open = undefined;
    this.#cited = false;
  }

  #delta(delta: object, contentBlockIndex = this.#index): void {
    this.#frame("contentBlockDelta", { contentBlockIndex, delta });
  }

  #frame(name: keyof typeof heads, body: object): void {
    this.#frames.push(frame(heads[name], body));
  }

  #taken(): Buffer {
    const [first] = this.#frames;
    const bytes = this.#frames.length === 1 && first !== undefined ? first : Buffer.concat(this.#frames);
    this.#frames = [];
    return bytes;
  }
}
