import type { LookupFunction } from "node:net";
import { Deadlines } from "./deadlines.ts";
import { HttpExchange } from "./http-exchange.ts";
import type { more } from "./http1-more.ts";
import { ConnectionPool } from "./http1-pool.ts";
import { RequestWriter } from "./http1-request.ts";

/** The four clocks of an upstream, in milliseconds. */
export interface Clocks {
  /** Until the connection stands, TLS included. */
  readonly connect: number;
  /** From sending the request until the answer's headers. */
  readonly firstByte: number;
  /** Between two pieces of the answer. */
  readonly idle: number;
  /** Everything. */
  readonly total: number;
}

export interface HttpRequest {
  readonly method: "GET" | "POST" | "DELETE";
  /** Path and query, beginning with `/`. */
  readonly path: string;
  /** Best the same object for many requests: what is made of it is kept. */
  readonly headers: Readonly<Record<string, string>>;
  /** Headers of this request alone. */
  readonly ownHeaders?: Readonly<Record<string, string>>;
  readonly body?: Buffer | string;
  readonly signal: AbortSignal;
}

/** An answer whose headers have come and whose body is read piece by piece. */
export interface HttpResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** The next piece as it came off the socket; `undefined` at the end. One reader only. */
  next(): Promise<Buffer | undefined>;
  /**
   * Gives each piece to `take` as soon as it comes, and `undefined` at the end, until `take` returns something
   * else than `more`; resolves with that, or fails with what `take` throws. One promise, however many pieces it
   * takes: on the way of every chunk of every stream. At the end, `more` counts as a failure.
   */
  read<T>(take: (chunk: Buffer | undefined) => T | typeof more): Promise<T>;
  /** Drops the connection if the body has not ended. May be called at any moment, repeatedly. */
  cancel(): void;
}

/** A request on its way. */
export interface PendingResponse {
  /** Resolves with the headers. Fails with a `ParleyError`: see `HttpExchange`. */
  readonly started: Promise<HttpResponse>;
  /** Gives up, in whatever phase. May be called repeatedly. */
  cancel(): void;
}

export interface HttpClient {
  send(request: HttpRequest): PendingResponse;
  close(): Promise<void>;
}

export interface HttpClientOptions {
  /**
   * Finds the addresses of the origin's name, each time that a connection is opened, which goes to one of those that it
   * gives. It may refuse them. Not asked where the origin is an address. By default the system's.
   */
  readonly lookup?: LookupFunction;
}

/**
 * The only way out of Parley: HTTP/1.1 to one configured origin, with its own connections.
 * Redirects are not followed, nothing is repeated, compressed answers are not asked for.
 *
 * The protocol is spoken by our own few files because this is on the way of every call: see decision 0010.
 */
export function createHttpClient(
  origin: string,
  clocks: Clocks,
  { lookup }: HttpClientOptions = {},
): HttpClient {
  const url = new URL(origin);
  const pool = new ConnectionPool(url, lookup);
  const writer = new RequestWriter(url.host);
  const deadlines = new Deadlines();
  return {
    send(request) {
      const exchange = new HttpExchange(clocks, deadlines, request.signal);
      exchange.begin(pool, writer, request);
      return exchange;
    },
    async close() {
      pool.close();
      deadlines.close();
    },
  };
}
