import { createTokenizer, type Tokenizer } from "../../lib/tokenizer.ts";
import type { EmbedTask, GenerateOptions } from "../../spec/call.ts";
import { ParleyError } from "../../spec/errors.ts";
import type { EventStream, StreamEnd, StreamEvent, TokenLogprob } from "../../spec/event.ts";
import type { Item, Role } from "../../spec/item.ts";
import type { Attempt, Provider } from "../../spec/provider.ts";
import { createRehearsal, type RehearsalOptions } from "./provider.ts";

/** A provider with a real tokenizer and a sleep that takes no time and remembers how long it was to be. */
export interface Rehearsal {
  readonly provider: Provider;
  readonly tokenizer: Tokenizer;
  /** Milliseconds of all waits. */
  readonly slept: number[];
}

export function startRehearsal(options: Partial<RehearsalOptions> = {}): Rehearsal {
  const slept: number[] = [];
  const tokenizer = createTokenizer();
  const sleep = (ms: number): Promise<void> => {
    slept.push(ms);
    return Promise.resolve();
  };
  return {
    provider: createRehearsal({ tokenizer, sleep }, { name: "rehearsal", ...options }),
    tokenizer,
    slept,
  };
}

/** A wait that ends only when it is aborted. */
export function sleepForEver(_ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((_, reject) => {
    signal.addEventListener("abort", () => reject(new Error("woken")), { once: true });
  });
}

export function message(role: Role, text: string): Item {
  return { type: "message", role, content: [{ type: "text", text }] };
}

export interface Question {
  readonly model?: string;
  /** Texts of user and assistant in turn, or whole items. */
  readonly says: readonly (string | Item)[];
  readonly options?: GenerateOptions;
  readonly stream?: boolean;
  readonly signal?: AbortSignal;
}

export function generate({ provider }: Pick<Rehearsal, "provider">, question: Question): EventStream {
  const items = question.says.map((said, index) =>
    typeof said === "string" ? message(index % 2 === 0 ? "user" : "assistant", said) : said,
  );
  return provider.generate({
    callId: "req_1",
    model: question.model ?? "rehearsal",
    task: { kind: "generate", items, options: question.options ?? {} },
    stream: question.stream ?? true,
    signal: question.signal ?? new AbortController().signal,
  });
}

export function embed(
  { provider }: Rehearsal,
  task: Omit<EmbedTask, "kind">,
  model = "rehearsal-embedding",
): EventStream {
  const attempt: Attempt<EmbedTask> = {
    callId: "req_1",
    model,
    task: { kind: "embed", ...task },
    stream: false,
    signal: new AbortController().signal,
  };
  return provider.embed(attempt);
}

/** An answer put together. */
export interface Heard {
  readonly events: readonly StreamEvent[];
  readonly texts: readonly string[];
  readonly refusal: string;
  readonly calls: readonly {
    readonly name: string;
    readonly kind: string;
    readonly callId: string;
    readonly text: string;
  }[];
  readonly finishes: readonly string[];
  readonly logprobs: readonly TokenLogprob[];
  readonly end: StreamEnd | undefined;
  /** What it ended with instead of `end`. */
  readonly error: ParleyError | undefined;
}

/** Reads a stream to its end or error. */
export async function hear(stream: EventStream): Promise<Heard> {
  const events: StreamEvent[] = [];
  let error: ParleyError | undefined;
  try {
    for (let result = await stream.next(); result.done !== true; result = await stream.next())
      events.push(result.value);
  } catch (thrown) {
    if (!(thrown instanceof ParleyError)) throw thrown;
    error = thrown;
  }
  const of = <T extends StreamEvent["type"]>(type: T) =>
    events.filter((event): event is Extract<StreamEvent, { type: T }> => event.type === type);
  const finishes = of("choice-finish").map(({ finish }) => finish.unified);
  const texts: string[] = finishes.map(() => "");
  for (const { choice, text } of of("text-delta")) texts[choice] = (texts[choice] ?? "") + text;
  return {
    events,
    texts,
    refusal: of("refusal-delta")
      .map(({ text }) => text)
      .join(""),
    calls: of("tool-call-start").map(({ name, kind, callId, choice, index }) => ({
      name,
      kind,
      callId,
      text: of("tool-call-delta")
        .filter((delta) => delta.choice === choice && delta.index === index)
        .map(({ text }) => text)
        .join(""),
    })),
    finishes,
    logprobs: of("text-delta").flatMap(({ logprobs }) => logprobs ?? []),
    end: of("end")[0],
    error,
  };
}

/** The whole answer to a question. */
export function answer(rehearsal: Rehearsal, question: Question): Promise<Heard> {
  return hear(generate(rehearsal, question));
}

/** The text of the first choice. */
export async function say(rehearsal: Rehearsal, ...says: readonly string[]): Promise<string> {
  return (await answer(rehearsal, { says })).texts[0] ?? "";
}
