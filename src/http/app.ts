import type { IncomingMessage, Server as HttpServer, ServerResponse } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { ServerOpts, Socket } from "node:net";
import type { Duplex } from "node:stream";
import type { AddressRanges } from "../lib/address-ranges.ts";
import { ParleyError } from "../spec/errors.ts";
import { noteForwarded } from "./client-address.ts";
import { closeHandshakes } from "./close-handshakes.ts";
import { createCors, type CorsSettings } from "./cors.ts";
import { Exchange } from "./exchange.ts";
import { readForwarded } from "./forwarded.ts";
import { http } from "./node-http.ts";
import { createOtherRoutes } from "./other-routes.ts";
import { asParleyError, sendProblem } from "./problem.ts";
import { refuseBytes, refuseSocket } from "./refuse-bytes.ts";
import { refuseUnknown } from "./refuse-unknown.ts";
import type { Route } from "./route.ts";
import { createRouter, type Listener } from "./router.ts";
import { fail, type HttpObserver, type RouteTable, type Server, serve, type ServeDeps } from "./serve.ts";

export interface AppSettings {
  /** Read at each request. */
  readonly cors: CorsSettings;
  /** Proxies whose word about clients' addresses counts; absent where there are none. Read at each request. */
  readonly trustedProxies?: AddressRanges | undefined;
  /** With what TLS is spoken; absent where it is not. */
  readonly tls?: TlsOptions | undefined;
  /** Largest request head in bytes. */
  readonly headerBytes: number;
  /** How many connections may be open at a time; without bound where it is absent. */
  readonly connections?: number | undefined;
}

/** What `https.createServer` and `setSecureContext` take, as far as it is used. */
export interface TlsOptions {
  /** PEM: the certificate with those between it and the root, and its private key. */
  readonly cert: string;
  readonly key: string;
  readonly minVersion: "TLSv1.2" | "TLSv1.3";
}

/** Bytes that wait in this process for a slow reader before the upstream has to wait, too. Node's own choice is 64 KiB. */
const highWaterMark = 16 * 1024;

/**
 * How connections are taken, at whichever socket they come. Half-open ones are HTTP's: a request may end with a FIN. With
 * TLS there are none, or a client that leaves in the middle of the handshake would stay.
 */
export function socketOptions({ tls }: { readonly tls?: object | undefined }): ServerOpts {
  return { allowHalfOpen: tls === undefined, highWaterMark, noDelay: true };
}

/**
 * The head must have come in this time, the whole request in that; in milliseconds. A large body on a slow line takes
 * its time: what only drips is found by its pace, see `StreamWatch`.
 */
const headersTimeout = 10_000;
const requestTimeout = 300_000;

/** TLS must stand in this time, in milliseconds; Node's own choice is two minutes. */
const handshakeTimeout = 10_000;

/** How often Node looks for requests that are late, in milliseconds. Its own choice is half a minute. */
const connectionsCheckingInterval = 1_000;

/** Above the idle time of the clients' connection pools, so that they do not meet a closing socket. */
const keepAliveTimeout = 75_000;

/**
 * The HTTP server over one route table; it does not listen yet. A router finds the route; hot routes are handed from
 * node:http straight to the same function, since their path needs no search. Where `routes` are but some of the
 * table's, the others are loaded when somebody asks for one.
 */
export function createApp(deps: ServeDeps, routes: readonly Route[], settings: AppSettings): HttpServer {
  const hot = new Map<string, Server>();
  const cors = createCors(settings);
  const servers = routes.map((route, place) => serve(deps, route, place));
  for (const [place, server] of servers.entries()) {
    const route = routes[place];
    if (route?.hot === true) hot.set(`${route.method} ${route.path}`, server);
  }
  const router = createRouter(routes, {
    servers,
    unknown: hasOthers(deps)
      ? createOtherRoutes(deps)
      : (request, response) => refuseUnknown(deps.observer, routes, request, response),
  });
  return httpServer(router, hot, cors, settings, deps.observer.failed);
}

/** Whether there are more routes than those the server begins with. */
function hasOthers(deps: ServeDeps): deps is ServeDeps & { table(): RouteTable } {
  return deps.table?.().all !== undefined;
}

function httpServer(
  router: Listener,
  hot: ReadonlyMap<string, Server>,
  cors: ReturnType<typeof createCors>,
  settings: AppSettings,
  failed: HttpObserver["failed"],
): HttpServer {
  const options = {
    maxHeaderSize: settings.headerBytes,
    headersTimeout,
    requestTimeout,
    connectionsCheckingInterval,
    keepAliveTimeout,
    ...socketOptions(settings),
    // Checked below, where the answer has a body like every other.
    requireHostHeader: false,
  };
  const listener = (request: IncomingMessage, response: ServerResponse): void => {
    const { trustedProxies } = settings;
    const fault = trustedProxies === undefined ? undefined : lookBehind(request, trustedProxies);
    if (fault !== undefined) {
      sendProblem(new Exchange(request, response, undefined, {}), fault);
    } else if (request.headers.host === undefined && request.httpVersionMinor === 1) {
      sendProblem(new Exchange(request, response, undefined, {}), noHost());
    } else if (!isTarget(request)) {
      sendProblem(new Exchange(request, response, undefined, {}), noTarget());
    } else if (!cors(request, response)) {
      const direct = hot.get(`${request.method} ${request.url}`);
      // A slip of ours costs this one request.
      try {
        if (direct === undefined) router(request, response);
        else direct(request, response, {});
      } catch (error) {
        fail(new Exchange(request, response, undefined, {}, failed), error);
      }
    }
  };
  const { tls } = settings;
  const server =
    tls === undefined
      ? http.createServer(options, listener)
      : // It is a server of the other kind below, with the same in it that is used of it.
        (createTlsServer({ ...options, ...tls, handshakeTimeout }, listener) as unknown as HttpServer);
  server.on("checkContinue", (request: IncomingMessage, response: ServerResponse) => {
    // A body that will be refused for its size is not asked for.
    if (Number(request.headers["content-length"] ?? 0) <= largestInvited) response.writeContinue();
    listener(request, response);
  });
  server.on("checkExpectation", (request: IncomingMessage, response: ServerResponse) => {
    sendProblem(new Exchange(request, response, undefined, {}), new ParleyError("expectation_failed"));
  });
  server.on("connect", (_request, socket: Duplex) => refuseSocket(socket, "method_not_allowed"));
  server.on("clientError", refuseBytes);
  if (tls !== undefined) closeHandshakes(server);
  if (settings.connections !== undefined) boundConnections(server, settings.connections);
  return server;
}

/** Notes where the request came from before a proxy passed it on; gives what is wrong with what the proxy says of that. */
function lookBehind(request: IncomingMessage, trustedProxies: AddressRanges): ParleyError | undefined {
  try {
    const forwarded = readForwarded(request, trustedProxies);
    if (forwarded !== undefined) noteForwarded(request, forwarded);
    return undefined;
  } catch (error) {
    return asParleyError(error);
  }
}

/** How often idle connections make room for new ones, in milliseconds. */
const makeRoomEvery = 1_000;

/**
 * Beyond the bound a connection is closed as soon as it comes, so that calls that run keep the files they need; and
 * those that are only kept in case something more comes on them make room.
 */
function boundConnections(server: HttpServer, most: number): void {
  let open = 0;
  let madeRoom = -makeRoomEvery;
  // Node's own `maxConnections` knows only those that come at the server's own socket.
  server.prependListener("connection", (socket: Socket) => {
    open++;
    socket.once("close", () => open--);
    if (open <= most) return;
    socket.destroy();
    const now = performance.now();
    if (now - madeRoom < makeRoomEvery) return;
    madeRoom = now;
    server.closeIdleConnections();
  });
}

/** Largest body that a client who asks first is told to send, in bytes; larger ones are judged by their route. */
const largestInvited = 1024 * 1024;

function noHost(): ParleyError {
  return new ParleyError("malformed_request", { message: "The request has no Host header." });
}

/** Whether it asks for a path, as it is or behind a host (RFC 9112, section 3.2); the router looks at no first character. */
function isTarget({ url = "", method }: IncomingMessage): boolean {
  return url.startsWith("/") || /^https?:\/\/[^/]/i.test(url) || (url === "*" && method === "OPTIONS");
}

function noTarget(): ParleyError {
  return new ParleyError("malformed_request", { message: "The address must begin with a slash." });
}
