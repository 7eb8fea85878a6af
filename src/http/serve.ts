import type { IncomingMessage, ServerResponse } from "node:http";
import type { Refusals } from "../admin/audit/refusals.ts";
import type { Authenticator } from "../admin/authenticate.ts";
import type { Crowd } from "../lib/crowd.ts";
import { ParleyError } from "../spec/errors.ts";
import type { Admission } from "./admission.ts";
import { authorise, type Browsers } from "./authorise.ts";
import type { RouteDeps } from "./deps.ts";
import { Exchange } from "./exchange.ts";
import type { ServeOnce } from "./idempotency/serve-once.ts";
import { asParleyError, sendProblem } from "./problem.ts";
import { refusalOf } from "./refusal-of.ts";
import type { Route } from "./route.ts";
import type { StreamWatch } from "./stream-watch.ts";
import { turnAway } from "./turn-away.ts";
import type { WrongKeys } from "./wrong-keys.ts";

/** Who watches the doors: metrics and logs. Must be quick and must not throw. */
export interface HttpObserver {
  /** A request has come, and nothing was done with it yet. */
  begun?(exchange: Exchange): void;
  /** A call was not let in, and has no exchange. */
  turnedAway?(route: Route): void;
  /** The answer has been sent, or the connection was lost. */
  answered(exchange: Exchange): void;
  /** An error that is our fault; the caller got a sentence that says nothing of it. */
  failed(exchange: Exchange, error: ParleyError): void;
}

/** The routes as the settings of a moment make them: same paths and methods, in the same order. */
export interface RouteTable {
  readonly routes: readonly Route[];
  /** All routes, where those above are but some of them; made once, by `createRoutes`, which is loaded late. */
  all?(create: (deps: RouteDeps) => readonly Route[]): readonly Route[];
  /** Holds what the routes need, until as many have given it back. */
  borrow(): void;
  giveBack(): void;
}

export interface ServeDeps {
  readonly authenticator: Authenticator;
  readonly browsers: Browsers;
  readonly observer: HttpObserver;
  /** Told who was not let in, or may not do what he wanted. */
  readonly refusals: Pick<Refusals, "note">;
  /** Says who has tried too many wrong keys; absent: nobody. */
  readonly wrongKeys?: WrongKeys | undefined;
  /** Whether new calls are taken: false from the moment the server is told to stop. */
  ready(): boolean;
  /** Whether connections end with their next answer, because another process takes over; calls are answered as ever. */
  leaving?(): boolean;
  /** Asked once for each request, which keeps to the answer. Absent where routes never change. */
  table?(): RouteTable;
  /** The exchanges that are going on, to be ended at a shutdown. */
  readonly open: Crowd<Exchange>;
  /** Looks after them. */
  readonly watch: StreamWatch;
  /** Our address to programs that look for tokens; absent where there are none. */
  resource?(): string;
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
    came?: number,
  ): void {
    const table = deps.table?.();
    const route = table?.routes[place] ?? first;
    table?.borrow();
    const exchange = new Exchange(request, response, route, params, deps.observer.failed, came);
    exchange.watch = deps.watch;
    exchange.resource = deps.resource;
    deps.observer.begun?.(exchange);
    deps.open.add(exchange);
    response.on("close", () => {
      deps.open.delete(exchange);
      if (first.idempotent === true) admission.leave(request.headers["content-length"]);
      table?.giveBack();
      deps.observer.answered(exchange);
    });
    run(deps, route, exchange).catch((thrown: unknown) => {
      const error = asParleyError(thrown);
      const asksWho = route.access !== "open" || route.asksClient === true;
      const refusal = asksWho ? refusalOf(exchange, error) : undefined;
      if (refusal !== undefined) deps.refusals.note(refusal);
      fail(exchange, asksWho ? (deps.wrongKeys?.judge(request, error) ?? error) : error);
    });
  }

  // Keeping house, and asking how it goes, must be possible in all weathers.
  if (first.idempotent !== true) return begin;

  function refuse(request: IncomingMessage, response: ServerResponse): void {
    deps.observer.turnedAway?.(first);
    turnAway(first, request, response);
  }

  return function admitted(request, response, params) {
    const verdict = admission.enter(request.headers["content-length"]);
    if (verdict === undefined) begin(request, response, params);
    else if (typeof verdict === "string") refuse(request, response);
    else {
      const came = performance.now();
      verdict
        .then((refusal) => {
          if (refusal !== undefined) refuse(request, response);
          // The client may have left while it waited for a place.
          else if (response.destroyed) admission.leave(request.headers["content-length"]);
          else begin(request, response, params, came);
        })
        .catch((error: unknown) => {
          fail(new Exchange(request, response, first, params, deps.observer.failed), error);
        });
    }
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
    const found = authorise(deps, route, exchange);
    if (found !== undefined) await found;
    exchange.keepTime();
  }
  const key = route.idempotent === true ? exchange.request.headers["idempotency-key"] : undefined;
  await (key === undefined ? route.handle(exchange) : deps.serveOnce(exchange, route, key));
}

/** Turns whatever was thrown into an answer. The last resort: it must not throw. */
export function fail(exchange: Exchange, thrown: unknown): void {
  const error = asParleyError(thrown);
  exchange.noteFailure(error);
  sendProblem(exchange, (error.code === "cancelled" ? exchange.abortReason : undefined) ?? error);
}
