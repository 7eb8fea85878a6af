import type { IncomingMessage, ServerResponse } from "node:http";
import findMyWay from "find-my-way";
import { maxParamLength } from "./refuse-unknown.ts";
import type { Route } from "./route.ts";
import type { Server } from "./serve.ts";

/** What a router does with requests. */
export interface RouterParts {
  /** One for each route, in their order. */
  readonly servers: readonly Server[];
  /** Takes what no route does: another address, another method, or a path that cannot be decoded. */
  readonly unknown: Listener;
}

/** Takes a request, and answers it sooner or later. */
export type Listener = (request: IncomingMessage, response: ServerResponse) => void;

/** Queries are read by the routes that have one. */
const noQuery = {};

/** Finds the route of a request by its method and path, and hands it over. */
export function createRouter(routes: readonly Route[], parts: RouterParts): Listener {
  const { servers, unknown } = parts;
  const router = findMyWay({
    ignoreTrailingSlash: true,
    maxParamLength,
    querystringParser: () => noQuery,
    defaultRoute: unknown,
    onBadUrl: (_path, request, response) => unknown(request, response),
    onMaxParamLength: (_path, request, response) => unknown(request, response),
  });
  for (const [place, route] of routes.entries()) {
    const server = servers[place];
    if (server === undefined) throw new TypeError(`nothing serves ${route.method} ${route.path}`);
    router.on(
      route.method === "GET" ? ["GET", "HEAD"] : route.method,
      route.path,
      (request, response, params) => server(request, response, params as Record<string, string>),
    );
  }
  return (request, response) => void router.lookup(request, response);
}
