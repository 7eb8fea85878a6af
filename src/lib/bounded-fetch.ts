import { ParleyError } from "../spec/errors.ts";
import { type Clocks, createHttpClient, type HttpClient } from "./http-client.ts";

/** What libraries that bring no HTTP of their own ask for: `fetch`, as far as they use it. */
export interface FetchWish {
  readonly method?: string | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly body?: string | Uint8Array | URLSearchParams | null | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface BoundedFetch {
  /** Redirects are given back, not followed. Fails with a `ParleyError`, see `HttpExchange`. */
  fetch(url: string, wish?: FetchWish): Promise<Response>;
  close(): Promise<void>;
}

export interface FetchBounds {
  readonly clocks: Clocks;
  /** Largest answer in bytes; `upstream_invalid` beyond. */
  readonly bytes: number;
  /** Origins whose connections are kept; those of the oldest are closed beyond. */
  readonly origins?: number;
}

/** `fetch` for small answers of few servers over the one way out, see `createHttpClient`. */
export function createBoundedFetch({ clocks, bytes, origins = 20 }: FetchBounds): BoundedFetch {
  const clients = new Map<string, HttpClient>();

  function clientOf(origin: string): HttpClient {
    const known = clients.get(origin);
    if (known !== undefined) return known;
    const [oldest] = clients;
    if (clients.size >= origins && oldest !== undefined) {
      clients.delete(oldest[0]);
      void oldest[1].close();
    }
    const client = createHttpClient(origin, clocks);
    clients.set(origin, client);
    return client;
  }
  return {
    async fetch(text, { method = "GET", headers = {}, body, signal } = {}) {
      const url = new URL(text);
      if (method !== "GET" && method !== "POST") throw new TypeError(`This cannot ${method}.`);
      const sent = clientOf(url.origin).send({
        method,
        path: url.pathname + url.search,
        headers: { ...headers },
        ...(body !== undefined && body !== null && { body: bodyOf(body) }),
        signal: signal ?? new AbortController().signal,
      });
      const answer = await sent.started;
      const chunks: Buffer[] = [];
      let size = 0;
      for (let chunk = await answer.next(); chunk !== undefined; chunk = await answer.next()) {
        chunks.push(chunk);
        size += chunk.length;
        if (size <= bytes) continue;
        answer.cancel();
        throw new ParleyError("upstream_invalid", { message: "The answer is too large." });
      }
      return responseOf(answer.status, answer.headers, Buffer.concat(chunks));
    },
    async close() {
      await Promise.all([...clients.values()].map((client) => client.close()));
    },
  };
}

function bodyOf(body: string | Uint8Array | URLSearchParams): Buffer | string {
  return body instanceof Uint8Array ? Buffer.from(body) : String(body);
}

/** `Response` takes no body with these. */
const bodiless: ReadonlySet<number> = new Set([204, 205, 304]);

function responseOf(
  status: number,
  fields: Readonly<Record<string, string | string[] | undefined>>,
  body: Buffer,
): Response {
  const headers = new Headers();
  for (const [name, value] of Object.entries(fields))
    for (const each of value === undefined ? [] : [value].flat()) headers.append(name, each);
  return new Response(bodiless.has(status) ? null : Uint8Array.from(body), { status, headers });
}
