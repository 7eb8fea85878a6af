import type { IncomingMessage, ServerResponse } from "node:http";
import type { Authenticator } from "../admin/authenticate.ts";
import { ParleyError } from "../spec/errors.ts";
import type { Admission, Refusal } from "./admission.ts";
import { Exchange } from "./exchange.ts";
import type { ServeOnce } from "./idempotency/serve-once.ts";
import { asParleyError, sendProblem } from "./problem.ts";
import type { Route } from "./route.ts";
import type { StreamWatch } from "./stream-watch.ts";

/** Who watches the doors: metrics and logs. Must be quick and must not throw. */
export interface HttpObserver {
  /** The answer has been sent, or the connection was lost. */
  answered(exchange: Exchange): void;
  /** An error that is our fault; the caller got a sentence that says nothing of it. */
  failed(exchange: Exchange, error: ParleyError): void;
}

export interface ServeDeps {
  readonly authenticator: Authenticator;
  readonly observer: HttpObserver;
  /** Whether new calls are taken: false from the moment the server is told to stop. */
  ready(): boolean;
  /** The exchanges that are going on, to be ended at a shutdown. */
  readonly open: Set<Exchange>;
  /** Looks after them. */
  readonly watch: StreamWatch;
  /** Says which calls are let in. */
  readonly admission: Admission;
  /** Serves what comes with an idempotency key. */
  readonly serveOnce: ServeOnce;
}

export type Server = (
  request: IncomingMessage,
  response: ServerResponse,
  params: Readonly<Record<string, string | undefined>>,
) => void;

/** Makes a route into a function on Node's request and response. All requests go through here. */
export function serve(deps: ServeDeps, route: Route): Server {
  const { admission } = deps;
  return function served(request, response, params) {
    const exchange = new Exchange(request, response, route, params, deps.observer.failed);
    exchange.watch = deps.watch;
    deps.open.add(exchange);
    let entered = false;
    response.once("close", () => {
      deps.open.delete(exchange);
      if (entered) admission.leave(request.headers["content-length"]);
      deps.observer.answered(exchange);
    });
    const answer = (refusal: Refusal | undefined): void => {
      if (refusal !== undefined) {
        turnAway(exchange, overloaded[refusal]);
      } else if (response.destroyed) {
        // The client has left while it waited for a place.
        admission.leave(request.headers["content-length"]);
      } else {
        entered = route.idempotent === true;
        run(deps, route, exchange).catch((error: unknown) => fail(exchange, error));
      }
    };
    // What costs money costs effort, too; keeping house and asking how it goes must be possible in all weathers.
    const verdict = route.idempotent === true ? admission.enter(request.headers["content-length"]) : undefined;
    if (verdict instanceof Promise) void verdict.then(answer);
    else answer(verdict);
  };
}

/** When to ask again, in milliseconds: the load of a moment is gone by then. */
const askAgainAfter = 1_000;

/** Made once: many at a time hear them, and a stack trace for each would be most of the price. */
const overloaded: Readonly<Record<Refusal, ParleyError>> = {
  busy: new ParleyError("server_overloaded", { retryAfterMs: askAgainAfter }),
  heap: new ParleyError("server_overloaded", { retryAfterMs: askAgainAfter }),
  bodies: new ParleyError("server_overloaded", { retryAfterMs: askAgainAfter }),
};

/** A body up to this size is let come, in bytes: its connection can then be used again, which is cheaper than a new one. */
const letCome = 64 * 1024;

function turnAway(exchange: Exchange, error: ParleyError): void {
  const { request } = exchange;
  if (request.complete || !(Number(request.headers["content-length"]) <= letCome)) {
    sendProblem(exchange, error);
    return;
  }
  request.once("end", () => sendProblem(exchange, error));
  request.resume();
}

async function run(deps: ServeDeps, route: Route, exchange: Exchange): Promise<void> {
  if (!deps.ready()) {
    // The client's next request shall find another server, or this one's successor.
    exchange.response.setHeader("connection", "close");
    if (route.access !== "open") throw new ParleyError("shutting_down", { retryAfterMs: 1000 });
  }
  if (route.access !== "open") {
    const principal = deps.authenticator.authenticate(secretOf(route, exchange.request));
    exchange.principal = principal instanceof Promise ? await principal : principal;
    if (route.access === "admin" && exchange.principal.admin !== true) throw needsAdmin();
  }
  const key = route.idempotent === true ? exchange.request.headers["idempotency-key"] : undefined;
  await (key === undefined ? route.handle(exchange) : deps.serveOnce(exchange, route, key));
}

function needsAdmin(): ParleyError {
  return new ParleyError("permission_denied", {
    message: "This needs an admin key. `parley keys create --admin` makes one.",
  });
}

/** Turns whatever was thrown into an answer. The last resort: it must not throw. */
export function fail(exchange: Exchange, thrown: unknown): void {
  const error = asParleyError(thrown);
  exchange.noteFailure(error);
  sendProblem(exchange, (error.code === "cancelled" ? exchange.abortReason : undefined) ?? error);
}

/** The key, wherever the route's clients send it. Two that differ are one too many. */
function secretOf({ keyHeader }: Route, request: IncomingMessage): string {
  const own = keyHeader === undefined ? undefined : request.headers[keyHeader];
  if (keyHeader === undefined || own === undefined) return bearer(request, keyHeader);
  const secret = String(own).trim();
  if (request.headers.authorization !== undefined && bearer(request, keyHeader) !== secret) {
    throw new ParleyError("invalid_api_key", {
      message: `The headers \`${keyHeader}\` and \`Authorization\` hold different keys. Send one of them.`,
    });
  }
  if (secret === "") throw noKey(keyHeader);
  return secret;
}

function noKey(keyHeader: string | undefined): ParleyError {
  if (keyHeader === undefined) return new ParleyError("missing_api_key");
  return new ParleyError("missing_api_key", {
    message: `You didn't provide an API key. Send it in the header \`${keyHeader}: YOUR_KEY\` or \`Authorization: Bearer YOUR_KEY\`.`,
  });
}

/** RFC 6750: the header only. A key in the address would be written into logs everywhere. */
function bearer(request: IncomingMessage, keyHeader: string | undefined): string {
  const header = request.headers.authorization;
  const match = header === undefined ? null : /^Bearer +(\S+) *$/i.exec(header);
  if (match?.[1] !== undefined) return match[1];
  if (header === undefined) throw noKey(keyHeader);
  throw new ParleyError("missing_api_key", {
    message: "The Authorization header must read `Bearer YOUR_KEY`.",
  });
}
