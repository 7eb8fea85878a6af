import { lazily } from "../lib/lazily.ts";
import { Exchange } from "./exchange.ts";
import { refuseUnknown } from "./refuse-unknown.ts";
import { createRouter, type Listener } from "./router.ts";
import { fail, type RouteTable, serve, type ServeDeps } from "./serve.ts";

/**
 * Serves what no everyday route does. The whole table of routes is loaded with the first such request, which takes about
 * a seventh of a second; who has no console open and keeps house on the command line never has it in memory.
 */
export function createOtherRoutes(deps: ServeDeps & { table(): RouteTable }): Listener {
  const router = lazily(async () => {
    const { createRoutes } = await import("./routes.ts");
    const table = (): RouteTable => {
      const now = deps.table();
      const routes = now.all?.(createRoutes) ?? now.routes;
      return { routes, borrow: () => now.borrow(), giveBack: () => now.giveBack() };
    };
    const { routes } = table();
    return createRouter(routes, {
      servers: routes.map((route, place) => serve({ ...deps, table }, route, place)),
      unknown: (request, response) => refuseUnknown(deps.observer, routes, request, response),
    });
  });
  return function serveOthers(request, response) {
    router()
      .then((serveOther) => {
        // The client may have left while the routes were loaded.
        if (!response.destroyed) serveOther(request, response);
      })
      .catch((error: unknown) =>
        fail(new Exchange(request, response, undefined, {}, deps.observer.failed), error),
      );
  };
}
