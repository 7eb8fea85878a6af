import { lookUp } from "../../lib/look-up.ts";
import { ParleyError } from "../../spec/errors.ts";
import type { StreamEvent } from "../../spec/event.ts";
import type { Finish } from "../../spec/finish.ts";
import { type Heading, streamEnd } from "../upstream/decoder.ts";
import { isObject, jsonOf, words } from "../upstream/json.ts";
import { SseDecoder } from "../upstream/sse-decoder.ts";
import type { KnownDocument } from "./annotations.ts";
import { AnswerItems } from "./answer-items.ts";
import { upstreamError } from "./errors.ts";
import { readLogprobs } from "./logprobs.ts";
import { readUsage } from "./usage.ts";
import type { WireEvent, WireResponse } from "./wire.ts";

/** Why an incomplete answer ended. Other reasons are bounds, too, such as one of the calls of tools. */
const finishes: Readonly<Record<string, Finish["unified"]>> = {
  max_output_tokens: "length",
  content_filter: "content-filter",
};

/**
 * A stream of the Responses dialect becomes events. It is whole only when the response is said to be completed or
 * incomplete: the body's end alone says nothing.
 */
export class ResponsesTranslator extends SseDecoder {
  readonly #heading: Heading;
  readonly #items: AnswerItems;
  #model: string | undefined;
  #done = false;

  constructor(heading: Heading, documents: readonly KnownDocument[]) {
    super(heading);
    this.#heading = heading;
    this.#items = new AnswerItems(documents);
  }

  protected get complete(): boolean {
    return this.#done;
  }

  protected event(name: string | undefined, data: string, out: StreamEvent[]): void {
    if (this.#done || data === "[DONE]") return;
    const wire = jsonOf(data);
    if (!isObject(wire)) throw new ParleyError("upstream_invalid");
    const type = words(wire["type"]) ?? name ?? "";
    this.#read(type, wire, out);
  }

  #read(type: string, wire: WireEvent, out: StreamEvent[]): void {
    const items = this.#items;
    switch (type) {
      case "response.output_text.delta":
        return items.text(wire, words(wire.delta) ?? "", readLogprobs(wire.logprobs), out);
      case "response.refusal.delta":
        return items.refusal(wire, words(wire.delta) ?? "", out);
      case "response.reasoning_summary_text.delta":
        return items.thought(wire, "summary", wire.summary_index, words(wire.delta), out);
      case "response.reasoning_text.delta":
        return items.thought(wire, "content", wire.content_index, words(wire.delta), out);
      case "response.function_call_arguments.delta":
      case "response.custom_tool_call_input.delta":
        return items.callText(wire, words(wire.delta) ?? "", out);
      case "response.function_call_arguments.done":
      case "response.custom_tool_call_input.done":
        return items.wholeCallText(wire, words(wire.arguments) ?? words(wire.input), out);
      case "response.output_text.annotation.added":
        return items.annotation(wire, wire.annotation, out);
      case "response.output_item.added":
        return items.begin(wire, wire.item, out);
      case "response.output_item.done":
        return items.finish(wire, wire.item, out);
      case "response.created":
      case "response.in_progress":
      case "response.queued":
        return this.#named(wire.response);
      case "response.completed":
      case "response.incomplete":
        return this.#end(wire.response, type === "response.incomplete", out);
      case "response.failed":
      case "response.cancelled":
        throw upstreamError({
          body: isObject(wire.response) ? { error: wire.response["error"] ?? {} } : {},
          now: this.#heading.now(),
        });
      case "error":
        throw upstreamError({ body: wire, now: this.#heading.now() });
      default:
      // Parts that begin and end, heartbeats, and the upstream's own tools, of which none was asked for.
    }
  }

  #named(response: unknown): void {
    if (isObject(response)) this.#model = words(response["model"]) ?? this.#model;
  }

  #end(response: unknown, incomplete: boolean, out: StreamEvent[]): void {
    if (!isObject(response)) throw new ParleyError("upstream_invalid");
    const wire: WireResponse = response;
    this.#named(wire);
    this.#items.lateOutput(wire.output, out);
    out.push({ type: "choice-finish", choice: 0, finish: this.#finish(wire, incomplete) });
    this.#done = true;
    out.push(streamEnd(this.#heading, this.#model, readUsage(wire.usage)));
  }

  #finish(wire: WireResponse, incomplete: boolean): Finish {
    if (incomplete) {
      const details = wire.incomplete_details;
      const reason = (isObject(details) ? words(details["reason"]) : undefined) ?? "incomplete";
      return { unified: lookUp(finishes, reason) ?? "length", raw: reason };
    }
    return { unified: this.#items.calls > 0 ? "tool-calls" : "stop", raw: "completed" };
  }
}
