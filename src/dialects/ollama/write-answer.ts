import type { Answer } from "../../spec/answer.ts";
import type { AnswerFrame, AnswerWriter } from "../../spec/dialect.ts";
import type { ParleyError } from "../../spec/errors.ts";
import type { StreamEnd, StreamEvent } from "../../spec/event.ts";
import type { Finish } from "../../spec/finish.ts";
import { type Form, lineOf, type Written } from "./lines.ts";
import { problemBody } from "./problem.ts";

interface Call {
  readonly callId: string;
  readonly name: string;
  text: string;
}

/** Writes an answer as lines of JSON. A call is one line when it is whole: the protocol knows no pieces of calls. */
export class LineWriter implements AnswerWriter {
  readonly streamType = "application/x-ndjson";
  readonly #form: Form;
  readonly #frame: AnswerFrame;
  #calls = new Map<number, Call>();
  #finish: Finish | undefined;

  constructor(form: Form, frame: AnswerFrame) {
    this.#form = form;
    this.#frame = frame;
  }

  event(event: Exclude<StreamEvent, StreamEnd>): string {
    // There is one choice in this protocol.
    if ("choice" in event && event.choice !== 0) return "";
    switch (event.type) {
      case "text-delta":
        return this.#line({ text: event.text, logprobs: event.logprobs });
      case "refusal-delta":
        return this.#line({ text: event.text });
      case "reasoning-delta":
        return this.#line({ thinking: event.text });
      case "tool-call-start":
        this.#calls.set(event.index, { callId: event.callId, name: event.name, text: "" });
        return "";
      case "tool-call-delta": {
        const call = this.#calls.get(event.index);
        if (call !== undefined) call.text += event.text;
        return "";
      }
      case "choice-finish": {
        this.#finish = event.finish;
        return this.#calls.size === 0 ? "" : this.#line({ calls: [...this.#calls.values()] });
      }
      default:
        return ""; // the protocol has no place for it
    }
  }

  end({ usage }: StreamEnd): string {
    const finish = this.#finish;
    return `${JSON.stringify(lineOf(this.#form, this.#frame, {}, { finish, usage }))}\n`;
  }

  failure(error: ParleyError): string {
    return `${JSON.stringify(problemBody(error))}\n`;
  }

  whole({ choices, usage }: Answer): object {
    const [choice] = choices;
    const written: Written =
      choice === undefined
        ? {}
        : {
            text: choice.text + choice.refusal,
            thinking: choice.reasoning,
            calls: choice.toolCalls,
            logprobs: choice.logprobs,
          };
    return lineOf(this.#form, this.#frame, written, { finish: choice?.finish, usage });
  }

  #line(written: Written): string {
    return `${JSON.stringify(lineOf(this.#form, this.#frame, written))}\n`;
  }
}
