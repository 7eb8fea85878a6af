import { ParleyError } from "../../spec/errors.ts";
import type { HttpClient, HttpResponse } from "../http-client.ts";
import type { Secret } from "../secret.ts";

/** Asks addresses on any server, and follows redirects within bounds. */
export interface Web {
  /**
   * The answer, whatever its status, and where it came from in the end. Fails as `HttpExchange` does, and with
   * `upstream_invalid` when a redirect leads nowhere or where it must not.
   */
  get(url: URL, headers: Readonly<Record<string, string>>, signal: AbortSignal): Promise<WebAnswer>;
  /** Ends all connections. */
  close(): Promise<void>;
}

export interface WebAnswer {
  readonly response: HttpResponse;
  readonly url: URL;
}

export interface WebOptions {
  readonly connect: (origin: string) => HttpClient;
  /** Sent to this origin, and to no other. */
  readonly credentials?: { readonly origin: string; readonly token: Secret };
  /** Whether an address may be asked without encryption. */
  readonly mayBePlain: (url: URL) => boolean;
  readonly userAgent: string;
}

const mostRedirects = 5;
const redirects: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/** A redirect's own body is read up to this size, so that its connection can be used again. */
const discardBytes = 64 * 1024;

/** One client, and so one set of connections, for each origin. */
export function createWeb(options: WebOptions): Web {
  const clients = new Map<string, HttpClient>();
  const clientOf = (origin: string): HttpClient => {
    const client = clients.get(origin) ?? options.connect(origin);
    clients.set(origin, client);
    return client;
  };
  return {
    async get(start, headers, signal) {
      let url = start;
      for (let count = 0; ; count++) {
        refuseUnsafe(url, options.mayBePlain);
        const request = {
          method: "GET",
          path: url.pathname + url.search,
          headers: headersFor(url, headers, options),
          signal,
        } as const;
        const response = await clientOf(url.origin).send(request).started;
        if (!redirects.has(response.status)) return { response, url };
        if (count === mostRedirects) {
          response.cancel();
          throw wrong(`${start.host} redirects more than ${mostRedirects} times.`);
        }
        const next = nextAddress(response, url);
        await discard(response);
        url = next;
      }
    },
    async close() {
      await Promise.all([...clients.values()].map((client) => client.close()));
    },
  };
}

function headersFor(
  url: URL,
  headers: Readonly<Record<string, string>>,
  options: WebOptions,
): Record<string, string> {
  const { credentials } = options;
  const mine =
    credentials?.origin === url.origin ? { authorization: `Bearer ${credentials.token.reveal()}` } : {};
  return { "user-agent": options.userAgent, "accept-encoding": "identity", ...headers, ...mine };
}

/** Only http and https, and what was encrypted stays so. */
function nextAddress(response: HttpResponse, from: URL): URL {
  const { location } = response.headers;
  const next = typeof location === "string" ? URL.parse(location, from) : null;
  if (next === null) {
    response.cancel();
    throw wrong(`${from.host} redirects to an address that makes no sense.`);
  }
  if (from.protocol === "https:" && next.protocol !== "https:") {
    response.cancel();
    throw wrong(`${from.host} redirects from https to ${next.protocol.slice(0, -1)}, which is refused.`);
  }
  next.hash = "";
  return next;
}

function refuseUnsafe(url: URL, mayBePlain: (url: URL) => boolean): void {
  if (url.username !== "" || url.password !== "")
    throw wrong("An address with a user name or password in it is refused.");
  if (url.protocol === "https:") return;
  if (url.protocol !== "http:") throw wrong(`${url.protocol.slice(0, -1)} is refused: only https is asked.`);
  if (!mayBePlain(url))
    throw wrong(`http is refused for ${url.host}: whoever is on the way could change the file. Use https.`);
}

function wrong(message: string): ParleyError {
  return new ParleyError("upstream_invalid", { message });
}

/** Reads a small body to its end, and drops the connection of a large one. */
export async function discard(response: HttpResponse): Promise<void> {
  let size = 0;
  try {
    for (let chunk = await response.next(); chunk !== undefined; chunk = await response.next()) {
      size += chunk.length;
      if (size > discardBytes) break;
    }
  } catch {
    // Nobody wants this body: that it broke off is no news.
  }
  response.cancel();
}
