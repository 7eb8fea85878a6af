import type { GenerateTask } from "../../spec/call.ts";
import { ParleyError } from "../../spec/errors.ts";
import type { StreamEvent } from "../../spec/event.ts";
import { type Heading, streamEnd } from "../upstream/decoder.ts";
import { exactJsonOf, isObject, type Json, words } from "../upstream/json.ts";
import { SseDecoder } from "../upstream/sse-decoder.ts";
import { type CallNaming, ChoiceReader } from "./choice-reader.ts";
import { geminiError } from "./errors.ts";
import { blockedFinish } from "./finishes.ts";
import { readUsage } from "./usage.ts";
import type { WireResponse } from "./wire.ts";

/** As many choices as a call can ask for. */
const mostChoices = 128;

/**
 * A stream of `streamGenerateContent` becomes events, one by one. It has no event for its end: it is whole when each
 * candidate that began has said why it finished.
 */
export class GeminiDecoder extends SseDecoder {
  readonly #heading: Heading;
  readonly #custom: ReadonlySet<string>;
  readonly #ownId: string;
  readonly #choices = new Map<number, ChoiceReader>();
  #blocked: string | undefined;
  #usage: Json = {};
  #model: string | undefined;
  #responseId: string | undefined;

  /** @param ownId Different for each answer: calls to which the upstream gives no ids are named after it. */
  constructor(heading: Heading, task: GenerateTask, ownId: string) {
    super(heading);
    this.#heading = heading;
    this.#ownId = ownId;
    const { tools = [] } = task.options;
    this.#custom = new Set(tools.filter(({ type }) => type === "custom").map(({ name }) => name));
  }

  protected get complete(): boolean {
    const choices = [...this.#choices.values()];
    if (choices.length === 0) return this.#blocked !== undefined;
    return choices.every(({ finished }) => finished);
  }

  protected event(_name: string | undefined, data: string, out: StreamEvent[]): void {
    const value = exactJsonOf(data);
    if (!isObject(value) || (value["error"] ?? null) !== null) {
      // Inside a stream an error may be a list, as it is outside of one.
      const failed = isObject(value) || (Array.isArray(value) && isObject(value[0]) && "error" in value[0]);
      throw failed ? this.#failure(value) : new ParleyError("upstream_invalid");
    }
    this.#response(value, out);
  }

  protected override end(out: StreamEvent[]): void {
    const inOrder = [...this.#choices].toSorted(([a], [b]) => a - b);
    for (const [, choice] of inOrder) choice.end(out);
    if (this.#choices.size === 0 && this.#blocked !== undefined) {
      out.push({ type: "choice-finish", choice: 0, finish: blockedFinish(this.#blocked) });
    }
    const heading =
      this.#responseId === undefined
        ? this.#heading
        : { ...this.#heading, upstreamRequestId: this.#responseId };
    out.push(streamEnd(heading, this.#model, readUsage(this.#usage)));
  }

  #failure(body: unknown): ParleyError {
    return geminiError({ body, now: this.#heading.now() });
  }

  #response(response: WireResponse, out: StreamEvent[]): void {
    this.#model = words(response.modelVersion) ?? this.#model;
    this.#responseId = words(response.responseId)?.slice(0, 200) ?? this.#responseId;
    // Figures grow from piece to piece, and not every piece has all of them.
    if (isObject(response.usageMetadata)) this.#usage = { ...this.#usage, ...response.usageMetadata };
    if (isObject(response.promptFeedback)) {
      this.#blocked = words(response.promptFeedback["blockReason"]) ?? this.#blocked;
    }
    const candidates = response.candidates ?? [];
    if (!Array.isArray(candidates)) throw new ParleyError("upstream_invalid");
    const naming: CallNaming = { custom: this.#custom, answerId: this.#responseId ?? this.#ownId };
    for (const candidate of candidates as readonly unknown[]) {
      if (!isObject(candidate)) throw new ParleyError("upstream_invalid");
      this.#choice(candidate["index"] ?? 0).read(candidate, naming, out);
    }
  }

  #choice(index: unknown): ChoiceReader {
    if (typeof index !== "number" || !Number.isInteger(index) || index < 0 || index >= mostChoices) {
      throw new ParleyError("upstream_invalid");
    }
    let choice = this.#choices.get(index);
    if (choice === undefined) {
      choice = new ChoiceReader(index);
      this.#choices.set(index, choice);
    }
    return choice;
  }
}
