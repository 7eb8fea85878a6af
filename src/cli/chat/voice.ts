import type { Output } from "../context.ts";
import { describeFailure } from "../failure.ts";
import { jsonLine, printable } from "../printable.ts";
import type { Reply } from "./reply.ts";

/** How answers are told. */
export interface Voice {
  /** A piece of the answer. */
  delta(text: string): void;
  /** The answer is complete; its pieces were told before. */
  reply(reply: Reply): void;
  /** There is no answer, or no more of it. */
  stopped(): void;
  failed(error: unknown): void;
}

/** What a person in a conversation is told after an answer that was not kept. */
export const asBefore = "The conversation is as it was before.";

/** What a person should know of how an answer ended. */
const endings: Readonly<Record<string, string>> = {
  length: "The answer was cut off: it reached the model's limit of tokens.",
  content_filter: "The answer was cut off by the provider's content filter.",
};

/**
 * The answer as text on standard output, and one line beside it when it ended in an uncommon way;
 * `afterFailure` is the end of that line when there is no answer.
 */
export function createPlainVoice(stdout: Output, note: (text: string) => void, afterFailure: string): Voice {
  /** The first half of a character that came in two pieces. */
  let half = "";
  let atLineStart = true;

  function write(text: string): void {
    if (text === "") return;
    stdout.write(text);
    atLineStart = text.endsWith("\n");
  }
  function endLine(): void {
    half = "";
    if (!atLineStart) write("\n");
  }
  return {
    delta(piece) {
      const text = printable(half + piece);
      const whole = /[\uD800-\uDBFF]$/.test(text) ? text.length - 1 : text.length;
      half = text.slice(whole);
      write(text.slice(0, whole));
    },
    reply(reply) {
      endLine();
      if (reply.text === "") note("The model answered nothing.");
      const ending = endings[reply.finish_reason ?? ""];
      if (ending !== undefined) note(ending);
    },
    stopped() {
      endLine();
      note(`Stopped. ${afterFailure}`.trim());
    },
    failed(error) {
      endLine();
      note(`${describeFailure(error)} ${afterFailure}`.trim());
    },
  };
}

/** One line of JSON for each event, with the members that the stream of `POST /v1/chat` has. */
export function createJsonVoice(stdout: Output): Voice {
  const fail = (code: string, message: string): void => {
    stdout.write(jsonLine({ object: "error", error: { code, message } }));
  };
  return {
    delta: (text) => void stdout.write(jsonLine({ object: "chat.delta", text })),
    reply: (reply) => void stdout.write(jsonLine(reply)),
    stopped: () => fail("cancelled", `Stopped. ${asBefore}`),
    failed: (error) => fail(codeOf(error), describeFailure(error)),
  };
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "internal";
}
