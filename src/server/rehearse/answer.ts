import { Collector } from "../../engine/collect.ts";
import type { AnswerWriter, Dialect, DialectRequest } from "../../spec/dialect.ts";
import { type ErrorCode, ParleyError } from "../../spec/errors.ts";
import type { EventStream, StreamEvent } from "../../spec/event.ts";
import type { Attempt, Provider } from "../../spec/provider.ts";
import type { MockExchange } from "./exchange.ts";

export interface AnswerDeps {
  readonly dialect: Dialect;
  /** Who answers. A name that it does not have is answered by the first of its models. */
  readonly provider: Provider;
  /** The header in which the dialect's servers say a request's id. */
  readonly requestIdHeader: string;
  /** Unix milliseconds. */
  readonly now: () => number;
}

type Asked = Pick<Extract<DialectRequest, { kind: "answer" }>, "task" | "model" | "stream">;
type Kind<K extends DialectRequest["kind"]> = Extract<DialectRequest, { kind: K }>;

/** Answers what a request of a dialect asks for. Fails with a `ParleyError`, before or after the answer has begun. */
export async function answer(deps: AnswerDeps, exchange: MockExchange, asked: DialectRequest): Promise<void> {
  const headers = answerHeaders(deps, exchange);
  switch (asked.kind) {
    case "document":
      return exchange.sendJson(asked.status, asked.body, headers);
    case "models":
      return exchange.sendJson(200, asked.present(deps.provider.models), headers);
    case "count":
      return exchange.sendJson(200, asked.present(await countInput(deps, exchange, asked)), headers);
    case "answer":
      return asked.stream ? sendStream(deps, exchange, asked) : sendWhole(deps, exchange, asked);
  }
}

export function answerHeaders(
  { requestIdHeader }: Pick<AnswerDeps, "requestIdHeader">,
  { id }: Pick<MockExchange, "id">,
): Readonly<Record<string, string>> {
  return { [requestIdHeader]: `req_${id}` };
}

async function sendWhole(deps: AnswerDeps, exchange: MockExchange, asked: Kind<"answer">): Promise<void> {
  const collector = new Collector();
  const { model, events } = begin(deps, exchange, asked);
  try {
    collector.add(startOf(model));
    for (let result = await events.next(); result.done !== true; result = await events.next())
      collector.add(result.value);
  } catch (error) {
    if (!breaks(error) || collector.answer.choices.length === 0) throw error;
    // As it would be over a connection that breaks, or from a program that is out of its mind.
    exchange.begin(200, { ...answerHeaders(deps, exchange), "content-type": "application/json" });
    await exchange.breakOff(error.code === "upstream_invalid" ? garbage : "{");
    return;
  } finally {
    await events.return();
  }
  const body = writerOf(deps, exchange, asked).whole(collector.answer);
  exchange.sendJson(200, body, answerHeaders(deps, exchange));
}

async function sendStream(deps: AnswerDeps, exchange: MockExchange, asked: Kind<"answer">): Promise<void> {
  const { model, events } = begin(deps, exchange, asked);
  const writer = writerOf(deps, exchange, asked);
  try {
    // Nothing goes out before the first event, so that an early failure has a status of its own.
    let result = await events.next();
    exchange.begin(200, { ...answerHeaders(deps, exchange), "content-type": writer.streamType });
    try {
      await exchange.write(writer.event(startOf(model)));
      while (result.done !== true && result.value.type !== "end") {
        await exchange.write(writer.event(result.value));
        result = await events.next();
      }
    } catch (error) {
      await exchange.breakOff(lastWords(writer, error));
      return;
    }
    exchange.end(result.done !== true && result.value.type === "end" ? writer.end(result.value) : "");
  } finally {
    await events.return();
  }
}

/** No event of any dialect, in the middle of what could be one. */
const garbage = 'data: {"rehearsal": \u0000 garbage\n\n';

/** What stands at the end of a stream that fails: the dialect's error, or what the failing models are named after. */
function lastWords(writer: AnswerWriter, error: unknown): string | Uint8Array {
  if (breaks(error)) return error.code === "upstream_invalid" ? garbage : "";
  return writer.failure(asUpstream(error));
}

/** Whether it is a fault that an upstream does not tell, but has. */
function breaks(error: unknown): error is ParleyError {
  return (
    error instanceof ParleyError && (error.code === "upstream_truncated" || error.code === "upstream_invalid")
  );
}

/** What Parley says of an upstream, in the words in which the upstream itself would say it. */
const ownWords: Partial<Readonly<Record<ErrorCode, ErrorCode>>> = {
  upstream_credentials: "invalid_api_key",
  upstream_quota: "insufficient_quota",
  upstream_failed: "internal",
};

const ownSentences: Partial<Readonly<Record<ErrorCode, string>>> = {
  internal: "The rehearsed model failed.",
  upstream_overloaded: "The rehearsed model is overloaded. Please try again later.",
  upstream_timeout: "The rehearsed model did not answer in time.",
};

/** The error as the server that is played would have it. What is no `ParleyError` says nothing of itself. */
export function asUpstream(thrown: unknown): ParleyError {
  if (!(thrown instanceof ParleyError)) return new ParleyError("internal", { cause: thrown });
  const code = ownWords[thrown.code] ?? thrown.code;
  const message = ownSentences[code];
  if (code === thrown.code && message === undefined) return thrown;
  const { param, retryAfterMs } = thrown;
  return new ParleyError(code, {
    ...(message !== undefined && { message }),
    ...(param !== undefined && { param }),
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  });
}

function begin(
  { provider }: AnswerDeps,
  { id, signal }: MockExchange,
  { task, model: named, stream }: Asked,
): { readonly model: string; readonly events: EventStream } {
  const model = provider.models.find((candidate) => candidate.id === named)?.id ?? firstOf(provider);
  const attempt = { callId: `req_${id}`, model, stream, signal };
  return { model: named, events: eventsOf(provider, task, attempt) };
}

function eventsOf(provider: Provider, task: Asked["task"], attempt: Omit<Attempt, "task">): EventStream {
  return task.kind === "generate"
    ? provider.generate({ ...attempt, task })
    : provider.embed({ ...attempt, task });
}

function firstOf({ models }: Provider): string {
  const [first] = models;
  if (first === undefined) throw new TypeError("a provider without models cannot rehearse");
  return first.id;
}

/** As the engine begins its streams: writers say the model's name from here. */
function startOf(model: string): Extract<StreamEvent, { type: "start" }> {
  return { type: "start", provider: "rehearsal", model };
}

function writerOf(deps: AnswerDeps, { id }: MockExchange, asked: Kind<"answer">): AnswerWriter {
  return asked.writer({ id, createdMs: deps.now(), model: asked.model });
}

/** An answer of one token says how many its input had. */
async function countInput(
  deps: AnswerDeps,
  exchange: MockExchange,
  { task, model }: Kind<"count">,
): Promise<number> {
  const short: Asked["task"] =
    task.kind === "generate"
      ? { ...task, items: task.items, options: { ...task.options, maxOutputTokens: 1 } }
      : task;
  const { events } = begin(deps, exchange, { task: short, model, stream: false });
  const collector = new Collector();
  try {
    for (let result = await events.next(); result.done !== true; result = await events.next())
      collector.add(result.value);
  } finally {
    await events.return();
  }
  const { usage } = collector.answer;
  if (usage?.inputTokens === undefined) throw new ParleyError("upstream_failed");
  return usage.inputTokens;
}
