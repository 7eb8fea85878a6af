import type { HttpClient, HttpRequest, HttpResponse, PendingResponse } from "../../lib/http-client.ts";
import { more } from "../../lib/http1-more.ts";
import type { Secret } from "../../lib/secret.ts";
import { ParleyError } from "../../spec/errors.ts";
import type { EventStream, StreamEvent, Take } from "../../spec/event.ts";
import type { Decoder, Heading } from "./decoder.ts";
import { limitsOf } from "./limits.ts";
import { jsonOf } from "./json.ts";
import { tooLarge } from "./json-decoder.ts";
import { withoutSecrets } from "./without-secrets.ts";

/** Longest error body, and longest list of models, that is read; in bytes. Some lists have 500 kB. */
const longestErrorBody = 64 * 1024;
const longestList = 8 * 1024 * 1024;

/** An upstream's refusal, before it is put into our words. */
export interface Refusal {
  readonly status: number;
  readonly headers: HttpResponse["headers"];
  /** The parsed body; `undefined` when it was no JSON, or too long. */
  readonly body: unknown;
  /** The model that was asked for; absent where none was. */
  readonly model?: string;
  /** Unix milliseconds. */
  readonly now: number;
}

/** What all requests to one upstream have in common. */
export interface UpstreamWays {
  readonly client: HttpClient;
  /** Unix milliseconds. */
  readonly now: () => number;
  /** Puts a refusal into our words. */
  readonly refused: (refusal: Refusal) => ParleyError;
  /** What is sent there as a credential: it is taken out of whatever the upstream says. */
  readonly secrets: readonly Secret[];
  /** The header with the upstream's own id of the request, in lower case. Default `x-request-id`. */
  readonly requestIdHeader?: string;
}

/** One request, and how its answer is read. */
export interface UpstreamRequest {
  readonly model: string;
  /** Made when the first event is asked for; what it throws is thrown there. */
  readonly request: () => HttpRequest;
  readonly decode: (heading: Heading) => Decoder;
}

const finished = { done: true, value: undefined } as const;

/** One request to the upstream as a stream of events. Nothing is sent before the first `next()`. */
export class UpstreamStream implements EventStream {
  readonly #ways: UpstreamWays;
  readonly #asked: UpstreamRequest;
  #queue: StreamEvent[] = [];
  #pending: PendingResponse | undefined;
  #response: HttpResponse | undefined;
  #decoder: Decoder | undefined;
  #failure: unknown;
  #over = false;
  #taker: Take | undefined;

  constructor(ways: UpstreamWays, asked: UpstreamRequest) {
    this.#ways = ways;
    this.#asked = asked;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  /** Not an async function: see `StreamWrapper`. */
  next(take?: Take): Promise<IteratorResult<StreamEvent, undefined>> {
    this.#taker = take;
    const result = this.#shift();
    if (result !== undefined) return Promise.resolve(result);
    if (this.#over) return Promise.resolve(finished);
    if (this.#failure !== undefined) {
      this.#stop();
      return Promise.reject(this.#failure);
    }
    return this.#response === undefined ? this.#start() : this.#response.read(this.#take);
  }

  /** What has come and was not taken. */
  #shift(): IteratorResult<StreamEvent, undefined> | undefined {
    for (let event = this.#queue.shift(); event !== undefined; event = this.#queue.shift()) {
      if (event.type === "end") this.#over = true;
      else if (this.#taker?.(event) === true) continue;
      return { done: false, value: event };
    }
    return undefined;
  }

  /** Events that came before a failure are the reader's: the failure is kept until they are read. */
  readonly #take = (chunk: Buffer | undefined): IteratorResult<StreamEvent, undefined> | typeof more => {
    try {
      if (chunk === undefined) this.#decoder?.finish(this.#queue);
      else this.#decoder?.push(chunk, this.#queue);
    } catch (error) {
      this.#failure = withoutSecrets(error, this.#ways.secrets);
    }
    const result = this.#shift();
    if (result !== undefined) return result;
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
      this.#pending = this.#ways.client.send(this.#asked.request());
      const response = await this.#pending.started;
      if (response.status !== 200) throw await refusalOf(this.#ways, response, this.#asked.model);
      this.#response = response;
      refuseEncoded(response);
      this.#decoder = this.#asked.decode(this.#heading(response));
      const { largest = Infinity } = this.#decoder;
      if (Number(response.headers["content-length"] ?? 0) > largest) throw tooLarge();
      return await response.read(this.#take);
    } catch (error) {
      this.#stop();
      throw error;
    }
  }

  #heading({ headers }: HttpResponse): Heading {
    const { now, requestIdHeader = "x-request-id" } = this.#ways;
    const id = headers[requestIdHeader];
    const type = headers["content-type"];
    const limits = limitsOf(headers, now());
    return {
      now,
      ...(typeof id === "string" && { upstreamRequestId: id.slice(0, 200) }),
      ...(typeof type === "string" && { contentType: type }),
      ...(limits !== undefined && { upstreamLimits: limits }),
    };
  }
}

/** What a refusal says, in our words. */
async function refusalOf(ways: UpstreamWays, response: HttpResponse, model?: string): Promise<unknown> {
  const { status, headers } = response;
  const body = await refusalBody(response);
  const asked = model === undefined ? {} : { model };
  return withoutSecrets(ways.refused({ status, headers, body, ...asked, now: ways.now() }), ways.secrets);
}

/**
 * Nobody asked for a compressed answer, and none is unpacked: some bytes of it can be gigabytes. Handed on as it came,
 * a sound would be noise.
 */
function refuseEncoded(response: HttpResponse): void {
  const coding = response.headers["content-encoding"];
  if (coding === undefined || String(coding).toLowerCase() === "identity") return;
  response.cancel();
  throw new ParleyError("upstream_invalid", {
    message: "The model's provider sent a compressed answer that nobody asked for.",
  });
}

/** A refusal is one by its status and headers, also where what it says besides breaks off or stalls. */
async function refusalBody(response: HttpResponse): Promise<unknown> {
  try {
    return await jsonBody(response, longestErrorBody);
  } catch (error) {
    if (error instanceof ParleyError && error.code === "cancelled") throw error;
    return undefined;
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
  return jsonOf(Buffer.concat(chunks).toString("utf8"));
}

/** Sends a request and resolves when the answer begins. Fails like the stream, also for a status other than 200. */
export async function openAnswer(ways: UpstreamWays, request: HttpRequest): Promise<HttpResponse> {
  const response = await ways.client.send(request).started;
  if (response.status !== 200) throw await refusalOf(ways, response);
  refuseEncoded(response);
  return response;
}

/** Reads a small JSON answer whole. Fails like the stream. */
export async function fetchJson(ways: UpstreamWays, request: HttpRequest): Promise<unknown> {
  const body = await jsonBody(await openAnswer(ways, request), longestList);
  if (body === undefined) throw new ParleyError("upstream_invalid");
  return body;
}
