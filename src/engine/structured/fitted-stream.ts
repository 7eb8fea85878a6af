import { mendJson } from "../../lib/mend-json.ts";
import type { SchemaChecker } from "../../lib/schema-checker.ts";
import { ParleyError } from "../../spec/errors.ts";
import type { EventStream, StreamEvent } from "../../spec/event.ts";
import type { AnswerFormat } from "../../spec/tool.ts";

const finished = { done: true, value: undefined } as const;

/** The answer of a model that did not keep to the format, with what is wrong about it. */
export class UnfitAnswer extends ParleyError {
  readonly text: string;
  readonly faults: readonly string[];

  constructor(text: string, faults: readonly string[]) {
    super("answer_unfit", { message: `${sentence} ${faults.join("; ")}`.slice(0, 1_000) });
    this.text = text;
    this.faults = faults;
  }
}

const sentence = "The model's answer does not match the JSON schema that was asked for.";

/**
 * Keeps an answer back until it is whole and fits the format that was asked for, since its upstream does not see to
 * that. Small slips of JSON are mended; what still does not fit is thrown as an `UnfitAnswer`, with nothing handed on.
 *
 * Choices that end for another reason than `stop` are handed on as they are, as they would be anywhere: a refusal, a call
 * of a tool, an answer that was cut by its bound.
 */
export class FittedStream implements EventStream {
  readonly #inner: EventStream;
  readonly #format: AnswerFormat;
  readonly #checker: SchemaChecker;
  #ready: StreamEvent[] | undefined;
  #over = false;

  constructor(inner: EventStream, format: AnswerFormat, checker: SchemaChecker) {
    this.#inner = inner;
    this.#format = format;
    this.#checker = checker;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async next(): Promise<IteratorResult<StreamEvent, undefined>> {
    if (this.#over) return finished;
    this.#ready ??= await this.#fitted(await this.#whole());
    const event = this.#ready.shift();
    if (event !== undefined) return { done: false, value: event };
    this.#over = true;
    return finished;
  }

  async return(): Promise<IteratorResult<StreamEvent, undefined>> {
    this.#over = true;
    await this.#inner.return();
    return finished;
  }

  async #whole(): Promise<StreamEvent[]> {
    const events: StreamEvent[] = [];
    for (;;) {
      const result = await this.#inner.next();
      if (result.done === true) return events;
      events.push(result.value);
    }
  }

  async #fitted(events: StreamEvent[]): Promise<StreamEvent[]> {
    const texts = textsOf(events);
    const mended = new Map<number, string>();
    for (const event of events) {
      if (event.type !== "choice-finish" || event.finish.unified !== "stop") continue;
      const text = texts.get(event.choice);
      if (text === undefined) continue; // a refusal
      const fit = await this.#fit(text);
      if (fit !== text) mended.set(event.choice, fit);
    }
    return mended.size === 0 ? events : replaced(events, mended);
  }

  /** The text as it may be handed on. */
  async #fit(text: string): Promise<string> {
    const json = mendJson(text);
    if (json === undefined) throw new UnfitAnswer(text, ["It is no JSON."]);
    const faults = await this.#faults(json.value);
    if (faults === undefined) throw new UnfitAnswer(text, ["The schema cannot be checked."]);
    if (faults.length > 0) throw new UnfitAnswer(text, faults);
    return json.text === text.trim() ? text : json.text;
  }

  #faults(value: unknown): Promise<readonly string[] | undefined> {
    if (this.#format.type === "json_schema") return this.#checker.check(this.#format.schema, value);
    const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
    return Promise.resolve(isObject ? [] : ["It is no JSON object."]);
  }
}

function textsOf(events: readonly StreamEvent[]): ReadonlyMap<number, string> {
  const texts = new Map<number, string>();
  for (const event of events) {
    if (event.type === "text-delta") texts.set(event.choice, (texts.get(event.choice) ?? "") + event.text);
  }
  return texts;
}

/** With the text of each mended choice in one piece, where its first piece was. */
function replaced(events: readonly StreamEvent[], mended: Map<number, string>): StreamEvent[] {
  const told = new Set<number>();
  return events.flatMap((event): StreamEvent[] => {
    const text = event.type === "text-delta" ? mended.get(event.choice) : undefined;
    if (event.type !== "text-delta" || text === undefined) return [event];
    if (told.has(event.choice)) return [];
    told.add(event.choice);
    return [{ type: "text-delta", choice: event.choice, text }];
  });
}
