import type { HttpClient, HttpRequest, HttpResponse, PendingResponse } from "../../lib/http-client.ts";
import { more } from "../../lib/http1-more.ts";
import { ParleyError } from "../../spec/errors.ts";
import type { EventStream, StreamEvent } from "../../spec/event.ts";
import { upstreamError } from "./errors.ts";
import type { Decoder, Heading } from "./events.ts";

/** Longest error body, and longest list of models, that is read; in bytes. Some lists have 500 kB. */
const longestErrorBody = 64 * 1024;
const longestList = 8 * 1024 * 1024;

const finished = { done: true, value: undefined } as const;

/** One request to the upstream as a stream of events. Nothing is sent before the first `next()`. */
export class UpstreamStream implements EventStream {
  readonly #client: HttpClient;
  readonly #model: string;
  readonly #request: () => HttpRequest;
  readonly #decode: (heading: Heading) => Decoder;
  readonly #now: () => number;
  #queue: StreamEvent[] = [];
  #pending: PendingResponse | undefined;
  #response: HttpResponse | undefined;
  #decoder: Decoder | undefined;
  #failure: unknown;
  #over = false;

  constructor(
    client: HttpClient,
    now: () => number,
    model: string,
    request: () => HttpRequest,
    decode: (heading: Heading) => Decoder,
  ) {
    this.#client = client;
    this.#now = now;
    this.#model = model;
    this.#request = request;
    this.#decode = decode;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  /** Not an async function: see `StreamWrapper`. */
  next(): Promise<IteratorResult<StreamEvent, undefined>> {
    const event = this.#queue.shift();
    if (event !== undefined) return Promise.resolve(this.#give(event));
    if (this.#over) return Promise.resolve(finished);
    if (this.#failure !== undefined) {
      this.#stop();
      return Promise.reject(this.#failure);
    }
    return this.#response === undefined ? this.#start() : this.#response.read(this.#take);
  }

  #give(event: StreamEvent): IteratorResult<StreamEvent, undefined> {
    if (event.type === "end") this.#over = true;
    return { done: false, value: event };
  }

  /** Events that came before a failure are the reader's: the failure is kept until they are read. */
  readonly #take = (chunk: Buffer | undefined): IteratorResult<StreamEvent, undefined> | typeof more => {
    try {
      if (chunk === undefined) this.#decoder?.finish(this.#queue);
      else this.#decoder?.push(chunk, this.#queue);
    } catch (error) {
      this.#failure = error;
    }
    const event = this.#queue.shift();
    if (event !== undefined) return this.#give(event);
    if (this.#failure === undefined) return more;
    this.#stop();
    throw this.#failure;
  };

  return(): Promise<IteratorResult<StreamEvent, undefined>> {
    // After the end the connection is left to finish by itself, so that it can be used again.
    if (!this.#over) this.#stop();
    return Promise.resolve(finished);
  }

  #stop(): void {
    this.#over = true;
    this.#queue = [];
    this.#pending?.cancel();
    this.#response?.cancel();
  }

  /** Sends the request; resolves with the first event. */
  async #start(): Promise<IteratorResult<StreamEvent, undefined>> {
    try {
      this.#pending = this.#client.send(this.#request());
      const response = await this.#pending.started;
      if (response.status !== 200) throw await this.#refused(response);
      this.#response = response;
      const now = this.#now;
      const id = response.headers["x-request-id"];
      this.#decoder = this.#decode(
        typeof id === "string" ? { now, upstreamRequestId: id.slice(0, 200) } : { now },
      );
      return await response.read(this.#take);
    } catch (error) {
      this.#stop();
      throw error;
    }
  }

  async #refused(response: HttpResponse): Promise<ParleyError> {
    const { status, headers } = response;
    const body = await jsonBody(response, longestErrorBody);
    return upstreamError({ status, headers, body, model: this.#model, now: this.#now() });
  }
}

async function jsonBody(response: HttpResponse, longest: number): Promise<unknown> {
  const chunks: Buffer[] = [];
  let size = 0;
  for (let chunk = await response.next(); chunk !== undefined; chunk = await response.next()) {
    size += chunk.length;
    if (size > longest) {
      response.cancel();
      return undefined;
    }
    chunks.push(chunk);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString("utf8"));
  } catch {
    return undefined; // an error page: its status says enough
  }
}

/** Reads a small JSON answer whole. Fails like the stream. */
export async function fetchJson(
  client: HttpClient,
  request: HttpRequest,
  now: () => number,
): Promise<unknown> {
  const response = await client.send(request).started;
  const body = await jsonBody(response, response.status === 200 ? longestList : longestErrorBody);
  if (response.status !== 200) {
    throw upstreamError({ status: response.status, headers: response.headers, body, now: now() });
  }
  if (body === undefined) throw new ParleyError("upstream_invalid");
  return body;
}
