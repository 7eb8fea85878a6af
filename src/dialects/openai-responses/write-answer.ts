import type { Answer } from "../../spec/answer.ts";
import type { GenerateTask } from "../../spec/call.ts";
import type { AnswerFrame, AnswerWriter } from "../../spec/dialect.ts";
import { ParleyError } from "../../spec/errors.ts";
import type { StreamEnd, StreamEvent } from "../../spec/event.ts";
import type { Finish } from "../../spec/finish.ts";
import { documentsOf } from "./annotations.ts";
import { answerEvents } from "./answer-events.ts";
import { presentError, presentFailure } from "./errors.ts";
import { EventLines } from "./event-line.ts";
import { OutputWriter } from "./output-writer.ts";
import { responseObject, type ResponseState } from "./response-object.ts";
import type { ResponseRequest } from "./schema.ts";
import { presentUsage } from "./usage.ts";

const incomplete: Partial<Readonly<Record<Finish["unified"], ResponseState["incomplete"]>>> = {
  length: "max_output_tokens",
  "content-filter": "content_filter",
};

/** One answer of the Responses dialect, as a stream or whole. */
export class ResponsesWriter implements AnswerWriter {
  readonly streamType = "text/event-stream; charset=utf-8";
  readonly #frame: AnswerFrame;
  readonly #request: ResponseRequest;
  readonly #lines = new EventLines();
  readonly #output: OutputWriter;
  #begun = false;
  #model: string;
  #finish: Finish | undefined;

  constructor(frame: AnswerFrame, request: ResponseRequest, task: GenerateTask) {
    this.#frame = frame;
    this.#request = request;
    this.#model = frame.model;
    this.#output = new OutputWriter(this.#lines, frame.id, documentsOf(task));
  }

  event(event: Exclude<StreamEvent, StreamEnd>): string {
    if (event.type === "start") this.#model = event.model;
    const begun = this.#begin();
    if ("choice" in event && event.choice !== 0) return begun;
    if (event.type === "choice-finish") this.#finish = event.finish;
    return begun + this.#output.event(event);
  }

  end(event: StreamEnd): string {
    const begun = this.#begin();
    this.#model = event.model ?? this.#model;
    const reason = this.#reason();
    const closed = this.#output.close(reason !== undefined);
    const status = reason === undefined ? "completed" : "incomplete";
    const response = this.#response(status, { usage: presentUsage(event.usage), incomplete: reason });
    return begun + closed + this.#lines.line(`response.${status}`, { response });
  }

  /**
   * Both shapes of the error at once: flat as it is documented, nested as it is sent and read. The response fails
   * behind it, for clients that wait for an event of its own.
   */
  failure(error: ParleyError): string {
    const begun = this.#begin();
    const shown = presentError(error);
    const { code, message, param } = shown;
    const told = this.#lines.line("error", { code, message, param, error: shown });
    this.#output.abandon();
    const response = this.#response("failed", { error: presentFailure(error) });
    return begun + told + this.#lines.line("response.failed", { response });
  }

  /** The same road: what a stream would end with. */
  whole(answer: Answer): object {
    for (const event of answerEvents(answer)) this.event(event);
    this.#model = answer.model ?? this.#model;
    const reason = this.#reason();
    this.#output.close(reason !== undefined);
    return this.#response(reason === undefined ? "completed" : "incomplete", {
      usage: presentUsage(answer.usage),
      incomplete: reason,
    });
  }

  /** Clients hold a stream back until they know that the answer is being made. */
  #begin(): string {
    if (this.#begun) return "";
    this.#begun = true;
    const response = this.#response("in_progress", {});
    return (
      this.#lines.line("response.created", { response }) +
      this.#lines.line("response.in_progress", { response })
    );
  }

  #reason(): ResponseState["incomplete"] {
    if (this.#finish === undefined) throw new ParleyError("upstream_truncated");
    return incomplete[this.#finish.unified];
  }

  #response(
    status: ResponseState["status"],
    state: Partial<Pick<ResponseState, "usage" | "error" | "incomplete">>,
  ): object {
    return responseObject(this.#frame, this.#request, {
      status,
      model: this.#model,
      output: this.#output.items,
      usage: state.usage ?? null,
      error: state.error ?? null,
      incomplete: state.incomplete,
    });
  }
}
