import type { Answer } from "../../spec/answer.ts";
import type { GenerateTask } from "../../spec/call.ts";
import type { AnswerFrame, AnswerWriter } from "../../spec/dialect.ts";
import { ParleyError } from "../../spec/errors.ts";
import type { StreamEnd, StreamEvent } from "../../spec/event.ts";
import type { Finish } from "../../spec/finish.ts";
import { documentsOf } from "./annotations.ts";
import { answerEvents } from "./answer-events.ts";
import { errorLine, presentFailure } from "./errors.ts";
import { EventLines } from "./event-line.ts";
import { OutputWriter } from "./output-writer.ts";
import { responseObject, type ResponseState, type StoredNotes } from "./response-object.ts";
import type { ResponseRequest } from "./schema.ts";
import { presentUsage } from "./usage.ts";

const incomplete: Partial<Readonly<Record<Finish["unified"], ResponseState["incomplete"]>>> = {
  length: "max_output_tokens",
  "content-filter": "content_filter",
};

/** Where and how an answer is kept, for servers that do. */
export interface Keeping extends StoredNotes {
  now(): number;
  /** Nobody reads the events: only the response is wanted. */
  readonly silent: boolean;
}

/** One answer of the Responses dialect, as a stream or whole. */
export class ResponsesWriter implements AnswerWriter {
  readonly streamType = "text/event-stream; charset=utf-8";
  readonly #frame: AnswerFrame;
  readonly #request: ResponseRequest;
  readonly #keeping: Keeping | undefined;
  readonly #lines: EventLines;
  readonly #output: OutputWriter;
  #begun = false;
  #model: string;
  #finish: Finish | undefined;

  constructor(frame: AnswerFrame, request: ResponseRequest, task: GenerateTask, keeping?: Keeping) {
    this.#frame = frame;
    this.#request = request;
    this.#keeping = keeping;
    this.#model = frame.model;
    this.#lines = new EventLines(0, keeping?.silent);
    // The id of a stored item leads to its response.
    this.#output = new OutputWriter(this.#lines, frame.id, documentsOf(task), keeping === undefined);
  }

  /** The items as far as they have come. */
  get items(): readonly object[] {
    return this.#output.items;
  }

  /** The first events of a stream, once: clients hold it back until they know that the answer is being made. */
  begin(): string {
    if (this.#begun) return "";
    this.#begun = true;
    const queued = this.#keeping?.background === true;
    const first = this.response(queued ? "queued" : "in_progress");
    return (
      this.#lines.line("response.created", { response: first }) +
      (queued ? this.#lines.line("response.queued", { response: first }) : "") +
      this.#lines.line("response.in_progress", { response: this.response("in_progress") })
    );
  }

  event(event: Exclude<StreamEvent, StreamEnd>): string {
    if (event.type === "start") this.#model = event.model;
    const begun = this.begin();
    if ("choice" in event && event.choice !== 0) return begun;
    if (event.type === "choice-finish") this.#finish = event.finish;
    return begun + this.#output.event(event);
  }

  end(event: StreamEnd): string {
    const { closed, last } = this.finish(event);
    return closed + last;
  }

  /** The end of a stream: the events that close what is open, the response, and the event that tells it. */
  finish(event: StreamEnd): {
    readonly closed: string;
    readonly last: string;
    readonly response: Record<string, unknown>;
  } {
    const begun = this.begin();
    this.#model = event.model ?? this.#model;
    const reason = this.#reason();
    const closed = begun + this.#output.close(reason !== undefined);
    const status = reason === undefined ? "completed" : "incomplete";
    const response = this.response(status, { usage: presentUsage(event.usage), incomplete: reason });
    return { closed, last: this.#lines.line(`response.${status}`, { response }), response };
  }

  /**
   * Both shapes of the error at once: flat as it is documented, nested as it is sent and read. The response fails
   * behind it, for clients that wait for an event of its own.
   */
  failure(error: ParleyError): string {
    const { told, last } = this.fail(error);
    return told + last;
  }

  /**
   * The end of a stream that broke off: the error, the response, and the event that tells it. The protocol has no event
   * for a cancelled response; this one is called like its status.
   */
  fail(
    error: ParleyError,
    status: "failed" | "cancelled" = "failed",
  ): { readonly told: string; readonly last: string; readonly response: Record<string, unknown> } {
    const begun = this.begin();
    const told = begun + errorLine(this.#lines, error);
    this.#output.abandon();
    const response = this.response(status, { error: status === "failed" ? presentFailure(error) : null });
    return { told, last: this.#lines.line(`response.${status}`, { response }), response };
  }

  /** The same road: what a stream would end with. */
  whole(answer: Answer): object {
    for (const event of answerEvents(answer)) this.event(event);
    const { model, usage } = answer;
    return this.finish({
      type: "end",
      ...(model !== undefined && { model }),
      ...(usage !== undefined && { usage }),
    }).response;
  }

  #reason(): ResponseState["incomplete"] {
    if (this.#finish === undefined) throw new ParleyError("upstream_truncated");
    return incomplete[this.#finish.unified];
  }

  /** The response as it is now. */
  response(
    status: ResponseState["status"],
    state: Partial<Pick<ResponseState, "usage" | "error" | "incomplete">> = {},
  ): Record<string, unknown> {
    return responseObject(
      this.#frame,
      this.#request,
      {
        status,
        model: this.#model,
        output: this.#output.items,
        usage: state.usage ?? null,
        error: state.error ?? null,
        incomplete: state.incomplete,
        endedMs: this.#keeping?.now(),
      },
      this.#keeping,
    );
  }
}
