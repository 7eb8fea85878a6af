import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setImmediate as turn, setTimeout as delay } from "node:timers/promises";
import { onTestFinished } from "vitest";
import { judge } from "../../../engine/parameters.ts";
import type { Clocks } from "../../../lib/http-client.ts";
import { createTokenizer } from "../../../lib/tokenizer.ts";
import { createRehearsal } from "../../../providers/rehearsal/provider.ts";
import { type Heard, hear, message } from "../../../providers/rehearsal/rehearsal.fixture.ts";
import type { GenerateOptions, GenerateTask } from "../../../spec/call.ts";
import type { ParleyError } from "../../../spec/errors.ts";
import type { EventStream, StreamEvent } from "../../../spec/event.ts";
import type { Item } from "../../../spec/item.ts";
import type { Provider } from "../../../spec/provider.ts";
import { rehearsedDialects, type RehearsedName } from "../dialects.ts";
import { type MockServer, startMock } from "../start-mock.ts";

/** A provider behind HTTP, and the dialect in which its upstream is played. */
export interface Subject {
  readonly name: string;
  readonly as: RehearsedName;
  /** What stands behind the origin in its `baseUrl`. */
  readonly basePath: string;
  /** Whether it makes embeddings; otherwise it must refuse them. */
  readonly embeds: boolean;
  /** Whether its protocol tells thoughts. */
  readonly reasons: boolean;
  create(baseUrl: string, clocks: Clocks): Provider;
}

export const patientClocks: Clocks = { connect: 5_000, firstByte: 5_000, idle: 5_000, total: 20_000 };

/** The truth: what the model behind the mock server says to whoever asks it directly. */
export interface Truth {
  readonly provider: Provider;
  close(): Promise<void>;
}

/** How long `rehearsal-times-out` is silent, in milliseconds. */
const silence = 20;

export function startTruth(): Truth {
  const tokenizer = createTokenizer();
  const sleep = async (ms: number, signal: AbortSignal): Promise<void> => {
    await delay(ms, undefined, { signal });
  };
  const provider = createRehearsal({ tokenizer, sleep }, { name: "rehearsal", timeoutMs: silence });
  return { provider, close: () => tokenizer.close() };
}

/** A mock server, and the provider that asks it; both end with the test. */
export interface Stage {
  readonly mock: MockServer;
  readonly provider: Provider;
}

export async function setStage(subject: Subject, behind: Provider): Promise<Stage> {
  const { dialect, requestIdHeader } = rehearsedDialects[subject.as];
  const mock = await startMock({
    host: "127.0.0.1",
    port: 0,
    dialect,
    requestIdHeader,
    provider: behind,
    now: () => 1_700_000_000_000,
  });
  const provider = subject.create(mock.url + subject.basePath, patientClocks);
  onTestFinished(async () => {
    await provider.close();
    await mock.close();
  });
  return { mock, provider };
}

export interface Ask {
  readonly says: readonly (string | Item)[];
  readonly model?: string;
  readonly options?: GenerateOptions;
  readonly stream?: boolean;
  readonly signal?: AbortSignal;
}

export function taskOf({ says, options }: Ask): GenerateTask {
  const items = says.map((said, index) =>
    typeof said === "string" ? message(index % 2 === 0 ? "user" : "assistant", said) : said,
  );
  return { kind: "generate", items, options: options ?? {} };
}

export function begin(provider: Provider, ask: Ask): EventStream {
  return provider.generate({
    callId: "req_1",
    requestId: "req_1-1",
    model: ask.model ?? "rehearsal",
    task: taskOf(ask),
    stream: ask.stream ?? true,
    signal: ask.signal ?? new AbortController().signal,
  });
}

/**
 * Asks as the engine does: the provider's table is held against the task first. What the table refuses comes back as
 * the error, and the provider is not asked.
 */
export async function answerOf(provider: Provider, ask: Ask): Promise<Heard> {
  const { parameters } = provider;
  if (parameters !== undefined) {
    try {
      judge(taskOf(ask), parameters);
    } catch (error) {
      return { ...(await hear(nothing)), error: error as ParleyError };
    }
  }
  return hear(begin(provider, ask));
}

const nothing: EventStream = {
  next: () => Promise.resolve({ done: true, value: undefined }),
  return: () => Promise.resolve({ done: true, value: undefined }),
  [Symbol.asyncIterator]: () => nothing,
};

/** A model that says what a test tells it. */
export function scripted(events: readonly StreamEvent[]): Provider {
  const generate = (): EventStream => {
    let at = 0;
    const stream: EventStream = {
      async next() {
        const event = events[at++];
        return event === undefined ? { done: true, value: undefined } : { done: false, value: event };
      },
      async return() {
        at = events.length;
        return { done: true, value: undefined };
      },
      [Symbol.asyncIterator]: () => stream,
    };
    return stream;
  };
  return {
    name: "scripted",
    models: [{ id: "scripted" }],
    generate,
    embed: generate,
    listModels: () => Promise.resolve([{ id: "scripted" }]),
    close: () => Promise.resolve(),
  };
}

/** The pieces in which a body is to be handed on. */
export type Mangle = (body: Buffer) => readonly Buffer[];

/** Somebody between provider and mock server, who counts requests and may mangle answers. */
export interface Middleman {
  readonly url: string;
  readonly requests: number;
  mangle: Mangle;
}

export async function startMiddleman(upstream: string): Promise<Middleman> {
  let requests = 0;
  let mangle: Mangle = (body) => [body];
  async function handOn(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const answer = await fetch(upstream + (request.url ?? ""), await copyOf(request));
    const body = Buffer.from(await answer.arrayBuffer());
    response.writeHead(answer.status, { "content-type": answer.headers.get("content-type") ?? "" });
    for (const piece of mangle(body)) {
      if (piece.length > 0) response.write(piece);
      await turn();
    }
    response.end();
  }
  const server = createServer((request, response) => {
    requests += 1;
    handOn(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    get requests() {
      return requests;
    },
    get mangle() {
      return mangle;
    },
    set mangle(next) {
      mangle = next;
    },
  };
}

async function copyOf(request: IncomingMessage): Promise<RequestInit> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const method = request.method ?? "GET";
  return { method, ...(method !== "GET" && { body: Buffer.concat(chunks) }) };
}
