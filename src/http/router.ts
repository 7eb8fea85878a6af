import type { IncomingMessage, ServerResponse } from "node:http";
import { type FastifyInstance, type FastifyServerOptions, fastify } from "fastify";
import { Exchange } from "./exchange.ts";
import type { Route } from "./route.ts";
import { fail, type Server } from "./serve.ts";

/** What a router does with requests. */
export interface RouterParts {
  /** One for each route, in their order. */
  readonly servers: readonly Server[];
  /** Takes what no route does: another address, another method, or a path that cannot be decoded. */
  readonly unknown: (request: IncomingMessage, response: ServerResponse) => void;
  readonly failed: ConstructorParameters<typeof Exchange>[4];
  readonly serverFactory?: FastifyServerOptions["serverFactory"];
}

/** Fastify over these routes: it finds the route, and nothing of it comes afterwards. */
export function createRouter(routes: readonly Route[], parts: RouterParts): FastifyInstance {
  const { servers, unknown, failed, serverFactory } = parts;
  const app = fastify({
    ...(serverFactory !== undefined && { serverFactory }),
    logger: false,
    // What still comes on open connections while the server stops is answered by us, in the protocol's form.
    return503OnClosing: false,
    exposeHeadRoutes: false,
    // No route has a schema of Fastify's: these stand in for Ajv and its kin, 110 modules that nothing would use.
    schemaController: { compilersFactory: { buildValidator: unused, buildSerializer: unused } },
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 500 },
    frameworkErrors: (_error, request, reply) => {
      reply.hijack();
      unknown(request.raw, reply.raw);
    },
  });
  // Bodies are read by the routes that want one, and by nobody else.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("*", (_request, _payload, done) => done(null));

  for (const [place, route] of routes.entries()) {
    app.route({
      method: route.method === "GET" ? ["GET", "HEAD"] : route.method,
      url: route.path,
      // Nothing of Fastify's comes after this: it looks at the type of a body before anybody is asked who he is, and a
      // type that it cannot read would be an error of ours.
      onRequest: (request, reply) => {
        reply.hijack();
        servers[place]?.(request.raw, reply.raw, request.params as Record<string, string>);
      },
      handler: () => undefined,
    });
  }
  app.addHook("onRequest", (request, reply, done) => {
    if (!request.is404) {
      done();
      return;
    }
    reply.hijack();
    unknown(request.raw, reply.raw);
  });
  app.setErrorHandler((error, request, reply) => {
    reply.hijack();
    fail(new Exchange(request.raw, reply.raw, undefined, {}, failed), error);
  });
  return app;
}

function unused(): never {
  throw new TypeError("bodies and answers are checked by us and not by Fastify");
}
