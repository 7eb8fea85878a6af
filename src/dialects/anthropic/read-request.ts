import { validate } from "../../lib/validate.ts";
import type { AnswerFrame, DialectRequest } from "../../spec/dialect.ts";
import { countable } from "./countable.ts";
import { MessageWriter } from "./message-writer.ts";
import { countRequest, messagesRequest } from "./schema.ts";
import { MessagesTask } from "./task.ts";

type Kind<K extends DialectRequest["kind"]> = Extract<DialectRequest, { kind: K }>;

/** What `POST /v1/messages` asks for. */
export interface MessagesAsked extends Kind<"answer"> {
  readonly task: MessagesTask;
  writer(frame: AnswerFrame): MessageWriter;
}

/** What `POST /v1/messages/count_tokens` asks for. */
export interface CountAsked extends Kind<"count"> {
  readonly task: MessagesTask;
}

/** Reads the body of `POST /v1/messages`. Fails with the path of the first fault. */
export function readMessages(body: unknown): MessagesAsked {
  const request = validate(messagesRequest, body);
  return {
    kind: "answer",
    task: new MessagesTask(request),
    model: request.model,
    stream: request.stream === true,
    writer: (frame) => new MessageWriter(frame, request.stop_sequences ?? []),
  };
}

/** Reads the body of `POST /v1/messages/count_tokens`. Fails with the path of the first fault. */
export function readCount(body: unknown): CountAsked {
  const request = validate(countRequest, body);
  return {
    kind: "count",
    task: new MessagesTask(countable(request)),
    model: request.model,
    present: (inputTokens) => ({ input_tokens: inputTokens }),
  };
}
