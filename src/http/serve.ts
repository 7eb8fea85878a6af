import type { IncomingMessage, ServerResponse } from "node:http";
import type { Authenticator } from "../admin/authenticate.ts";
import { ParleyError } from "../spec/errors.ts";
import type { Admission } from "./admission.ts";
import { Exchange } from "./exchange.ts";
import type { ServeOnce } from "./idempotency/serve-once.ts";
import { asParleyError, sendProblem } from "./problem.ts";
import type { Route } from "./route.ts";
import type { StreamWatch } from "./stream-watch.ts";
import { turnAway } from "./turn-away.ts";

/** Who watches the doors: metrics and logs. Must be quick and must not throw. */
export interface HttpObserver {
  /** The answer has been sent, or the connection was lost. */
  answered(exchange: Exchange): void;
  /** An error that is our fault; the caller got a sentence that says nothing of it. */
  failed(exchange: Exchange, error: ParleyError): void;
}

/** The routes as the settings of a moment make them: same paths and methods, in the same order. */
export interface RouteTable {
  readonly routes: readonly Route[];
  /** Holds what the routes need, until as many have given it back. */
  borrow(): void;
  giveBack(): void;
}

export interface ServeDeps {
  readonly authenticator: Authenticator;
  readonly observer: HttpObserver;
  /** Whether new calls are taken: false from the moment the server is told to stop. */
  ready(): boolean;
  /** Whether connections end with their next answer, because another process takes over; calls are answered as ever. */
  leaving?(): boolean;
  /** Asked once for each request, which keeps to the answer. Absent where routes never change. */
  table?(): RouteTable;
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

/**
 * Makes a route into a function on Node's request and response. All requests go through here. `place` is where the route
 * stands in the table.
 */
export function serve(deps: ServeDeps, first: Route, place: number): Server {
  const { admission } = deps;

  function begin(
    request: IncomingMessage,
    response: ServerResponse,
    params: Readonly<Record<string, string | undefined>>,
  ): void {
    const table = deps.table?.();
    const route = table?.routes[place] ?? first;
    table?.borrow();
    const exchange = new Exchange(request, response, route, params, deps.observer.failed);
    exchange.watch = deps.watch;
    deps.open.add(exchange);
    response.once("close", () => {
      deps.open.delete(exchange);
      if (first.idempotent === true) admission.leave(request.headers["content-length"]);
      table?.giveBack();
      deps.observer.answered(exchange);
    });
    run(deps, route, exchange).catch((error: unknown) => fail(exchange, error));
  }

  // Keeping house, and asking how it goes, must be possible in all weathers.
  if (first.idempotent !== true) return begin;

  return function admitted(request, response, params) {
    const verdict = admission.enter(request.headers["content-length"]);
    if (verdict === undefined) begin(request, response, params);
    else if (typeof verdict === "string") turnAway(first, request, response);
    else
      void verdict.then((refusal) => {
        if (refusal !== undefined) turnAway(first, request, response);
        // The client may have left while it waited for a place.
        else if (response.destroyed) admission.leave(request.headers["content-length"]);
        else begin(request, response, params);
      });
  };
}

async function run(deps: ServeDeps, route: Route, exchange: Exchange): Promise<void> {
  if (!deps.ready()) {
    // The client's next request shall find another server, or this one's successor.
    exchange.response.setHeader("connection", "close");
    if (route.access !== "open") throw new ParleyError("shutting_down", { retryAfterMs: 1000 });
  } else if (deps.leaving?.() === true) {
    exchange.response.setHeader("connection", "close");
  }
  if (route.access !== "open") {
    const principal = deps.authenticator.authenticate(secretOf(route, exchange.request));
    exchange.principal = principal instanceof Promise ? await principal : principal;
    if (route.access === "admin" && exchange.principal.admin !== true) throw needsAdmin();
    exchange.keepTime();
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
